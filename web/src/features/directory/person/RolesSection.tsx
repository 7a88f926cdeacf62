import { type PersonPage, type RoleAssignment, type RoleList, roleNames } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../../api/http.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { may } from '../../../app/may.ts';
import { showSpan } from '../../../ui/form/span.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';
import { meQuery } from '../../accounts/me.ts';
import { OrganisationLink } from '../parts/links.tsx';

/** What the person might do in the system on the day shown, for those who may see who has which role. */
export function RolesSection({ page }: { page: PersonPage }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const { data } = useQuery({
    queryKey: ['roles', 'of-person', page.id],
    queryFn: ({ signal }) => call<RoleList>(`/api/roles?person=${page.id}&history=true&heads=true`, { signal }),
    enabled: may(me, 'role.read'),
  });
  const held = (data?.rows ?? []).filter((one) => heldOn(one, page.at, page.today));
  if (held.length === 0) return null;
  const language = currentLanguage();
  const columns: Column<RoleAssignment>[] = [
    {
      key: 'role',
      head: t('directory.role'),
      phone: 'title',
      cell: (one) => (
        <>
          {roleNames[one.role][language]}
          {one.authority && <small>{one.authority}</small>}
        </>
      ),
    },
    {
      key: 'where',
      head: t('directory.roleWhere'),
      phone: 'bare',
      cell: ({ organisation }) =>
        organisation ? (
          <OrganisationLink id={organisation.id}>{organisation.name}</OrganisationLink>
        ) : (
          t('directory.wholeProvince')
        ),
    },
    {
      key: 'time',
      head: t('directory.time'),
      width: '190px',
      phone: 'bare',
      cell: ({ from, until, by }) => (
        <>
          {showSpan(from, until)}
          {by === 'appointment' && <small>{t('directory.roleByAppointment')}</small>}
        </>
      ),
    },
  ];
  return (
    <Section title={t('directory.roles')} testId="roles">
      <Table
        label={t('directory.roles')}
        columns={columns}
        rows={held}
        keyOf={(one) => `${one.id}-${one.role}-${one.organisation?.id}-${one.from}`}
      />
    </Section>
  );
}

const vietnamDay = (moment: string) =>
  moment.length === 10 ? moment : new Date(Date.parse(moment) + 7 * 3_600_000).toISOString().slice(0, 10);

/** Today by the server's word, which knows the moment; on another day by its end in Vietnam. */
function heldOn({ from, until, state }: RoleAssignment, at: string, today: string): boolean {
  if (at === today) return state === 'now';
  return vietnamDay(from) <= at && (until === null || vietnamDay(until) > at);
}
