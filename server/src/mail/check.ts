/** Looks for damage in the store: rows that contradict each other, and contents whose octets are not what they were. */
import type { BlobStore, Pools } from '../platform/index.ts';
import { checkContents, checkQueries } from './queries-check.ts';

export interface CheckFault {
  /** Which rule is broken: a key of `checkQueries`, or `content-octets`. */
  rule: string;
  /** What breaks it, as the query tells. */
  detail: string;
}

export interface CheckResult {
  contents: number;
  messages: number;
  faults: CheckFault[];
}

const BATCH = 500;
const MOST_FAULTS = 1000;

/**
 * One consistent look at the database (repeatable read), then every content's octets against its SHA-256. Changes
 * nothing; may run beside a server at work. `progress` is told how many of how many contents are done.
 */
export async function checkStore(
  deps: { pools: Pools; blobs: BlobStore },
  progress: (done: number, of: number) => void = () => {},
): Promise<CheckResult> {
  const faults: CheckFault[] = [];
  const { contents, messages } = await deps.pools.transaction(
    async (tx) => {
      for (const [rule, text] of Object.entries(checkQueries)) {
        const { rows } = await tx.query<{ detail: string }>(`${text} limit ${MOST_FAULTS}`);
        for (const { detail } of rows) faults.push({ rule, detail });
      }
      const { rows } = await tx.query<{ contents: number; messages: number }>(
        'select (select count(*) from content) as contents, (select count(*) from message) as messages',
      );
      return rows[0]!;
    },
    { isolation: 'repeatable read', readOnly: true },
  );
  let after = 0;
  let done = 0;
  for (;;) {
    const { rows } = await deps.pools.query<{
      content_id: number;
      hash: Buffer;
      segment: number;
      segment_offset: number;
      size: number;
    }>({ ...checkContents, values: [after, BATCH] });
    if (rows.length === 0) break;
    for (const row of rows) {
      const place = { segment: row.segment, offset: row.segment_offset, length: row.size };
      const good = await deps.blobs.verify(place, row.hash).catch(() => false);
      if (!good && faults.length < MOST_FAULTS) {
        faults.push({
          rule: 'content-octets',
          detail: `content ${row.content_id}: segment ${row.segment} at ${row.segment_offset}`,
        });
      }
    }
    after = rows.at(-1)!.content_id;
    progress((done += rows.length), contents);
  }
  return { contents, messages, faults };
}
