import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { t } from '../i18n/index.ts';
import styles from './PageHead.module.css';

export interface Crumb {
  label: string;
  to: string;
  /** Takes along what the address says besides, such as the day looked at. */
  keepSearch?: boolean;
}

interface Props {
  /** From the area down to the page above this one. */
  crumbs?: readonly Crumb[];
  title: ReactNode;
  /** A line below the title. */
  note?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
}

/** The head of a page: where it stands, its name, what one may do with it. */
export function PageHead({ crumbs = [], title, note, actions }: Props): ReactNode {
  return (
    <header className={styles.head}>
      {crumbs.length > 0 && (
        <nav aria-label={t('area.crumbs')} className={styles.crumbs}>
          <ol>
            {crumbs.map(({ label, to, keepSearch }) => (
              <li key={to}>
                <Link to={to} {...(keepSearch ? { search: true as never } : {})}>
                  {label}
                </Link>
                <Icon name="next" size={13} />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={styles.line}>
        <div className={styles.words}>
          <h2 className={styles.title} data-testid="page-title">
            {title}
          </h2>
          {note && <div className={styles.note}>{note}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  );
}
