import { MethodError } from './errors.ts';
import { encodeId, type IdKind } from './ids.ts';
import { internalLimits } from './limits.ts';
import { parseState, type Since } from './state.ts';

/** One object that changed. */
export interface Change {
  id: number;
  modseq: number;
  /** The counter when it was made. */
  createdAt: number;
  destroyed: boolean;
}

export interface ChangesAnswer {
  accountId: string;
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: string[];
  updated: string[];
  destroyed: string[];
}

export interface ChangesInput {
  kind: IdKind;
  accountId: string;
  sinceState: string;
  maxChanges: number | null | undefined;
  /** The account's counter and how far back it is known. */
  account: { modseq: number; floor: number };
  /** Objects changed after (modseq, id), in that order, at most `limit`; each once, with its last change. */
  load(since: Since, limit: number): Promise<Change[]>;
}

/** RFC 8620 §5.2. @throws MethodError `cannotCalculateChanges` */
export async function changes(input: ChangesInput): Promise<ChangesAnswer> {
  const { account, sinceState, kind } = input;
  const since = parseState(sinceState);
  if (!since || since.modseq > account.modseq || since.base < account.floor)
    throw new MethodError('cannotCalculateChanges');
  const limit = Math.min(input.maxChanges ?? internalLimits.changes, internalLimits.changes);
  const found = since.modseq === account.modseq && since.id === undefined ? [] : await input.load(since, limit + 1);
  const told = found.slice(0, limit);
  const hasMoreChanges = found.length > limit;
  const last = told.at(-1);
  const answer: ChangesAnswer = {
    accountId: input.accountId,
    oldState: sinceState,
    newState: hasMoreChanges && last ? `${last.modseq}.${last.id}.${since.base}` : String(account.modseq),
    hasMoreChanges,
    created: [],
    updated: [],
    destroyed: [],
  };
  for (const change of told) {
    const id = encodeId(kind, change.id);
    const isNew = change.createdAt > since.base;
    // Made and gone again since then: the client need never hear of it, unless an earlier answer told of it.
    if (change.destroyed) {
      if (!isNew || since.id !== undefined) answer.destroyed.push(id);
    } else (isNew ? answer.created : answer.updated).push(id);
  }
  return answer;
}
