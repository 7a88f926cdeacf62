import type { Queryable } from '../../platform/index.ts';
import { planOf } from '../lookup/candidates.ts';
import { termShares } from '../lookup/term-shares.ts';
import { readWords } from '../lookup/words.ts';
import * as sql from './queries.ts';
import { type PublishedRule, positionRank } from './rule.ts';

export interface Unit {
  id: number;
  /** Its name in addresses of pages; not its number, so that nobody counts through them. */
  code: string;
  name: string;
  kind: string;
  phone: string | null;
  fax: string | null;
  website: string | null;
  street: string | null;
  hasAddress: boolean | null;
}

export interface ListedUnit extends Unit {
  parentId: number | null;
  units: number;
}

export interface OpenedUnit extends Unit {
  above: { code: string | null; name: string; shown: boolean }[] | null;
}

export interface Official {
  unitId: number;
  id: number;
  name: string;
  position: string;
  isHead: boolean;
  phone: string | null;
  hasAddress: boolean | null;
  code: string;
}

export interface FoundPublic {
  code: string;
  kind: 'person' | 'organisation';
  name: string;
  position: string | null;
  organisation: string | null;
  phone: string | null;
  unitCode: string | null;
}

/** What public pages read: nothing that is not published. */
export function createPublicReader(db: Queryable, province: string, rule: PublishedRule) {
  const by = [province, rule.kinds, rule.heads, rule.positions];
  const read = async <T extends object>(statement: { name?: string; text: string }, ...more: unknown[]): Promise<T[]> =>
    (await db.query<T & Record<string, unknown>>({ ...statement, values: [...by, ...more] })).rows;

  return {
    units: (parentId: number | null, limit: number, offset = 0): Promise<ListedUnit[]> =>
      read<ListedUnit>(sql.unitsUnder, parentId, limit, offset),

    unit: async (code: string): Promise<OpenedUnit | undefined> => (await read<OpenedUnit>(sql.unitByCode, code))[0],

    unitById: async (id: number): Promise<{ code: string; name: string } | undefined> =>
      (await read<{ code: string; name: string }>(sql.unitById, id))[0],

    /** In the rule's order of positions; those of a head first. */
    async officials(unitIds: number[]): Promise<Official[]> {
      const list = await read<Official>(sql.officialsOf, unitIds);
      const place = (one: Official) => (one.isHead ? -1 : positionRank(rule, one.position));
      return list.toSorted((a, b) => place(a) - place(b));
    },

    address: async (code: string): Promise<{ name: string; address: string } | undefined> =>
      (await read<{ name: string; address: string }>(sql.addressByCode, code))[0],

    async search(q: string, limit: number, offset: number): Promise<FoundPublic[]> {
      const words = readWords(q);
      if (words.folded.length === 0 || words.digits !== null) return [];
      const plan = planOf(words, await termShares(db));
      const values = [
        words.folded.map((word) => `% ${word}%`),
        words.marked.map((word) => `% ${word}%`),
        words.folded.join(' '),
        limit,
        offset,
        plan.loose ?? plan.probe,
      ];
      const found = await read<FoundPublic>(plan.rare ? sql.searchRare : sql.searchCommon, ...values);
      // A common word that nobody high has.
      if (!plan.rare && found.length === 0 && offset === 0) return read<FoundPublic>(sql.searchRare, ...values);
      return found;
    },

    /** The number of the directory's last change. */
    state: async (): Promise<number> =>
      (await db.query<{ seq: number }>({ ...sql.state, values: [province] })).rows[0]!.seq,

    counts: async () =>
      (
        await read<{ organisations: number; officials: number; added: number; withheld: number }>({ text: sql.counts })
      )[0]!,

    async *everyUnit(within: number | null): AsyncGenerator<Unit & { address: string | null; path: string[] }> {
      for (let last = 0; ; ) {
        const rows = await read<Unit & { address: string | null; path: string[] }>(sql.exportUnits, last, within, 200);
        yield* rows;
        if (rows.length < 200) return;
        last = rows.at(-1)!.id;
      }
    },

    async addresses(personIds: number[]): Promise<Map<number, string>> {
      const { rows } = await db.query<{ id: number; address: string }>({ ...sql.addressesOf, values: [personIds] });
      return new Map(rows.map(({ id, address }) => [id, address]));
    },
  };
}

export type PublicReader = ReturnType<typeof createPublicReader>;

export async function readProvinceName(db: Queryable, province: string): Promise<string | undefined> {
  return (await db.query<{ name: string }>({ ...sql.provinceName, values: [province] })).rows[0]?.name;
}
