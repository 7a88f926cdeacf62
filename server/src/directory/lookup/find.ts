import type { FindEntry, FindPage } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { foldWords } from '../naming/fold.ts';
import { type Cursor, readCursor, writeCursor } from './find-cursor.ts';
import { fit, misses, nearness, placesOf, scoreValues } from './score.ts';
import { entryColumns, type FoundEntry, me, search, whoAsks } from './search.ts';
import { readWords, type Words } from './words.ts';

export interface FindAsked {
  personId: number;
  q: string;
  kind?: 'person' | 'organisation' | undefined;
  /** This organisation and everything below it. */
  organisation?: number | undefined;
  /** Words of a position, as beginnings, in any order. */
  position?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

const mostOnPage = 100;
/** What a page orders at most: of more than this, some only. */
const mostOrdered = 10_000;

/**
 * Finds people and organisations of a person's own province, page by page: best first (`score.ts`) or, without `q`, by
 * given name. What the first page of a plain search shows comes from the quick search; later pages hold the rest.
 * @throws DirectoryError `directory.invalid`: a cursor that is none.
 */
export async function find(db: Queryable, asked: FindAsked): Promise<FindPage> {
  const limit = Math.max(1, Math.min(asked.limit ?? 20, mostOnPage));
  const words = readWords(asked.q);
  const cursor =
    asked.cursor === undefined ? null : readCursor(asked.cursor, words.folded.length === 0 ? 'name' : 'fit');
  const isPlain = asked.organisation === undefined && !asked.position?.trim();
  if (words.folded.length === 0) return byName(db, asked, cursor, limit);
  if (isPlain && cursor === null) {
    const wanted = { personId: asked.personId, words, writable: false, kind: asked.kind ?? null, recent: [] };
    const found = await search(db, { ...wanted, most: limit });
    if (found.length === limit)
      return { entries: found.map(shown), next: writeCursor({ seen: found.map(({ entry }) => entry), after: null }) };
  }
  return byFit(db, asked, words, cursor, limit);
}

const kindWanted = (kind: string) => `(${kind}::text is null or (${kind} = 'person') = (e.person_id is not null))`;

async function byName(db: Queryable, asked: FindAsked, cursor: Cursor | null, limit: number): Promise<FindPage> {
  const [given = null, folded = null, entry = null] = cursor?.after ?? [];
  const { rows } = await db.query<FoundEntry & { given: string; folded: string }>({
    name: 'directory-browse',
    text: `
      with ${whoAsks}
      select ${entryColumns}, e.given, e.folded from directory_entry e
      where e.province_id = ${me.province} and ${kindWanted('$2')} and ($3::bigint is null or e.within @> array[$3::bigint])
        and ($4 = '' or e.terms @@ $4::tsquery)
        and ($5::text is null or (e.given, e.folded, e.entry_id) > ($5, $6::text, $7::bigint))
      order by e.given, e.folded, e.entry_id limit $8`,
    values: [
      asked.personId,
      asked.kind ?? null,
      asked.organisation ?? null,
      positionQuery(asked.position),
      given,
      folded,
      entry,
      limit + 1,
    ],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last ? writeCursor({ seen: [], after: [last.given, last.folded, last.entry] }) : null;
  return { entries: page.map(shown), next };
}

const firstScore = 9;
const places = placesOf(firstScore);
const fitStatement = {
  name: 'directory-find',
  text: `
    with ${whoAsks}, matched as materialized (
      select * from directory_entry e
      where e.province_id = ${me.province} and e.terms @@ $2::tsquery and ${kindWanted('$3')}
        and ($4::bigint is null or e.within @> array[$4::bigint]) and ($5 = '' or e.terms @@ $5::tsquery)
        and e.entry_id <> all($6::bigint[])
      limit ${mostOrdered}
    ), scored as (
      select ${entryColumns}, array[${misses(places)}, ${fit(places)}, ${nearness(me.unit, me.agency)}, -e.rank, length(e.folded), e.entry_id]::bigint[] as place
      from matched e
    )
    select * from scored where cardinality($7::bigint[]) = 0 or place > $7::bigint[]
    order by place limit $8`,
};

async function byFit(
  db: Queryable,
  asked: FindAsked,
  words: Words,
  cursor: Cursor | null,
  limit: number,
): Promise<FindPage> {
  const seen = cursor?.seen ?? [];
  const { rows } = await db.query<FoundEntry & { place: number[] }>({
    ...fitStatement,
    values: [
      asked.personId,
      words.folded.map((word) => `'${word}':*`).join(' & '),
      asked.kind ?? null,
      asked.organisation ?? null,
      positionQuery(asked.position),
      seen,
      cursor?.after ?? [],
      limit + 1,
      ...scoreValues(words),
    ],
  });
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? writeCursor({ seen, after: page.at(-1)!.place }) : null;
  return { entries: page.map(shown), next };
}

const positionQuery = (position = ''): string =>
  foldWords(position)
    .slice(0, 8)
    .map((word) => `'@${word}':*`)
    .join(' & ');

function shown({ entry: _, addressKind, organisationId, organisation, ...rest }: FoundEntry): FindEntry {
  const { kind, id, name, position, address, state, isHead, phone } = rest;
  return {
    kind,
    id,
    name,
    position,
    organisation: organisationId === null || organisation === null ? null : { id: organisationId, name: organisation },
    address,
    official: address === null ? null : addressKind === 'official',
    state,
    isHead,
    phone,
  };
}
