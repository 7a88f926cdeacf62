/** Rules about people's mailboxes: passwords, disuse, duty to look, how many. */
import { sqlInForce } from '../../../directory/index.ts';
import { addWorkingDays, type RuleValue, today } from '../../../regulation/index.ts';
import { type Counter, examplesShown, row, type TrialContext } from '../effect.ts';

const credentials = (context: TrialContext) =>
  row<{ people: number; waiting: number }>(
    context,
    'credentials',
    `select count(*) as people, count(*) filter (where c.must_change) as waiting
     from credential c join person p using (person_id) where p.province_id = $1`,
    [context.province],
  );

/** What people's passwords look like nobody knows: the rule binds when they next change theirs. */
export const password: Counter<'password'> = async (context) => {
  const { people } = await credentials(context);
  return [{ key: 'password.next-change', weight: 'info', count: people }];
};

export const firstPassword: Counter<'first-password'> = async (context, { mustChange }) => {
  const { people, waiting } = await credentials(context);
  return [
    { key: mustChange ? 'first-password.must' : 'first-password.may', weight: 'info', count: waiting, of: people },
  ];
};

type Step = RuleValue<'inactivity'>[number];

/** Mailboxes that each step would have reached on a day; one that several have reached counts for the last. */
async function reached(context: TrialContext, steps: readonly Step[], day: Temporal.PlainDate) {
  const ends = steps.map(({ after }) => day.subtract(Temporal.Duration.from(after)).toString());
  const tells = steps.map(({ after, notice }) => {
    const ahead = notice.before ? day.add(Temporal.Duration.from(notice.before)) : day;
    return ahead.subtract(Temporal.Duration.from(after)).toString();
  });
  const { rows } = await context.db.query<{ step: number; reached: number; told: number; names: string[] | null }>({
    name: 'trial-inactive',
    text: `
      with last as materialized (
        select a.account_id, a.name, (greatest(a.created_at, max(u.last_at)) at time zone 'Asia/Ho_Chi_Minh')::date as day
        from account a left join account_use u using (account_id)
        where a.province_id = $1 and a.state <> 'closed' group by a.account_id, a.name, a.created_at
      ), steps as (
        select n::int as step, e as until, t as told from unnest($2::date[], $3::date[]) with ordinality as s(e, t, n)
      ), furthest as (
        select l.name, l.day, max(s.step) as step from last l join steps s on l.day <= s.until group by l.account_id, l.name, l.day
      )
      select s.step, (select count(*) from furthest f where f.step = s.step) as reached,
        (select count(*) from last l where l.day > s.until and l.day <= s.told) as told,
        (select array_agg(name) from (select name from furthest f where f.step = s.step order by f.day, f.name limit $4) n) as names
      from steps s order by s.step`,
    values: [context.province, ends, tells, examplesShown],
  });
  return rows;
}

const verbs = { lock: 'inactivity.lock', revoke: 'inactivity.revoke', delete: 'inactivity.delete' } as const;

export const inactivity: Counter<'inactivity'> = async (context, steps, present) => {
  if (steps.length === 0) return [];
  const { mailboxes } = await row<{ mailboxes: number }>(
    context,
    'mailboxes',
    `select count(*) as mailboxes from account where province_id = $1 and state <> 'closed'`,
    [context.province],
  );
  const found = await reached(context, steps, context.from);
  const before = present?.length ? await reached(context, present, context.from) : [];
  return steps.flatMap(({ after, action, notice }, i) => {
    const { reached: count = 0, told = 0, names } = found[i] ?? { names: null };
    const was = (present ?? []).reduce(
      (sum, step, n) => sum + (step.action === action ? (before[n]?.reached ?? 0) : 0),
      0,
    );
    return [
      {
        key: verbs[action],
        weight: count > was ? (action === 'delete' ? ('danger' as const) : ('warning' as const)) : ('info' as const),
        count,
        of: mailboxes,
        data: { after, before: was },
        examples: (names ?? []).map((name) => ({ name })),
      },
      ...(notice.before
        ? [{ key: 'inactivity.told', weight: 'info' as const, count: told, data: { after, ahead: notice.before } }]
        : []),
    ];
  });
};

/** Mailboxes that were opened less often than a duty asks, on the last working day. */
export const checkDuty: Counter<'check-duty'> = async (context, duties, present) => {
  const { province, imagined, from } = context;
  const day = addWorkingDays(imagined.rule(province, 'working-calendar', from), today(), -1);
  const timesOf = (rule: RuleValue<'check-duty'> | undefined, mailbox: string) =>
    rule?.find((duty) => duty.mailbox === mailbox)?.times ?? 0;
  const behind = async (rule: RuleValue<'check-duty'> | undefined) =>
    row<Record<'personal' | 'organisation' | 'personal_total' | 'organisation_total', number>>(
      context,
      'behind',
      `select count(*) filter (where kind = 'personal' and coalesce(d.times, 0) < $3) as personal,
         count(*) filter (where kind = 'organisation' and coalesce(d.times, 0) < $4) as organisation,
         count(*) filter (where kind = 'personal') as personal_total,
         count(*) filter (where kind = 'organisation') as organisation_total
       from account a left join account_use_day d on d.account_id = a.account_id and d.day = $2::date
       where a.province_id = $1 and a.state = 'active' and a.created_at < $2::date::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
      [province, day.toString(), timesOf(rule, 'personal'), timesOf(rule, 'organisation')],
    );
  const [now, before] = [await behind(duties), await behind(present)];
  return (['personal', 'organisation'] as const).flatMap((mailbox) => {
    const times = timesOf(duties, mailbox);
    if (times === 0) return [];
    return [
      {
        key: `check-duty.${mailbox}`,
        weight: now[mailbox] > before[mailbox] ? ('warning' as const) : ('info' as const),
        count: now[mailbox],
        of: now[`${mailbox}_total`],
        data: { before: before[mailbox], times, day: day.toString() },
      },
    ];
  });
};

export const delegationLimit: Counter<'delegation-limit'> = async (context, { most, inWriting }) => {
  const found = await row<{ beyond: number; unwritten: number; delegations: number; names: string[] | null }>(
    context,
    'delegations',
    `with held as (
       select a.account_id, a.name, count(*) as delegates, count(*) filter (where d.decision is null) as unwritten
       from delegation d join account a using (account_id)
       where a.province_id = $1 and a.kind = 'organisation' and d.valid_from <= now() and (d.valid_until is null or d.valid_until > now())
       group by a.account_id, a.name)
     select count(*) filter (where delegates > $2) as beyond, coalesce(sum(unwritten), 0)::bigint as unwritten,
       coalesce(sum(delegates), 0)::bigint as delegations,
       (select array_agg(name) from (select name from held where delegates > $2 order by delegates desc, name limit $3) n) as names
     from held`,
    [context.province, most ?? Number.MAX_SAFE_INTEGER, examplesShown],
  );
  return [
    {
      key: 'delegation.beyond',
      weight: found.beyond > 0 ? 'warning' : 'info',
      count: found.beyond,
      examples: (found.names ?? []).map((name) => ({ name })),
    },
    ...(inWriting
      ? [{ key: 'delegation.unwritten', weight: 'warning' as const, count: found.unwritten, of: found.delegations }]
      : []),
  ];
};

export const addressesPerHolder: Counter<'addresses-per-holder'> = async (context, { most }) => {
  const found = await row<{ beyond: number; names: string[] | null }>(
    context,
    'several-mailboxes',
    `with held as (
       select p.person_id, p.name, count(*) as mailboxes from account a join person p using (person_id)
       where a.province_id = $1 and a.state <> 'closed' group by p.person_id, p.name)
     select count(*) as beyond, (array_agg(name order by mailboxes desc, name))[1:$3] as names from held where mailboxes > $2`,
    [context.province, most, examplesShown],
  );
  const weight = found.beyond > 0 ? 'warning' : 'info';
  return [
    { key: 'holders.beyond', weight, count: found.beyond, examples: (found.names ?? []).map((name) => ({ name })) },
  ];
};

/** Whose mailboxes the rule would no longer give. They keep them: what is given is taken back by request alone. */
export const entitlement: Counter<'entitlement'> = async (context, rule, present) => {
  const { rows } = await context.db.query<{ kind: string; mailboxes: number }>({
    name: 'trial-mailboxes-by-kind',
    text: `select o.kind, count(*) as mailboxes from account a join organisation o using (organisation_id)
           where a.province_id = $1 and a.state <> 'closed' and ${sqlInForce('o')} group by o.kind`,
    values: [context.province],
  });
  const basisOf = (value: RuleValue<'entitlement'> | undefined, kind: string) =>
    value ? (value.organisations.find(({ kinds }) => kinds.includes(kind))?.basis ?? 'not-entitled') : 'of-right';
  const changed = rows.filter(({ kind }) => basisOf(rule, kind) !== basisOf(present, kind));
  const lost = changed.filter(({ kind }) => basisOf(rule, kind) === 'not-entitled');
  const sum = (some: typeof rows) => some.reduce((total, { mailboxes }) => total + mailboxes, 0);
  const of = sum(rows);
  const examples = changed.slice(0, examplesShown).map(({ kind }) => ({
    name: kind,
    before: basisOf(present, kind),
    after: basisOf(rule, kind),
  }));
  return [
    { key: 'entitlement.lost', weight: lost.length > 0 ? 'warning' : 'info', count: sum(lost), of },
    { key: 'entitlement.changed', weight: 'info', count: sum(changed), of, examples },
  ];
};
