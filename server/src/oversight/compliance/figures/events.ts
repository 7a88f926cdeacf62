import { countRow, type FigureContext } from '../figure.ts';

/**
 * Events of the last 30 days whose kinds begin with one of these words: `account`, `role`. Kinds are few, so they are
 * stepped through in the index first; the events of use, which are many, are not looked at.
 */
export function eventsOf(
  context: FigureContext,
  subjects: readonly string[],
): Promise<{ total: number; created: number }> {
  return countRow(
    context,
    {
      name: 'figure-events',
      text: `with recursive known as (
               (select kind from audit_event order by kind limit 1)
               union all
               select (select e.kind from audit_event e where e.kind > known.kind order by e.kind limit 1) from known
               where known.kind is not null
             )
             select count(*) as total, count(*) filter (where e.kind = 'account.created') as created
             from known join audit_event e on e.kind = known.kind and e.at > now() - interval '30 days'
             where split_part(known.kind, '.', 1) = any($2) and e.province_id = $1`,
    },
    [context.province, subjects],
  );
}
