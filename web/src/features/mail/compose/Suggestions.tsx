import type { Suggestion } from '@congvu/contract';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/icons.tsx';
import styles from './Suggestions.module.css';

interface Props {
  id: string;
  list: readonly Suggestion[];
  current: Suggestion | undefined;
  onChoose(index: number): void;
  onHover(index: number): void;
}

/** The list below a recipient box. The focus stays in the box. */
export function Suggestions({ id, list, current, onChoose, onHover }: Props): ReactNode {
  const active = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is current, it comes into view
  useEffect(() => {
    active.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t('compose.suggestions')}
      className={`scroll ${styles.list}`}
      data-testid="suggestions"
    >
      {list.map((s, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's
        <div
          key={s.address}
          ref={s === current ? active : null}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={s === current}
          className={`${styles.option} ${s === current ? styles.active : ''}`}
          onMouseDown={(e) => e.preventDefault()}
          onMouseMove={() => onHover(i)}
          onClick={() => onChoose(i)}
        >
          {s.kind === 'organisation' ? (
            <span className={styles.house}>
              <Icon name="building" size={17} />
            </span>
          ) : (
            <Avatar name={s.name} seed={s.address} size={32} />
          )}
          <span className={styles.text}>
            <span className={styles.first}>
              <b className="truncate">{s.name}</b>
              <span className={`truncate ${styles.address}`}>{s.address}</span>
            </span>
            <span className={`truncate ${styles.second}`}>
              {!s.official && <span className={styles.unofficial}>{t('compose.unofficial')}</span>}
              {secondLine(s)}
            </span>
          </span>
        </div>
      ))}
    </div>
  );
}

function secondLine(s: Suggestion): string {
  const parts = [s.position, s.organisation === s.name ? null : s.organisation].filter((p) => p);
  if (parts.length === 0 && s.kind === 'organisation') return t('compose.kind.organisation');
  return parts.join(' · ');
}
