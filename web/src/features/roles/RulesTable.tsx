import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Table } from '../../ui/table/Table.tsx';
import { rulesQuery } from './calls.ts';
import styles from './RolesPage.module.css';

/** What each role may do, as the server decides it. */
export function RulesTable(): ReactNode {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...rulesQuery, enabled: open });
  const language = currentLanguage();
  return (
    <details className={styles.rules} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid="rules">{t('roles.rules')}</summary>
      <p className={styles.rulesNote}>{t('roles.rulesNote')}</p>
      {data && (
        <Table
          label={t('roles.rules')}
          rows={data}
          keyOf={({ rule }) => rule}
          columns={[
            { key: 'name', head: t('roles.rule'), phone: 'title', width: '40%', cell: ({ name }) => name[language] },
            {
              key: 'who',
              head: t('roles.who'),
              cell: ({ allowed }) => (
                <ul className={styles.who}>
                  {allowed.map(({ who, name, partOnly }) => (
                    <li key={who}>
                      {name[language]}
                      {partOnly && <span className={styles.part}> {t('roles.inPart')}</span>}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </details>
  );
}
