import { MethodError } from './errors.ts';

/**
 * States. Every type's state is the account's change counter, as a decimal.
 *
 * When /changes can't tell everything at once it gives a state in between, `<modseq>.<id>.<since>`: changes are told
 * in the order of (modseq, id), and all up to that pair have been. `since` is where the client began, so that an
 * object created after it is still told as created in a later answer.
 */
export interface Since {
  modseq: number;
  /** The last id told of those with `modseq`; all of them when undefined. */
  id: number | undefined;
  /** Objects made after this are new to the client. */
  base: number;
}

export function parseState(state: string): Since | undefined {
  const match = /^(\d{1,16})(?:\.(\d{1,16})\.(\d{1,16}))?$/.exec(state);
  if (!match) return undefined;
  const modseq = Number(match[1]);
  if (match[2] === undefined) return { modseq, id: undefined, base: modseq };
  return { modseq, id: Number(match[2]), base: Number(match[3]) };
}

/** The counter of a plain state. @throws MethodError `cannotCalculateChanges` */
export function plainState(state: string, current: number, floor: number): number {
  const since = parseState(state);
  if (!since || since.id !== undefined || since.modseq > current || since.modseq < floor) {
    throw new MethodError('cannotCalculateChanges');
  }
  return since.modseq;
}
