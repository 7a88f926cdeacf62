import { type Role, roleNames } from '@congvu/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { PickOrganisation } from '../directory/pick/Picks.tsx';
import styles from './RolesPage.module.css';
import type { RolesSearch } from './search.ts';

export const useRolesSearch = (): RolesSearch => useSearch({ from: '/shell/admin/roles' });

/** What the list is narrowed to; it all stands in the address of the page. */
export function Filters(): ReactNode {
  const search = useRolesSearch();
  const navigate = useNavigate({ from: '/admin/roles' });
  const set = (change: { [K in keyof RolesSearch]: RolesSearch[K] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const roles = Object.keys(roleNames) as Role[];
  return (
    <search className={styles.filters} aria-label={t('roles.filters')}>
      <SelectField
        label={t('roles.role')}
        value={search.role ?? ''}
        onValue={(role) => set({ role: role || undefined })}
        placeholder={t('roles.all')}
        options={roles.map((role) => ({ value: role, label: roleNames[role][currentLanguage()] }))}
        testId="filter-role"
      />
      <PickOrganisation
        label={t('roles.where')}
        value={search.in ? { id: search.in, name: search.inName ?? String(search.in), note: null } : null}
        onValue={(picked) => set({ in: picked?.id, inName: picked?.name })}
        testId="filter-organisation"
      />
      <div className={styles.checks}>
        <CheckField
          label={t('roles.showHeads')}
          value={search.heads ?? false}
          onValue={(heads) => set({ heads })}
          testId="filter-heads"
        />
        <CheckField
          label={t('roles.showEnded')}
          value={search.ended ?? false}
          onValue={(ended) => set({ ended })}
          testId="filter-ended"
        />
      </div>
    </search>
  );
}
