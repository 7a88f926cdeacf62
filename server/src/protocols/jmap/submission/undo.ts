import type { Call } from '../core/call.ts';
import { changeAccount } from '../core/change-account.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { readPatch } from '../core/patch.ts';
import { cancelSubmission, deleteSubmission, type SubmissionRow, submissions } from '../queries/submission.ts';
import { toSubmission, undoStatus } from './submission.ts';

/** `undoStatus` to `canceled` is the one change there is (RFC 8621 §7.5). @throws SetError `cannotUnsend`, … */
export async function updateSubmission(call: Call, id: string, patch: JsonObject): Promise<null> {
  const row = await find(call, id);
  const { values, deep } = readPatch(patch);
  const now = toSubmission(row) as unknown as JsonObject;
  const changed = [...values].filter(([p, v]) => JSON.stringify(now[p]) !== JSON.stringify(v)).map(([p]) => p);
  const others = [...changed.filter((p) => p !== 'undoStatus'), ...deep.keys()];
  if (others.length > 0) throw invalid(others, 'Can not be changed.');
  if (!changed.includes('undoStatus')) return null;
  if (values.get('undoStatus') !== 'canceled') throw invalid('undoStatus', 'Can only become canceled.');
  if (undoStatus(row) !== 'pending' || row.queue_id === null) throw new SetError('cannotUnsend');
  const actor = { kind: 'person', personId: call.personId } as const;
  const stopped = await call.services.queue.operator.drop({ queueIds: [row.queue_id] }, actor);
  // One may have left in this very moment: what has gone to anybody is not unsent.
  if (stopped < (row.recipients?.length ?? 0))
    throw new SetError('cannotUnsend', { description: 'It has gone to some already.' });
  await changeAccount(call, (tx, modseq) => cancelSubmission(tx, call.account.row, row.submission_id, modseq));
  return null;
}

/** Forgets the submission; what is on its way goes on (RFC 8621 §7.5). @throws SetError `notFound` */
export async function destroySubmission(call: Call, id: string): Promise<void> {
  const row = await find(call, id);
  await changeAccount(call, (tx, modseq) => deleteSubmission(tx, call.account.row, row.submission_id, modseq));
}

async function find(call: Call, id: string): Promise<SubmissionRow> {
  const wanted = decodeId('submission', id);
  const [row] = wanted === undefined ? [] : await submissions(call.services.db, call.account.row, [wanted], 1);
  if (!row) throw new SetError('notFound');
  return row;
}
