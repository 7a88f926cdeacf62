import type { ReactNode } from 'react';
import styles from './Field.module.css';

/** Fields side by side, as far as there is room. */
export function FieldRow({ children }: { children: ReactNode }): ReactNode {
  return <div className={styles.row}>{children}</div>;
}
