/** Imports as they are kept: their file, where they stand, what they found. */
import { createHash } from 'node:crypto';
import {
  defaultListOptions,
  type ListOptions,
  type ListPreview,
  type ListProgress,
  type ListState,
  type ListSummary,
  type SheetMapping,
} from '@congvu/contract';
import type { Queryable, Transaction } from '../../../platform/index.ts';
import { ListError } from '../errors.ts';

export interface StoredImport {
  importId: number;
  province: string;
  provinceName: string;
  fileName: string;
  fileBytes: number;
  fileHash: string;
  state: ListState;
  preview: Omit<ListPreview, 'choices'> | null;
  sheets: SheetMapping[];
  options: ListOptions;
  summary: ListSummary | null;
  digest: string | null;
  progress: ListProgress | null;
  failure: { code: string; details?: unknown } | null;
  createdAt: Date;
  createdById: number | null;
  createdBy: string | null;
  appliedAt: Date | null;
  appliedBy: string | null;
  undoneAt: Date | null;
}

/** Of the file's octets in the database. */
const pieceBytes = 1 << 20;

/** Something that was under way and gave no sign of life for so long has ended without a word. Seconds. */
const silence = 30;

const columns = `
  i.import_id as "importId", i.province_id as province, pr.name as "provinceName", i.file_name as "fileName",
  i.file_bytes as "fileBytes", encode(i.file_hash, 'hex') as "fileHash", i.state, i.preview, i.sheets, i.options, i.summary,
  i.digest, i.progress, i.failure, i.created_at as "createdAt", i.created_by as "createdById", c.name as "createdBy",
  i.applied_at as "appliedAt", a.name as "appliedBy", i.undone_at as "undoneAt"`;
const from = `
  from list_import i join province pr using (province_id)
  left join person c on c.person_id = i.created_by left join person a on a.person_id = i.applied_by`;

/** Undefined: there is none, or it is another province's. */
export async function readImport(db: Queryable, province: string, importId: number): Promise<StoredImport | undefined> {
  const { rows } = await db.query<StoredImport>({
    name: 'list-import',
    text: `select ${columns} ${from} where i.import_id = $2 and i.province_id = $1`,
    values: [province, importId],
  });
  return rows[0] && complete(rows[0]);
}

/** The newest first; of one person's where `by` is given. */
export async function readImports(
  db: Queryable,
  province: string,
  options: { by?: number | undefined; before?: number | undefined; limit: number },
): Promise<StoredImport[]> {
  const { rows } = await db.query<StoredImport>({
    name: 'list-imports',
    text: `select ${columns.replace('i.preview', 'null as preview')} ${from}
           where i.province_id = $1 and ($2::bigint is null or i.created_by = $2) and ($3::bigint is null or i.import_id < $3)
           order by i.import_id desc limit $4`,
    values: [province, options.by ?? null, options.before ?? null, options.limit],
  });
  return rows.map(complete);
}

function complete(row: StoredImport): StoredImport {
  return { ...row, sheets: row.sheets ?? [], options: { ...defaultListOptions, ...row.options } };
}

export interface NewImport {
  province: string;
  fileName: string;
  bytes: Buffer;
  preview: Omit<ListPreview, 'choices'>;
  createdBy: number | null;
}

export async function createImport(tx: Transaction, list: NewImport): Promise<number> {
  const { province, fileName, bytes, preview, createdBy } = list;
  const { rows } = await tx.query<{ import_id: number }>({
    text: `insert into list_import (province_id, file_name, file_bytes, file_hash, preview, sheets, created_by)
           values ($1, $2, $3, $4, $5, $6, $7) returning import_id`,
    values: [
      province,
      fileName,
      bytes.length,
      createHash('sha256').update(bytes).digest(),
      JSON.stringify(preview).replaceAll('\\u0000', ''),
      JSON.stringify(preview.sheets.map(({ mapping }) => mapping)),
      createdBy,
    ],
  });
  const importId = rows[0]!.import_id;
  for (let piece = 0; piece * pieceBytes < bytes.length; piece++) {
    await tx.query({
      text: 'insert into list_file (import_id, piece, octets) values ($1, $2, $3)',
      values: [importId, piece, bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)],
    });
  }
  return importId;
}

/** How large the file is that was sent, octets; 0 when there is no such import. */
export async function fileOctets(db: Queryable, importId: number): Promise<number> {
  const { rows } = await db.query<{ octets: number }>(
    'select file_bytes as octets from list_import where import_id = $1',
    [importId],
  );
  return Number(rows[0]?.octets ?? 0);
}

/** The file as it came. @throws ListError `list.state` when it is no longer kept. */
export async function readFile(db: Queryable, importId: number): Promise<Buffer> {
  const { rows } = await db.query<{ octets: Buffer }>(
    'select octets from list_file where import_id = $1 order by piece',
    [importId],
  );
  if (rows.length === 0) throw new ListError('list.state', 'The file is no longer kept.');
  return Buffer.concat(rows.map(({ octets }) => octets));
}

/**
 * Takes an import into work, if it stands where it should and nobody else works on it.
 * @throws ListError `list.busy`, `list.state`.
 */
export async function beginWork(
  db: Queryable,
  importId: number,
  to: 'checking' | 'applying' | 'undoing',
  more: { sheets?: SheetMapping[]; options?: ListOptions; digest?: string } = {},
): Promise<void> {
  const allowed: Record<typeof to, ListState[]> = {
    checking: ['read', 'checked'],
    applying: ['checked'],
    undoing: ['applied'],
  };
  const { rowCount } = await db.query({
    name: 'list-begin',
    text: `update list_import set state = $2, heartbeat = now(), progress = $3, failure = null, cancelled = false,
             sheets = coalesce($4, sheets), options = coalesce($5, options)
           where import_id = $1 and state = any($6) and ($7::text is null or digest = $7)`,
    values: [
      importId,
      to,
      JSON.stringify({ phase: 'waiting', done: 0, of: 0 } satisfies ListProgress),
      more.sheets ? JSON.stringify(more.sheets) : null,
      more.options ? JSON.stringify(more.options) : null,
      allowed[to],
      more.digest ?? null,
    ],
  });
  if (rowCount === 1) return;
  const { rows } = await db.query<{ state: ListState; digest: string | null }>(
    'select state, digest from list_import where import_id = $1',
    [importId],
  );
  const state = rows[0]?.state;
  if (state && ['checking', 'applying', 'undoing'].includes(state)) throw new ListError('list.busy');
  throw new ListError(state === 'checked' && more.digest !== undefined ? 'list.changed' : 'list.state', state ?? '');
}

/** A sign of life with how far it has come. Answers whether somebody asked to cancel it. */
export async function beat(db: Queryable, importId: number, progress: ListProgress): Promise<boolean> {
  const { rows } = await db.query<{ cancelled: boolean }>({
    name: 'list-beat',
    text: `update list_import set heartbeat = now(), progress = $2
           where import_id = $1 and state in ('checking', 'applying', 'undoing') returning cancelled`,
    values: [importId, JSON.stringify(progress)],
  });
  return rows[0]?.cancelled ?? false;
}

/** Back to where it was before the work that failed or was cancelled. */
export async function endWork(
  db: Queryable,
  importId: number,
  failure: { code: string; details?: unknown } | null,
): Promise<void> {
  await db.query({
    name: 'list-failed',
    text: `update list_import set progress = null, heartbeat = null, failure = $2, cancelled = false, state = ${stateBefore}
           where import_id = $1 and state in ('checking', 'applying', 'undoing')`,
    values: [importId, failure && JSON.stringify(failure)],
  });
}

const stateBefore = `case state when 'applying' then 'checked' when 'undoing' then 'applied'
  else case when digest is null then 'read' else 'checked' end end`;

export async function askToCancel(db: Queryable, importId: number): Promise<void> {
  await db.query(
    "update list_import set cancelled = true where import_id = $1 and state in ('checking', 'applying', 'undoing')",
    [importId],
  );
}

/** Work of a process that is gone: nothing of it was committed. */
export async function endSilentWork(db: Queryable, province: string): Promise<void> {
  await db.query({
    name: 'list-silent',
    text: `update list_import set progress = null, heartbeat = null, cancelled = false, failure = $2, state = ${stateBefore}
           where province_id = $1 and state in ('checking', 'applying', 'undoing') and heartbeat < now() - interval '${silence} seconds'`,
    values: [province, JSON.stringify({ code: 'list.interrupted' })],
  });
}

/** Only what was never applied. @throws ListError `list.state`. */
export async function deleteImport(db: Queryable, importId: number): Promise<void> {
  const { rowCount } = await db.query("delete from list_import where import_id = $1 and state in ('read', 'checked')", [
    importId,
  ]);
  if (rowCount !== 1) throw new ListError('list.state');
}

/** What nobody went on with for a month; and the files of what was applied a quarter ago (its rows stay). */
export async function sweepImports(db: Queryable): Promise<{ imports: number; files: number }> {
  const gone = await db.query(
    "delete from list_import where state in ('read', 'checked') and created_at < now() - interval '30 days'",
  );
  const files = await db.query(
    `delete from list_file f using list_import i
     where i.import_id = f.import_id and i.state in ('applied', 'undone') and i.applied_at < now() - interval '90 days'`,
  );
  return { imports: gone.rowCount ?? 0, files: files.rowCount ?? 0 };
}
