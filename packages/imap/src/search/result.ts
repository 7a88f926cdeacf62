import type { Connection } from '../connection.ts';
import type { Uid } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { formatSet } from '../wire/sequence-set.ts';

/** RETURN options (RFC 9051 §6.4.4, RFC 4731, RFC 5182; for SORT RFC 5267 §3). */
export interface ReturnOptions {
  min: boolean;
  max: boolean;
  all: boolean;
  count: boolean;
  save: boolean;
}

/** `RETURN (…) `, if it is there. */
export function parseReturn(args: Args): ReturnOptions | undefined {
  if (!args.skip('RETURN ')) return undefined;
  const options = { min: false, max: false, all: false, count: false, save: false };
  let some = false;
  args.list(() => {
    const word = args.keyword().toLowerCase();
    if (!Object.hasOwn(options, word)) args.fail('MIN, MAX, ALL, COUNT or SAVE');
    options[word as keyof ReturnOptions] = true;
    some = true;
  });
  if (!some) options.all = true;
  args.space();
  return options;
}

/** Keeps the found messages for `$` (RFC 5182 §2.1, §2.4): with MIN or MAX alone, only those. */
export function saveResult(c: Connection, options: ReturnOptions, uids: readonly Uid[]): void {
  let kept = uids;
  if ((options.min || options.max) && !options.all && !options.count) {
    const [first, last] = [uids[0], uids.at(-1)];
    kept = [options.min ? first : undefined, options.max ? last : undefined].filter((uid) => uid !== undefined);
  }
  c.view.saved = Uint32Array.from(new Set(kept)).sort();
}

/**
 * `* ESEARCH (TAG "a1") UID MIN 1 …` (RFC 9051 §7.3.4). `numbers` in the order to be told, ascending for SEARCH; MIN and
 * MAX are the first and the last of them.
 */
export function writeEsearch(
  c: Connection,
  tag: string,
  uid: boolean,
  options: ReturnOptions,
  numbers: readonly number[],
  modseq: number | undefined,
): void {
  if (!options.min && !options.max && !options.all && !options.count) return;
  let out = `* ESEARCH (TAG "${tag}")${uid ? ' UID' : ''}`;
  if (numbers.length > 0) {
    if (options.min) out += ` MIN ${numbers[0]}`;
    if (options.max) out += ` MAX ${numbers.at(-1)}`;
    if (options.all) out += ` ALL ${formatSet(numbers)}`;
  }
  if (options.count) out += ` COUNT ${numbers.length}`;
  if (modseq !== undefined && numbers.length > 0) out += ` MODSEQ ${modseq}`;
  c.out.text(`${out}\r\n`);
}
