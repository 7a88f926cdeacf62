import { sqlToday } from '../../../directory/index.ts';
import { countRow, type Figure, part } from '../figure.ts';
import { eventsOf } from './events.ts';

/** Mailboxes in use. */
export const mailboxes: Figure = {
  label: { vi: 'Hộp thư đang dùng', en: 'Mailboxes in use' },
  unit: 'mailbox',
  aim: null,
  async read(context) {
    const row = await countRow<{ personal: number; organisation: number; locked: number }>(
      context,
      {
        name: 'figure-mailboxes',
        text: `select count(*) filter (where state = 'active' and kind = 'personal') as personal,
                 count(*) filter (where state = 'active' and kind = 'organisation') as organisation,
                 count(*) filter (where state = 'locked') as locked
               from account where province_id = $1`,
      },
      [context.province],
    );
    return {
      value: row.personal + row.organisation,
      parts: [
        part('của cá nhân', 'personal', row.personal, 'mailbox'),
        part('của cơ quan', 'of organisations', row.organisation, 'mailbox'),
        part('đang khóa', 'locked', row.locked, 'mailbox'),
      ],
    };
  },
};

/** Mailboxes at or over the share of their quota from which one is warned. */
export const mailboxesNearFull: Figure = {
  label: { vi: 'Hộp thư sắp đầy', en: 'Mailboxes nearly full' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const { regulation, province } = context;
    const { bytes } = regulation.rule(province, 'mailbox-quota');
    const { percent } = regulation.rule(province, 'quota-warning');
    const row = await countRow<{ near: number; full: number; total: number; used: number }>(
      context,
      {
        name: 'figure-near-full',
        text: `select count(*) filter (where used_bytes >= coalesce(quota_bytes, $2) * $3::numeric / 100) as near,
                 count(*) filter (where used_bytes >= coalesce(quota_bytes, $2)) as full,
                 count(*) as total, coalesce(sum(used_bytes), 0)::bigint as used
               from account where province_id = $1 and state = 'active'`,
      },
      [province, bytes, percent],
    );
    return {
      value: row.near,
      of: row.total,
      parts: [
        part('đã đầy', 'full', row.full, 'mailbox'),
        part('tổng dung lượng đang dùng', 'used by all together', row.used, 'byte'),
      ],
      remark: { vi: `Từ ${percent} % dung lượng được phép.`, en: `From ${percent} % of what is allowed.` },
    };
  },
};

/** Mailboxes unused for as long as the rule `inactivity` says, counted from the last opening or from the beginning. */
export const mailboxesUnused: Figure = {
  label: { vi: 'Hộp thư lâu không dùng', en: 'Mailboxes unused for long' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const { regulation, province } = context;
    const steps = regulation.rule(province, 'inactivity');
    if (steps.length === 0) return undefined;
    const row = await countRow<{ total: number; unused: number[] }>(
      context,
      {
        name: 'figure-unused',
        text: `with last as (
                 select greatest(a.created_at, max(u.last_at)) as at
                 from account a left join account_use u using (account_id)
                 where a.province_id = $1 and a.state = 'active' group by a.account_id, a.created_at)
               select (select count(*) from last) as total,
                 (select array_agg(
                    (select count(*) from last where at < ((${sqlToday} - s.period)::timestamp at time zone 'Asia/Ho_Chi_Minh'))
                    order by s.n)
                  from unnest($2::interval[]) with ordinality as s(period, n))::int[] as unused`,
      },
      [province, steps.map((step) => step.after)],
    );
    return {
      value: row.unused[0]!,
      of: row.total,
      parts: steps.map((step, i) => {
        const { vi, en } = periodText(step.after);
        return part(`từ ${vi}`, `for ${en}`, row.unused[i]!, 'mailbox');
      }),
    };
  },
};

/** `P6M`: `6 tháng`, `6 months`. */
function periodText(period: string): { vi: string; en: string } {
  const { years, months, weeks, days } = Temporal.Duration.from(period);
  const named = [
    [years, 'năm', 'year'],
    [months, 'tháng', 'month'],
    [weeks, 'tuần', 'week'],
    [days, 'ngày', 'day'],
  ] as const;
  const given = named.filter(([count]) => count > 0);
  return {
    vi: given.map(([count, vi]) => `${count} ${vi}`).join(' '),
    en: given.map(([count, , en]) => `${count} ${en}${count > 1 ? 's' : ''}`).join(' '),
  };
}

/** People and organisations that hold more mailboxes than the rule `addresses-per-holder` allows. */
export const severalMailboxes: Figure = {
  label: { vi: 'Người, cơ quan có nhiều hộp thư hơn quy định', en: 'Holders of more mailboxes than allowed' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const { regulation, province } = context;
    const { most } = regulation.rule(province, 'addresses-per-holder');
    const row = await countRow<{ holders: number; people: number; organisations: number; aliases: number }>(
      context,
      {
        name: 'figure-several-mailboxes',
        text: `with holder as (
                 select person_id, count(*) as n from account where province_id = $1 and state <> 'closed'
                 group by person_id, organisation_id)
               select count(*) as holders, count(*) filter (where n > $2 and person_id is not null) as people,
                 count(*) filter (where n > $2 and person_id is null) as organisations,
                 (select count(*) from address ad join account a using (account_id)
                  where a.province_id = $1 and a.state <> 'closed' and not ad.is_primary) as aliases
               from holder`,
      },
      [province, most],
    );
    return {
      value: row.people + row.organisations,
      of: row.holders,
      parts: [
        part('người', 'people', row.people, 'person'),
        part('cơ quan', 'organisations', row.organisations, 'organisation'),
        part('địa chỉ phụ, cùng một hộp thư', 'further addresses of one mailbox', row.aliases, 'address'),
      ],
    };
  },
};

/** What was done to mailboxes and addresses in 30 days. */
export const mailboxChanges: Figure = {
  label: { vi: 'Việc cấp, đổi hộp thư trong 30 ngày', en: 'Acts on mailboxes in 30 days' },
  unit: 'change',
  aim: null,
  async read(context) {
    const row = await eventsOf(context, ['account', 'address']);
    return { value: row.total, parts: [part('cấp mới', 'made', row.created, 'mailbox')] };
  },
};
