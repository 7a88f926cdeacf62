import type { ReactNode } from 'react';
import styles from './FileBadge.module.css';

interface Props {
  kind: { label: string; hue: 'red' | 'blue' | 'green' | 'amber' | 'violet' | 'grey' };
}

/** A sheet with the file's ending, in the colour people know it by. */
export function FileBadge({ kind }: Props): ReactNode {
  return (
    <span className={`${styles.badge} ${styles[kind.hue]}`} aria-hidden="true">
      {kind.label}
    </span>
  );
}
