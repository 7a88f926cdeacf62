/** Rules about organisations, the public directory, reports and days. */
import { fold, sqlInForce } from '../../../directory/index.ts';
import { dueDays, isWorkingDay, type RuleValue, today, type WorkingCalendar } from '../../../regulation/index.ts';
import { type Counter, examplesShown, row, type TrialContext } from '../effect.ts';

/** Organisations of a kind that is no longer there: they stay as they are, and can't be made anew. */
export const organisationKinds: Counter<'organisation-kinds'> = async (context, kinds) => {
  const { rows } = await context.db.query<{ kind: string; organisations: number }>({
    name: 'trial-kinds',
    text: `select kind, count(*) as organisations from organisation o
           where province_id = $1 and ${sqlInForce('o')} and not kind = any($2) group by kind order by 2 desc, 1`,
    values: [context.province, kinds.map(({ kind }) => kind)],
  });
  const count = rows.reduce((sum, { organisations }) => sum + organisations, 0);
  const examples = rows
    .slice(0, examplesShown)
    .map(({ kind, organisations }) => ({ name: kind, after: String(organisations) }));
  return [{ key: 'kinds.unknown', weight: count > 0 ? 'danger' : 'info', count, examples }];
};

type PublicRule = RuleValue<'public-directory'>;
const nobody: PublicRule = { organisationKinds: [], officials: { heads: false, positions: [] }, fields: [] };

interface Shown {
  before: number;
  after: number;
  appear: number;
  disappear: number;
  appearing: string[] | null;
  disappearing: string[] | null;
}

/** Organisations and officials that everyone could look up, before and after. */
export const publicDirectory: Counter<'public-directory'> = async (context, rule, present = nobody) => {
  const beginnings = ({ officials }: PublicRule) => officials.positions.map((position) => fold(position));
  const tally = `count(*) filter (where before) as before, count(*) filter (where after) as after,
    count(*) filter (where after and not before) as appear, count(*) filter (where before and not after) as disappear,
    (array_agg(name order by name) filter (where after and not before))[1:$2] as appearing,
    (array_agg(name order by name) filter (where before and not after))[1:$2] as disappearing`;
  const organisations = await row<Shown>(
    context,
    'public-organisations',
    `select ${tally} from (
       select o.name, o.kind = any($3) as before, o.kind = any($4) as after
       from organisation o where o.province_id = $1 and ${sqlInForce('o')}) shown`,
    [context.province, examplesShown, present.organisationKinds, rule.organisationKinds],
  );
  const officials = await row<Shown>(
    context,
    'public-officials',
    // Few positions are held by many: each is folded and compared once.
    `with named as materialized (
       select position, exists (select from unnest($7::text[]) b where folded like b || ' %') as before,
         exists (select from unnest($8::text[]) b where folded like b || ' %') as after
       from (select position, fold(position) || ' ' as folded from (
         select distinct ap.position from appointment ap join organisation o using (organisation_id)
         where o.province_id = $1 and ${sqlInForce('ap')}) held offset 0) positions
     )
     select ${tally} from (
       select p.name || ', ' || ap.position as name,
         o.kind = any($3) and coalesce(ap.published, $5 and ap.is_head or n.before) as before,
         o.kind = any($4) and coalesce(ap.published, $6 and ap.is_head or n.after) as after
       from appointment ap join organisation o using (organisation_id) join person p using (person_id)
       join named n using (position)
       where o.province_id = $1 and ${sqlInForce('ap')} and ${sqlInForce('o')}) shown`,
    [
      context.province,
      examplesShown,
      present.organisationKinds,
      rule.organisationKinds,
      present.officials.heads,
      rule.officials.heads,
      beginnings(present),
      beginnings(rule),
    ],
  );
  const told = (of: string, { before, after, appear, disappear, appearing, disappearing }: Shown) => [
    {
      key: `public.${of}-appear`,
      weight: appear > 0 ? ('warning' as const) : ('info' as const),
      count: appear,
      of: after,
      examples: (appearing ?? []).map((name) => ({ name })),
    },
    {
      key: `public.${of}-disappear`,
      weight: disappear > 0 ? ('warning' as const) : ('info' as const),
      count: disappear,
      of: before,
      examples: (disappearing ?? []).map((name) => ({ name })),
    },
  ];
  return [...told('organisations', organisations), ...told('officials', officials)];
};

/** The next day of every report, before and after. */
export const reportCalendar: Counter<'report-calendar'> = async ({ from }, reports, present = []) => {
  const nextOf = (rule: RuleValue<'report-calendar'>, report: string) => {
    const found = rule.find((one) => one.report === report);
    return found && (dueDays(found.due, from, 1)[0]?.toString() ?? 'ad-hoc');
  };
  const examples = reports.map(({ report, name }) => {
    const [before, after] = [nextOf(present, report), nextOf(reports, report)];
    return { name: name.vi, ...(before ? { before } : {}), ...(after ? { after } : {}) };
  });
  const gone = present.filter(({ report }) => !reports.some((one) => one.report === report));
  return [
    { key: 'reports.due', weight: 'info', count: reports.length, examples },
    {
      key: 'reports.gone',
      weight: gone.length > 0 ? 'warning' : 'info',
      count: gone.length,
      examples: gone.map(({ name }) => ({ name: name.vi })),
    },
  ];
};

/** Working days of the year from the day on. */
export const workingCalendar: Counter<'working-calendar'> = async ({ from }, calendar, present) => {
  const days = Array.from({ length: 365 }, (_, i) => from.add({ days: i }));
  const worked = (rule: WorkingCalendar) => days.filter((day) => isWorkingDay(rule, day)).length;
  const data = { before: present ? worked(present) : 0, from: from.toString(), today: today().toString() };
  return [{ key: 'calendar.working-days', weight: 'info', count: worked(calendar), of: 365, data }];
};

/** Organisations that a personnel authority would answer for, and those nobody would. */
export const personnelAuthority: Counter<'personnel-authority'> = async (context: TrialContext, rule) => {
  const { rows } = await context.db.query<{ kind: string; organisations: number }>({
    name: 'trial-organisations-by-kind',
    text: `select kind, count(*) as organisations from organisation o
           where province_id = $1 and ${sqlInForce('o')} group by kind`,
    values: [context.province],
  });
  const known = new Set(rule.flatMap(({ kinds }) => kinds));
  const alone = rows.filter(({ kind }) => !known.has(kind));
  const sum = (some: typeof rows) => some.reduce((total, { organisations }) => total + organisations, 0);
  const examples = alone
    .slice(0, examplesShown)
    .map(({ kind, organisations }) => ({ name: kind, after: String(organisations) }));
  return [
    {
      key: 'personnel.nobody',
      weight: alone.length > 0 ? 'warning' : 'info',
      count: sum(alone),
      of: sum(rows),
      examples,
    },
  ];
};
