import { sqlInForce } from '../../../directory/index.ts';
import { countRow, type Figure, part } from '../figure.ts';
import { eventsOf } from './events.ts';

const inForceNow = (row: string) =>
  `${row}.valid_from <= now() and (${row}.valid_until is null or ${row}.valid_until > now())`;

/** Delegations of organisation mailboxes in force. */
export const delegations: Figure = {
  label: { vi: 'Ủy quyền đang có hiệu lực', en: 'Delegations in force' },
  unit: 'delegation',
  aim: null,
  async read(context) {
    const row = await countRow<Record<'total' | 'mailboxes' | 'ending' | 'undecided', number>>(context, ofDelegations, [
      context.province,
      1,
    ]);
    const uses = await eventsOf(context, ['mailbox']);
    return {
      value: row.total,
      parts: [
        part('hộp thư được ủy quyền', 'mailboxes delegated', row.mailboxes, 'mailbox'),
        part('có thời hạn', 'with an end', row.ending, 'delegation'),
        part('chưa ghi văn bản ủy quyền', 'without a written decision', row.undecided, 'delegation'),
        part('lần dùng được ghi trong 30 ngày', 'uses on record in 30 days', uses.total, 'change'),
      ],
    };
  },
};

/** Mailboxes delegated to more people at once than the rule `delegation-limit` allows. */
export const delegationsBeyondLimit: Figure = {
  label: { vi: 'Hộp thư ủy quyền cho quá số người quy định', en: 'Mailboxes delegated to too many' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const { most, inWriting } = context.regulation.rule(context.province, 'delegation-limit');
    if (most === null) return undefined;
    const row = await countRow<Record<'mailboxes' | 'beyond' | 'undecided', number>>(context, ofDelegations, [
      context.province,
      most,
    ]);
    return {
      value: row.beyond,
      of: row.mailboxes,
      parts: inWriting
        ? [part('chưa ghi văn bản ủy quyền', 'without a written decision', row.undecided, 'delegation')]
        : [],
    };
  },
};

const ofDelegations = {
  name: 'figure-delegations',
  text: `with held as (
           select d.account_id, d.person_id, d.valid_until, d.decision
           from delegation d join account a using (account_id)
           where a.province_id = $1 and a.state = 'active' and ${inForceNow('d')})
         select count(*) as total, count(distinct account_id) as mailboxes,
           count(*) filter (where valid_until is not null) as ending,
           count(*) filter (where decision is null) as undecided,
           (select count(*) from (select from held group by account_id having count(distinct person_id) > $2) b) as beyond
         from held`,
};

/** Roles given to people, and heads by their appointment. */
export const rolesHeld: Figure = {
  label: { vi: 'Vai trò đã giao', en: 'Roles given' },
  unit: 'role',
  aim: null,
  async read(context) {
    const row = await countRow<Record<'total' | 'managing' | 'operator' | 'auditor' | 'heads', number>>(
      context,
      {
        name: 'figure-roles',
        text: `select count(*) as total, count(*) filter (where r.role = 'managing-authority') as managing,
                 count(*) filter (where r.role = 'operator') as operator,
                 count(*) filter (where r.role = 'auditor') as auditor,
                 (select count(*) from appointment ap join organisation o using (organisation_id)
                  where o.province_id = $1 and ap.is_head and ${sqlInForce('ap')}) as heads
               from role_assignment r join person p on p.person_id = r.person_id
               where p.province_id = $1 and ${inForceNow('r')}`,
      },
      [context.province],
    );
    return {
      value: row.total,
      parts: [
        part('đơn vị quản lý', 'managing authority', row.managing, 'person'),
        part('đơn vị vận hành', 'operator', row.operator, 'person'),
        part('người kiểm tra, giám sát', 'auditors', row.auditor, 'person'),
        part('thủ trưởng theo chức vụ', 'heads by appointment', row.heads, 'person'),
      ],
    };
  },
};

/** Organisations at the levels of province, district and commune that have an IT officer of their own. */
export const itOfficers: Figure = {
  label: { vi: 'Cơ quan có cán bộ chuyên trách CNTT', en: 'Organisations with an IT officer' },
  unit: 'organisation',
  aim: 'all',
  async read(context) {
    const { regulation, province } = context;
    const kinds = regulation
      .rule(province, 'organisation-kinds')
      .filter(({ level }) => level !== undefined && level !== 'unit')
      .map(({ kind }) => kind);
    const row = await countRow<{ total: number; having: number }>(
      context,
      {
        name: 'figure-it-officers',
        text: `select count(*) as total, count(*) filter (where exists (
                 select from role_assignment r
                 where r.organisation_id = o.organisation_id and r.role = 'unit-it-officer' and ${inForceNow('r')})) as having
               from organisation o where o.province_id = $1 and o.kind = any($2) and ${sqlInForce('o')}`,
      },
      [province, kinds],
    );
    return { value: row.having, of: row.total };
  },
};
