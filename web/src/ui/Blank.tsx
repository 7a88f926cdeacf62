import type { ReactNode } from 'react';
import styles from './Blank.module.css';
import { Icon, type IconName } from './icons.tsx';

interface Props {
  icon: IconName;
  title: string;
  text?: string;
  children?: ReactNode;
  testId?: string;
}

/** What stands where there is nothing to show: says so, and what to do. */
export function Blank({ icon, title, text, children, testId }: Props): ReactNode {
  return (
    <div className={styles.blank} data-testid={testId}>
      <span className={styles.icon}>
        <Icon name={icon} size={26} />
      </span>
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.action}>{children}</div>}
    </div>
  );
}
