import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

interface Props {
  title: ReactNode;
  /** How many there are. */
  count?: number | undefined;
  actions?: ReactNode;
  children: ReactNode;
  testId?: string;
}

/** A part of a page under a heading. */
export function Section({ title, count, actions, children, testId }: Props): ReactNode {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id} data-testid={testId}>
      <header className={styles.head}>
        <h3 id={id}>
          {title}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </h3>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What is known of a thing, as pairs. What is empty is left out. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode])[] }): ReactNode {
  const told = items.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (told.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {told.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing here yet: a quiet line within a section. */
export function Quiet({ children }: { children: ReactNode }): ReactNode {
  return <p className={styles.quiet}>{children}</p>;
}
