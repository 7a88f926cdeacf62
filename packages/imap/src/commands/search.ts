import type { Connection } from '../connection.ts';
import { type Criteria, parseCriteria } from '../search/parse.ts';
import { parseReturn, type ReturnOptions, saveResult, writeEsearch } from '../search/result.ts';
import { runSearch } from '../search/run.ts';
import type { Call, Command } from './command.ts';

const ALL: ReturnOptions = { min: false, max: false, all: true, count: false, save: false };

/** RFC 9051 §6.4.4; without RETURN, an IMAP4rev1 client gets `* SEARCH` (RFC 3501 §7.2.5). */
export const search: Command = {
  state: 'selected',
  uid: true,
  expunge: false,
  async run(c, args, call) {
    args.space();
    const options = parseReturn(args);
    try {
      await find(c, call, options, parseCriteria(c, args));
    } catch (error) {
      // RFC 5182 §2.1: what fails leaves an empty result behind.
      if (options?.save === true) c.view.saved = new Uint32Array();
      throw error;
    }
    return undefined;
  },
};

async function find(c: Connection, call: Call, options: ReturnOptions | undefined, criteria: Criteria): Promise<void> {
  const { uids, highestModSeq } = await runSearch(c, criteria);
  const numbers = call.uid ? uids : c.view.visible(uids, false);
  const modseq = criteria.modseq ? highestModSeq : undefined;
  if (options?.save === true) saveResult(c, options, uids);
  if (options !== undefined || c.rev2) {
    writeEsearch(c, call.tag, call.uid, options ?? ALL, numbers, modseq);
    return;
  }
  const end = modseq === undefined || numbers.length === 0 ? '' : ` (MODSEQ ${modseq})`;
  c.out.text(`* SEARCH${numbers.length === 0 ? '' : ` ${numbers.join(' ')}`}${end}\r\n`);
}
