import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { searchAt, useAt } from '../at.ts';
import styles from './links.module.css';

interface Props {
  id: number;
  children: ReactNode;
  className?: string;
}

/** To an organisation's page, on the day that is looked at. */
export function OrganisationLink({ id, children, className }: Props): ReactNode {
  return (
    <Link
      to="/directory/organisations/$organisationId"
      params={{ organisationId: id }}
      search={searchAt(useAt())}
      className={className ?? styles.link}
    >
      {children}
    </Link>
  );
}

export function PersonLink({ id, children, className }: Props): ReactNode {
  return (
    <Link
      to="/directory/people/$personId"
      params={{ personId: id }}
      search={searchAt(useAt())}
      className={className ?? styles.link}
    >
      {children}
    </Link>
  );
}
