import type { TreeNode } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { OrganisationLink } from '../parts/links.tsx';
import styles from './UnitList.module.css';

/** Organisations below one, with how many are below each and how many people work there. */
export function UnitList({ nodes }: { nodes: readonly TreeNode[] }): ReactNode {
  return (
    <ul className={styles.list}>
      {nodes.map(({ id, name, units, people }) => {
        const counts = [
          ...(units > 0 ? [t('directory.unitCount', { n: units })] : []),
          ...(people > 0 ? [t('directory.peopleCount', { n: people })] : []),
        ];
        return (
          <li key={id}>
            <OrganisationLink id={id} className={styles.unit!}>
              <span>{name}</span>
              {counts.length > 0 && <small>{counts.join(' · ')}</small>}
            </OrganisationLink>
          </li>
        );
      })}
    </ul>
  );
}
