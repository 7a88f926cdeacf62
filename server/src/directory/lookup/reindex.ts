import type { Pools } from '../../platform/index.ts';
import { sqlToday } from '../dates.ts';
import { due, organisationsFrom, peopleFrom } from './entry-queries.ts';
import { refreshEntriesOfOrganisations, refreshEntriesOfPeople } from './refresh-entries.ts';

const atOnce = 5000;

/** Entries that this transaction changed. */
const changedHere = `
  with here as (select change_id from directory_change where at = now())
  select (select count(*) from directory_entry join here using (change_id)) + (select count(*) from directory_gone join here using (change_id)) as n`;

/** Changes that every entry has left behind; the last is where numbers go on. */
const prune = `
  delete from directory_change c where seq < (select max(seq) from directory_change)
    and not exists (select from directory_entry e where e.change_id = c.change_id)
    and not exists (select from directory_gone g where g.change_id = c.change_id)`;

export interface Reindexed {
  organisations: number;
  people: number;
  /** Entries that were not what they should have been. */
  mended: number;
}

/**
 * Makes every entry anew, some thousands at a time; those that are right stay as they are. What others change meanwhile
 * is theirs to bring up to date, so it may run at any time.
 */
export async function reindexEntries(pools: Pools, progress: (done: number) => void = () => {}): Promise<Reindexed> {
  const counted: Reindexed = { organisations: 0, people: 0, mended: 0 };
  const all = async (what: 'organisations' | 'people') => {
    const [from, refresh] =
      what === 'people' ? [peopleFrom, refreshEntriesOfPeople] : [organisationsFrom, refreshEntriesOfOrganisations];
    for (let last = 0; ; ) {
      const { rows } = await pools.query<{ id: number }>({ ...from, values: [last, atOnce] });
      const ids = rows.map((row) => row.id);
      if (ids.length === 0) return;
      counted.mended += await pools.transaction(async (tx) => {
        await refresh(tx, ids);
        const { rows: changed } = await tx.query<{ n: number }>(changedHere);
        return changed[0]!.n;
      });
      counted[what] += ids.length;
      last = ids.at(-1)!;
      progress(counted.organisations + counted.people);
    }
  };
  await all('organisations');
  await all('people');
  return counted;
}

/**
 * Takes into account whose appointment, leaving or end has come since it was last asked, and makes all entries where
 * there is none yet (after an upgrade). For the first minutes of each day and every start; repeating it is safe.
 */
export async function bringEntriesToday(pools: Pools): Promise<{ organisations: number; people: number }> {
  const { rows } = await pools.query<{ empty: boolean }>(
    'select not exists (select from directory_entry) and (exists (select from person) or exists (select from organisation)) as empty',
  );
  if (rows[0]!.empty) await reindexEntries(pools);
  return pools.transaction(async (tx) => {
    // Servers that come here at once wait for each other.
    await tx.query('select from directory_day for update');
    const { rows: found } = await tx.query<{ people: number[]; organisations: number[] }>(due);
    const { people, organisations } = found[0]!;
    await refreshEntriesOfOrganisations(tx, organisations, { below: true });
    await refreshEntriesOfPeople(tx, people);
    await tx.query(`update directory_day set day = ${sqlToday}`);
    await tx.query(prune);
    return { organisations: organisations.length, people: people.length };
  });
}
