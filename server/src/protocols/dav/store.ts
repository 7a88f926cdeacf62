import type { Queryable } from '../../platform/index.ts';
import type { Caller } from './caller.ts';
import type { Entry } from './cards.ts';
import { byIds, changesAfter, lastSeq, matching, membersFrom } from './queries.ts';
import type { Book } from './resources.ts';
import type { SyncPlace } from './sync-token.ts';

const atOnce = 1000;

export interface Changed extends Entry {
  seq: number;
  sort: number;
  gone: boolean;
}

/** What the address books read; a few rows at a time, so that a whole province passes through little memory. */
export function createBookStore(db: Queryable) {
  const read = async <T extends object>(statement: { name: string; text: string }, values: unknown[]): Promise<T[]> =>
    (await db.query<T & Record<string, unknown>>({ ...statement, values })).rows;
  const place = ({ province }: Caller, { agencyId }: Book) => [province, agencyId];

  return {
    /** The number of the last change in the province. */
    async lastSeq({ province }: Caller): Promise<number> {
      return (await read<{ seq: number }>(lastSeq, [province]))[0]!.seq;
    },

    /** In the order of their numbers, after one of them. */
    async *members(caller: Caller, book: Book, after = 0): AsyncGenerator<Entry> {
      for (let last = after; ; ) {
        const rows = await read<Entry>(membersFrom, [...place(caller, book), last, atOnce]);
        yield* rows;
        if (rows.length < atOnce) return;
        last = rows.at(-1)!.entryId;
      }
    },

    /** Those that stand in the book, in no order. */
    async byIds(caller: Caller, book: Book, people: number[], organisations: number[]): Promise<Entry[]> {
      return read<Entry>(byIds, [...place(caller, book), people, organisations]);
    },

    async *matching(caller: Caller, book: Book, words: string[], addresses: string[]): AsyncGenerator<Entry> {
      for (let last = 0; ; ) {
        const rows = await read<Entry>(matching, [...place(caller, book), last, atOnce, words, addresses]);
        yield* rows;
        if (rows.length < atOnce) return;
        last = rows.at(-1)!.entryId;
      }
    },

    async *changes(caller: Caller, book: Book, from: SyncPlace, upTo: number): AsyncGenerator<Changed> {
      for (let last = from; ; ) {
        const values = [...place(caller, book), last.seq, last.sort, last.id, upTo, atOnce];
        const rows = await read<Changed>(changesAfter, values);
        yield* rows;
        if (rows.length < atOnce) return;
        const { seq, sort, entryId } = rows.at(-1)!;
        last = { seq, sort, id: entryId };
      }
    },
  };
}

export type BookStore = ReturnType<typeof createBookStore>;
