import type { Queryable } from '../platform/index.ts';
import { samplePeople } from './people.ts';

export const sampleProvince = 'tien-giang';
export const sampleDomain = 'tiengiang.test';

/** Kept with the event that began the sample, so that it can be gone on with. */
export interface SampleParties {
  /** By person key, or `org:` and organisation key. */
  accounts: Record<string, { accountId: number; address: string }>;
  /** Keys of the people with empty mailboxes. */
  testers: string[];
  /** `YYYY-MM-DD`: the day its dates count from. */
  today: string;
}

export interface Sample {
  /** The addresses of everyone who can sign in. */
  accounts: string[];
  /** Two people with empty mailboxes, for the conformance suite of JMAP. */
  jmapTest: string[];
  finished: boolean;
  parties: SampleParties;
}

/** The sample province of this database, or undefined when it has none. */
export async function readSample(db: Queryable): Promise<Sample | undefined> {
  const { rows } = await db.query<{ kind: string; data: SampleParties }>(
    "select kind, data from audit_event where kind in ('sample.started', 'sample.finished') order by event_id",
  );
  const parties = rows.find((row) => row.kind === 'sample.started')?.data;
  if (!parties) return undefined;
  const addressOf = (key: string) => parties.accounts[key]!.address;
  return {
    accounts: samplePeople.map((person) => addressOf(person.key)),
    jmapTest: parties.testers.map(addressOf),
    finished: rows.some((row) => row.kind === 'sample.finished'),
    parties,
  };
}

/** Whether `createSampleProvince` has something to do: nobody is in the database yet, or it was interrupted. */
export async function wantsSample(db: Queryable): Promise<boolean> {
  const sample = await readSample(db);
  if (sample) return !sample.finished;
  return (await db.query('select 1 from province limit 1')).rows.length === 0;
}
