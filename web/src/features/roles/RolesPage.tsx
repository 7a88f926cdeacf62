import { type RoleAssignment, roleNames } from '@congvu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { errorText } from '../../ui/errorText.ts';
import { toast } from '../../ui/toasts.tsx';
import { useTitle } from '../directory/useTitle.ts';
import { endRole, roleOptionsQuery, rolesQuery } from './calls.ts';
import { Filters, useRolesSearch } from './Filters.tsx';
import { GrantRoleForm } from './GrantRoleForm.tsx';
import styles from './RolesPage.module.css';
import { RolesTable } from './RolesTable.tsx';
import { RulesTable } from './RulesTable.tsx';

/** Who has which role where, since when and until when, given by whom; and what each role may do. */
export function RolesPage(): ReactNode {
  const search = useRolesSearch();
  const { data: options } = useQuery(roleOptionsQuery);
  const list = useInfiniteQuery(rolesQuery(search));
  const [granting, setGranting] = useState(false);
  useTitle(t('roles.title'));
  const rows = list.data?.pages.flatMap((page) => page.rows);

  return (
    <article data-testid="roles-page">
      <PageHead
        crumbs={[{ label: t('admin.title'), to: '/admin' }]}
        title={t('roles.title')}
        note={options && !options.whole ? t('roles.ownPart') : t('roles.note')}
        actions={
          options &&
          options.grantable.length > 0 && (
            <Button kind="primary" icon="plus" onClick={() => setGranting(true)} data-testid="grant">
              {t('roles.grant')}
            </Button>
          )
        }
      />
      <Filters />
      <div className={styles.body}>
        <List rows={rows} error={list.error} onRetry={() => void list.refetch()} />
        {list.hasNextPage && (
          <div className={styles.more}>
            <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
              {t(list.isFetchingNextPage ? 'app.loading' : 'roles.more')}
            </Button>
          </div>
        )}
        <RulesTable />
      </div>
      {granting && options && <GrantRoleForm options={options} onClose={() => setGranting(false)} />}
    </article>
  );
}

interface ListProps {
  rows: readonly RoleAssignment[] | undefined;
  error: unknown;
  onRetry(): void;
}

function List({ rows, error, onRetry }: ListProps): ReactNode {
  if (rows) {
    if (rows.length > 0) return <RolesTable rows={rows} onEnd={(row) => void end(row)} />;
    return <Blank icon="key" title={t('roles.none')} text={t('roles.noneHint')} />;
  }
  if (!error) return <p className={styles.wait}>{t('app.loading')}</p>;
  return (
    <Blank icon="alert" title={t('roles.failed')} text={errorText(error)}>
      <Button onClick={onRetry}>{t('app.retry')}</Button>
    </Blank>
  );
}

async function end({ id, person, role, organisation }: RoleAssignment): Promise<void> {
  if (id === null) return;
  const name = roleNames[role][currentLanguage()];
  const agreed = await confirm({
    title: t('roles.endTitle', { role: name }),
    text: t('roles.endText', { person: person.name, where: organisation?.name ?? t('roles.wholeProvince') }),
    ok: t('roles.end'),
    danger: true,
  });
  if (!agreed) return;
  try {
    await endRole(id);
    toast(t('roles.ended', { person: person.name, role: name }));
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
  }
}
