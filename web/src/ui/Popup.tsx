import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import styles from './Popup.module.css';

interface Props {
  /** What it hangs from. */
  anchor: RefObject<HTMLElement | null>;
  onClose(): void;
  /** Which edges of the two stand in line. */
  align?: 'start' | 'end';
  role?: 'menu' | 'dialog';
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

const gap = 4;
const margin = 8;

/** A panel that hangs from a button: closes by Escape, by a press elsewhere, or when the page moves away below it. */
export function Popup({
  anchor,
  onClose,
  align = 'start',
  role = 'dialog',
  label,
  className,
  children,
}: Props): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const put = () => panel.current && anchor.current && place(panel.current, anchor.current, align);
    put();
    const first = panel.current?.querySelector<HTMLElement>('[autofocus], input, [role="menuitem"]:not(:disabled)');
    (first ?? panel.current)?.focus({ preventScroll: true });
    // What it holds may come in later, or grow.
    const observer = new ResizeObserver(put);
    if (panel.current) observer.observe(panel.current);
    window.addEventListener('resize', put);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', put);
    };
  }, [anchor, align]);

  useEffect(() => {
    const button = anchor.current;
    const box = panel.current;
    const onPress = (event: PointerEvent) => {
      const target = event.target as Element;
      if (box?.contains(target) || button?.contains(target)) return;
      close.current();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    // A press within a message's frame shows as the page losing the focus.
    const onBlur = () => document.activeElement?.tagName === 'IFRAME' && close.current();
    document.addEventListener('pointerdown', onPress, true);
    document.addEventListener('keydown', onKey, true);
    window.addEventListener('blur', onBlur);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      document.removeEventListener('keydown', onKey, true);
      window.removeEventListener('blur', onBlur);
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body || box?.contains(activeElement)) button?.focus();
    };
  }, [anchor]);

  return createPortal(
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a menu's or a dialog's
    <div
      ref={panel}
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={`${styles.popup} scroll ${className ?? ''}`}
      data-no-shortcuts
      data-popup
    >
      {children}
    </div>,
    document.body,
  );
}

function place(panel: HTMLElement, anchor: HTMLElement, align: 'start' | 'end'): void {
  const a = anchor.getBoundingClientRect();
  const { offsetWidth: width, scrollHeight } = panel;
  const below = innerHeight - a.bottom - gap - margin;
  const above = a.top - gap - margin;
  const up = scrollHeight > below && above > below;
  const left = align === 'start' ? a.left : a.right - width;
  panel.style.left = `${Math.round(Math.min(Math.max(left, margin), innerWidth - width - margin))}px`;
  panel.style.maxHeight = `${Math.floor(up ? above : below)}px`;
  panel.style.top = up ? 'auto' : `${Math.round(a.bottom + gap)}px`;
  panel.style.bottom = up ? `${Math.round(innerHeight - a.top + gap)}px` : 'auto';
}
