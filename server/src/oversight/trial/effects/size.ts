/** Rules of size: quota, warning, attachments. */
import type { Effect } from '@congvu/contract';
import { type Counter, examplesShown, row, type TrialContext } from '../effect.ts';

interface Filled {
  over: number;
  warned: number;
  own: number;
  total: number;
  fullest: { name: string; used: number }[] | null;
}

/** Mailboxes over a quota, and from a share of it on; those with a quota of their own are counted apart. */
const filledBy = (context: TrialContext, bytes: number, percent: number) =>
  row<Filled>(
    context,
    'filled',
    `select count(*) filter (where quota_bytes is null and used_bytes > $2) as over,
       count(*) filter (where quota_bytes is null and used_bytes >= $2 * $3::numeric / 100 and used_bytes <= $2) as warned,
       count(*) filter (where quota_bytes > $2) as own,
       count(*) as total,
       (select json_agg(json_build_object('name', f.name, 'used', f.used_bytes)) from (
          select name, used_bytes from account
          where province_id = $1 and state <> 'closed' and quota_bytes is null and used_bytes > $2
          order by used_bytes desc limit $4) f) as fullest
     from account where province_id = $1 and state <> 'closed'`,
    [context.province, bytes, percent, examplesShown],
  );

export const mailboxQuota: Counter<'mailbox-quota'> = async (context, { bytes }, present) => {
  const { percent } = context.imagined.rule(context.province, 'quota-warning', context.from);
  const now = await filledBy(context, bytes, percent);
  const before = present && (await filledBy(context, present.bytes, percent));
  const of = now.total;
  return [
    {
      key: 'quota.over',
      weight: now.over > (before?.over ?? 0) ? 'danger' : 'info',
      count: now.over,
      of,
      data: { before: before?.over ?? 0, bytes },
      examples: (now.fullest ?? []).map(({ name, used }) => ({ name, after: String(used) })),
    },
    {
      key: 'quota.warned',
      weight: now.warned > (before?.warned ?? 0) ? 'warning' : 'info',
      count: now.warned,
      of,
      data: { before: before?.warned ?? 0, percent },
    },
    { key: 'quota.own', weight: 'info', count: now.own, of },
  ];
};

export const quotaWarning: Counter<'quota-warning'> = async (context, { percent }, present) => {
  const { bytes } = context.imagined.rule(context.province, 'mailbox-quota', context.from);
  const warned = async (share: number) =>
    row<{ warned: number; total: number }>(
      context,
      'warned',
      `select count(*) filter (where used_bytes >= coalesce(quota_bytes, $2) * $3::numeric / 100) as warned,
         count(*) as total
       from account where province_id = $1 and state <> 'closed'`,
      [context.province, bytes, share],
    );
  const now = await warned(percent);
  const before = present ? (await warned(present.percent)).warned : 0;
  const weight = now.warned > before ? 'warning' : 'info';
  return [{ key: 'quota.warned', weight, count: now.warned, of: now.total, data: { before, percent } }];
};

/** No more than this many messages are counted. */
const mostCounted = 10_000;

export const attachmentLimit: Counter<'attachment-limit'> = async (context, { bytes }) => {
  const kept = await row<{ messages: number; largest: number | null }>(
    context,
    'large-messages',
    `with large as materialized (
       select c.content_id, c.size from content c where c.size > $2
     ), held as (
       select l.size from large l
       where exists (select from message m join account a using (account_id)
                     where m.content_id = l.content_id and a.province_id = $1)
       limit $3)
     select count(*) as messages, max(size) as largest from held`,
    [context.province, context.wireLimit(bytes), mostCounted],
  );
  const effect: Effect = {
    key: 'attachment.over',
    weight: kept.messages > 0 ? 'warning' : 'info',
    count: kept.messages,
    data: { bytes, largest: kept.largest ?? 0, most: mostCounted },
  };
  return [effect];
};
