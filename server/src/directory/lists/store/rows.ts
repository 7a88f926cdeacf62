/** Rows of an import: what the check found of each, and what came of it. */
import type { Decision, ListIssue, ListKind, ListMatch, ListRow, ListRowPage, RowOutcome } from '@congvu/contract';
import type { Queryable, Transaction } from '../../../platform/index.ts';
import { batches } from '../apply/place-ids.ts';
import type { CheckedRow } from '../check/check-list.ts';
import { worst } from '../check/issues.ts';

/** What stands in `found`. */
interface Found {
  detail: string;
  issues: ListIssue[];
  match: ListMatch | null;
  decisions: Decision[];
  address: string | null;
  cite: string | null;
  tried: { local: string; reason: string }[];
}

/** PostgreSQL holds no NUL in text or jsonb. */
const plain = (text: string) => text.replaceAll('\0', '');

export async function saveRows(tx: Transaction, importId: number, rows: readonly CheckedRow[]): Promise<void> {
  await tx.query('delete from list_row where import_id = $1', [importId]);
  for (const some of batches(rows)) {
    await tx.query({
      text: `
        insert into list_row (import_id, row_no, sheet, line, kind, outcome, level, is_duplicate, name, cells, found)
        select $1, row_no, sheet, line, kind, outcome, level, is_duplicate, name,
          array(select jsonb_array_elements_text(cells)), found
        from unnest($2::int[], $3::smallint[], $4::int[], $5::text[], $6::text[], $7::smallint[], $8::boolean[], $9::text[],
          $10::jsonb[], $11::jsonb[]) as new(row_no, sheet, line, kind, outcome, level, is_duplicate, name, cells, found)`,
      values: [
        importId,
        some.map(({ row }) => row),
        some.map(({ sheet }) => sheet),
        some.map(({ line }) => line),
        some.map(({ draft }) => draft?.kind ?? null),
        some.map(({ draft }) => draft?.outcome ?? 'ignored'),
        some.map(({ draft }) => (draft ? worst(draft.issues) : 0)),
        some.map(({ draft }) => draft?.match != null),
        some.map(({ draft }) => plain(draft?.name ?? '')),
        some.map(({ texts }) => plain(JSON.stringify(texts)).replaceAll('\\u0000', '')),
        some.map((row) => found(row)?.replaceAll('\\u0000', '') ?? null),
      ],
    });
  }
}

function found({ draft, detail }: CheckedRow): string | null {
  if (!draft) return null;
  const { issues, match, decisions, mailbox } = draft;
  const { address = null, cite = null, tried = [] } = mailbox ?? {};
  return JSON.stringify({ detail, issues, match, decisions, address, cite, tried } satisfies Found);
}

export interface RowFilter {
  show: 'all' | 'faults' | 'warnings' | 'duplicates' | 'changes';
  kind?: ListKind | undefined;
  /** Part of a name, with or without marks. */
  q?: string | undefined;
  offset: number;
  limit: number;
}

const shows: Record<RowFilter['show'], string> = {
  all: 'kind is not null',
  faults: 'level = 3',
  warnings: 'level = 2',
  duplicates: 'is_duplicate',
  changes: "outcome in ('add', 'update')",
};

export async function readRows(
  db: Queryable,
  importId: number,
  sheetNames: readonly string[],
  filter: RowFilter,
): Promise<ListRowPage> {
  const where = `import_id = $1 and ${shows[filter.show]} and ($2::text is null or kind = $2)
    and ($3::text is null or fold(name) like '%' || fold($3) || '%')`;
  const values = [importId, filter.kind ?? null, filter.q?.replace(/[\\%_]/g, '\\$&') || null];
  const count = await db.query<{ n: number }>({
    text: `select count(*)::int as n from list_row where ${where}`,
    values,
  });
  const { rows } = await db.query<{
    sheet: number;
    line: number;
    kind: ListKind;
    outcome: RowOutcome;
    name: string;
    found: Found;
  }>({
    text: `select sheet, line, kind, outcome, name, found from list_row where ${where} order by row_no offset $4 limit $5`,
    values: [...values, filter.offset, filter.limit],
  });
  return {
    total: count.rows[0]!.n,
    rows: rows.map(
      ({ sheet, line, kind, outcome, name, found: { detail, issues, match, decisions, address, cite, tried } }) => ({
        key: `${sheet}:${line}`,
        sheet: sheetNames[sheet] ?? '',
        line,
        kind,
        outcome,
        name,
        detail,
        address,
        addressCite: cite,
        addressTried: tried,
        issues,
        match,
        decisions,
      }),
    ) satisfies ListRow[],
  };
}

export interface RowResult {
  row: number;
  organisationId: number | null;
  personId: number | null;
  accountId: number | null;
  before: unknown;
}

export async function saveResults(tx: Transaction, importId: number, results: readonly RowResult[]): Promise<void> {
  for (const some of batches(results)) {
    await tx.query({
      text: `update list_row r set organisation_id = d.organisation_id, person_id = d.person_id, account_id = d.account_id,
               before = d.before
             from unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::jsonb[])
               as d(row_no, organisation_id, person_id, account_id, before)
             where r.import_id = $1 and r.row_no = d.row_no`,
      values: [
        importId,
        some.map(({ row }) => row),
        some.map(({ organisationId }) => organisationId),
        some.map(({ personId }) => personId),
        some.map(({ accountId }) => accountId),
        some.map(({ before }) => (before == null ? null : JSON.stringify(before))),
      ],
    });
  }
}
