import type { ListPreview } from '@congvu/contract';
import { createLog, createPools, type Pools } from '../../../platform/index.ts';
import { loadRegulation, type Regulation, readIssued } from '../../../regulation/index.ts';
import { applyList } from '../apply/apply-list.ts';
import { undoList } from '../apply/undo-list.ts';
import { checkList, type TellProgress } from '../check/check-list.ts';
import { ListError } from '../errors.ts';
import { readBook } from '../read/read-book.ts';
import { readFile, readImport, type StoredImport } from '../store/imports.ts';
import { saveRows } from '../store/rows.ts';
import { previewList } from './preview.ts';
import type { ListTask, ListTaskStart } from './task.ts';

/** Milliseconds that one statement of an import may take. */
const statementTimeout = 600_000;

/** Runs a task to its end. `connected` is told the processes of the database that work for it. */
export async function runTask(
  { url, task }: ListTaskStart,
  tell: TellProgress,
  connected: (pids: number[]) => void,
): Promise<Omit<ListPreview, 'choices'> | undefined> {
  if (task.kind === 'preview') return previewList(Buffer.from(task.bytes));
  const pools = await createPools(url!, createLog({ level: 'error' }), { max: 1, warm: 1, statementTimeout });
  try {
    const { rows } = await pools.query<{ pid: number }>('select pg_backend_pid() as pid');
    connected(rows.map(({ pid }) => pid));
    await runOn(pools, task, tell);
  } finally {
    await pools.end();
  }
  return undefined;
}

async function runOn(pools: Pools, task: Exclude<ListTask, { kind: 'preview' }>, tell: TellProgress): Promise<void> {
  const list = await readImport(pools, task.province, task.importId);
  if (!list) throw new ListError('list.state', 'There is no such list.');
  if (task.kind === 'undo') return undoList(pools, list, task.by, tell);
  tell({ phase: 'reading', done: 0, of: 0 });
  const [regulation, book] = [await regulationNow(pools, task.province), await bookOf(pools, list)];
  if (task.kind === 'apply') return applyList(pools, regulation, { ...task, list, book }, tell);
  const { sheets, options, province: id, provinceName: name } = list;
  const result = await checkList(
    pools,
    regulation,
    book,
    { province: { id, name }, sheets, options, extent: task.extent },
    tell,
  );
  tell({ phase: 'saving', done: 0, of: result.rows.length });
  await pools.transaction(async (tx) => {
    await saveRows(tx, list.importId, result.rows);
    const { rowCount } = await tx.query(
      `update list_import set state = 'checked', summary = $2, digest = $3, progress = null, heartbeat = null
       where import_id = $1 and state = 'checking'`,
      [list.importId, JSON.stringify(result.summary), result.digest],
    );
    if (rowCount !== 1) throw new ListError('list.cancelled');
  });
}

async function bookOf(pools: Pools, { importId, sheets }: StoredImport) {
  const used = new Set(sheets.flatMap(({ sheet, kind }) => (kind ? [sheet] : [])));
  return readBook(await readFile(pools, importId), (sheet) => used.has(sheet));
}

let profiles: Regulation | undefined;

/** The profiles, and what was issued over them by now. */
async function regulationNow(pools: Pools, province: string): Promise<Regulation> {
  const regulation = (profiles ??= loadRegulation());
  for (const [id, layer] of await readIssued(pools, province)) if (regulation.has(id)) regulation.lay(id, layer);
  return regulation;
}
