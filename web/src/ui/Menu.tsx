import { type KeyboardEvent, type ReactNode, type Ref, useRef, useState } from 'react';
import { Icon, type IconName } from './icons.tsx';
import styles from './Menu.module.css';
import { Popup } from './Popup.tsx';

export type MenuItem =
  | { kind?: 'item'; key: string; label: ReactNode; icon?: IconName; danger?: boolean; disabled?: boolean; act(): void }
  | { kind: 'divider'; key: string }
  | { kind: 'head'; key: string; content: ReactNode };

/** For the button that opens the menu. */
export interface Opener {
  ref: Ref<HTMLButtonElement>;
  onClick(): void;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
}

interface Props {
  label: string;
  /** Asked for when the menu opens. */
  items(): MenuItem[];
  align?: 'start' | 'end';
  children(opener: Opener, open: boolean): ReactNode;
}

/** A button with a menu. Arrows walk through it, Escape and a press elsewhere close it. */
export function Menu({ label, items, align = 'start', children }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const opener: Opener = {
    ref: anchor,
    onClick: () => setOpen(!open),
    'aria-haspopup': 'menu',
    'aria-expanded': open,
  };
  return (
    <>
      {children(opener, open)}
      {open && (
        <Popup anchor={anchor} align={align} role="menu" label={label} onClose={() => setOpen(false)}>
          <MenuItems items={items()} onDone={() => setOpen(false)} />
        </Popup>
      )}
    </>
  );
}

function MenuItems({ items, onDone }: { items: MenuItem[]; onDone(): void }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]:not(:disabled)') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at <= 0 ? all.length : at) - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Tab') onDone();
    else if (next !== undefined) {
      event.preventDefault();
      all[next]?.focus();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu around it
    <div ref={box} onKeyDown={walk} className={styles.items}>
      {items.map((item) => {
        if (item.kind === 'divider') return <hr key={item.key} className={styles.divider} />;
        if (item.kind === 'head') return <div key={item.key}>{item.content}</div>;
        const { key, label, icon, danger, disabled, act } = item;
        return (
          <button
            key={key}
            type="button"
            role="menuitem"
            className={`${styles.item} ${danger ? styles.danger : ''}`}
            disabled={disabled}
            onClick={() => {
              onDone();
              act();
            }}
            data-testid={`menu-${key}`}
          >
            {icon && <Icon name={icon} size={16} />}
            <span>{label}</span>
          </button>
        );
      })}
    </div>
  );
}
