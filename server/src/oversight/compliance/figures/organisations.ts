import { sqlInForce, sqlToday } from '../../../directory/index.ts';
import { countRow, type Figure, type FigureContext, part } from '../figure.ts';
import { eventsOf } from './events.ts';

/** Organisations of kinds that are entitled to a mailbox by the rule `entitlement`, and have one. */
export const organisationsWithMailbox: Figure = {
  label: { vi: 'Cơ quan, đơn vị đã có hộp thư', en: 'Organisations that have a mailbox' },
  unit: 'organisation',
  aim: 'all',
  async read(context) {
    const { regulation, province } = context;
    const kinds = regulation
      .rule(province, 'entitlement')
      .organisations.filter(({ basis }) => basis === 'of-right')
      .flatMap((one) => one.kinds);
    const row = await countRow<{ total: number; having: number }>(
      context,
      {
        name: 'figure-organisations-with-mailbox',
        text: `select count(*) as total, count(*) filter (
                 where exists (select from account a where a.organisation_id = o.organisation_id and a.state <> 'closed'))
                 as having
               from organisation o where o.province_id = $1 and o.kind = any($2) and ${sqlInForce('o')}`,
      },
      [province, kinds],
    );
    return {
      value: row.having,
      of: row.total,
      parts: [part('chưa có hộp thư', 'without one', row.total - row.having, 'organisation')],
    };
  },
};

/** Mailboxes still open of organisations that ended. */
export const mailboxesOfEndedOrganisations: Figure = {
  label: { vi: 'Hộp thư còn mở của đơn vị đã chấm dứt', en: 'Open mailboxes of organisations that ended' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const row = await countRow<{ open: number; total: number }>(
      context,
      {
        name: 'figure-ended-organisations',
        text: `select count(*) as total, count(*) filter (where o.valid_until <= ${sqlToday}) as open
               from account a join organisation o using (organisation_id)
               where a.province_id = $1 and a.state = 'active'`,
      },
      [context.province],
    );
    return { value: row.open, of: row.total };
  },
};

/** Organisation mailboxes that nobody may open now. */
export const unattendedMailboxes: Figure = {
  label: { vi: 'Hộp thư cơ quan chưa giao cho ai', en: 'Organisation mailboxes nobody may open' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const row = await countRow<{ unattended: number; headless: number; total: number }>(
      context,
      {
        name: 'figure-unattended',
        text: `select count(*) as total,
                 count(*) filter (where not exists (
                   select from delegation d where d.account_id = a.account_id and ('read' = any(d.rights) or 'write' = any(d.rights))
                     and d.valid_from <= now() and (d.valid_until is null or d.valid_until > now()))) as unattended,
                 count(*) filter (where not exists (
                   select from appointment ap where ap.organisation_id = a.organisation_id and ap.is_head
                     and ${sqlInForce('ap')})) as headless
               from account a where a.province_id = $1 and a.kind = 'organisation' and a.state = 'active'`,
      },
      [context.province],
    );
    return {
      value: row.unattended,
      of: row.total,
      parts: [part('của cơ quan chưa ghi thủ trưởng', 'of organisations without a head', row.headless, 'mailbox')],
    };
  },
};

/** How much the directory knows today. */
export const directorySize: Figure = {
  label: { vi: 'Người trong danh bạ', en: 'People in the directory' },
  unit: 'person',
  aim: null,
  async read(context) {
    const row = await countRow<{ people: number; organisations: number; positions: number; past: number }>(
      context,
      {
        name: 'figure-directory',
        text: `select
                 (select count(*) from person p where p.province_id = $1 and (p.left_on is null or p.left_on > ${sqlToday})) as people,
                 (select count(*) from organisation o where o.province_id = $1 and ${sqlInForce('o')}) as organisations,
                 (select count(*) from appointment ap join person p using (person_id)
                  where p.province_id = $1 and ${sqlInForce('ap')}) as positions,
                 (select count(*) from organisation_version v join organisation o using (organisation_id)
                  where o.province_id = $1) as past`,
      },
      [context.province],
    );
    return {
      value: row.people,
      parts: [
        part('cơ quan, đơn vị', 'organisations', row.organisations, 'organisation'),
        part('chức vụ đang giữ', 'positions held', row.positions, 'role'),
        part('lần cơ quan được lập, đổi, chuyển', 'states of organisations kept', row.past, 'change'),
      ],
    };
  },
};

const changes = async (context: FigureContext, subjects: string[]) => ({
  value: (await eventsOf(context, subjects)).total,
});

/** Changes of the directory on record, in 30 days. */
export const directoryChanges: Figure = {
  label: { vi: 'Thay đổi danh bạ trong 30 ngày', en: 'Changes of the directory in 30 days' },
  unit: 'change',
  aim: null,
  read: (context) => changes(context, ['organisation', 'person', 'appointment', 'contact', 'list']),
};

/** Changes of organisations on record, in 30 days. */
export const organisationChanges: Figure = {
  label: { vi: 'Thay đổi về tổ chức, chức vụ trong 30 ngày', en: 'Changes of organisations and positions in 30 days' },
  unit: 'change',
  aim: null,
  read: (context) => changes(context, ['organisation', 'appointment']),
};

/** Addresses outside the province's system that the directory knows, marked unofficial. */
export const contactAddresses: Figure = {
  label: { vi: 'Địa chỉ ngoài hệ thống, không chính thức', en: 'Outside addresses, unofficial' },
  unit: 'address',
  aim: null,
  async read(context) {
    const row = await countRow<{ total: number; sector: number; free: number }>(
      context,
      {
        name: 'figure-contacts',
        text: `select count(*) as total, count(*) filter (where c.kind = 'sector') as sector,
                 count(*) filter (where c.kind = 'free') as free
               from contact_address c
               left join person p on p.person_id = c.person_id
               left join organisation o on o.organisation_id = c.organisation_id
               where coalesce(p.province_id, o.province_id) = $1 and ${sqlInForce('c')}`,
      },
      [context.province],
    );
    return {
      value: row.total,
      parts: [
        part('hộp thư chuyên ngành', 'of a ministry’s sector', row.sector, 'address'),
        part('thư miễn phí', 'free mail', row.free, 'address'),
      ],
    };
  },
};

/** Positions whose holders stand in the public directory, by the rule `public-directory` or as set for the position. */
export const publishedOfficials: Figure = {
  label: { vi: 'Người có thẩm quyền được công khai', en: 'Competent officials in the public directory' },
  unit: 'person',
  aim: null,
  async read(context) {
    const { regulation, province } = context;
    const { organisationKinds, officials } = regulation.rule(province, 'public-directory');
    const row = await countRow<Record<'people' | 'silent' | 'organisations' | 'without', number>>(
      context,
      {
        name: 'figure-published',
        // Positions are few beside appointments: each is compared with the rule once.
        text: `with competent as materialized (
                 select position from (select distinct position, fold(position) as folded from appointment) p
                 where exists (select from unnest($4::text[]) b where folded = fold(b) or folded like fold(b) || ' %')
               ), shown as (
                 select distinct ap.person_id, ap.organisation_id
                 from appointment ap join organisation o using (organisation_id) join person p using (person_id)
                 where o.province_id = $1 and ${sqlInForce('o')} and ${sqlInForce('ap')}
                   and (p.left_on is null or p.left_on > ${sqlToday})
                   and coalesce(ap.published,
                     o.kind = any($2) and ((ap.is_head and $3) or ap.position in (select position from competent))))
               select count(distinct person_id) as people,
                 count(distinct person_id) filter (where not exists (
                   select from account a where a.person_id = shown.person_id and a.state = 'active')) as silent,
                 (select count(*) from organisation o where o.province_id = $1 and o.kind = any($2) and ${sqlInForce('o')})
                   as organisations,
                 (select count(*) from organisation o where o.province_id = $1 and o.kind = any($2) and ${sqlInForce('o')}
                   and not exists (select from account a where a.organisation_id = o.organisation_id and a.state = 'active'))
                   as without
               from shown`,
      },
      [province, organisationKinds, officials.heads, officials.positions],
    );
    return {
      value: row.people,
      parts: [
        part('chưa có địa chỉ thư', 'without an address', row.silent, 'person'),
        part('cơ quan được công khai', 'organisations shown', row.organisations, 'organisation'),
        part('cơ quan chưa có địa chỉ thư', 'organisations without an address', row.without, 'organisation'),
      ],
    };
  },
};
