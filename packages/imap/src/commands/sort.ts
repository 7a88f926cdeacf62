import { parseCharset, parseKeys } from '../search/parse.ts';
import { parseReturn, saveResult, writeEsearch } from '../search/result.ts';
import { runSearch } from '../search/run.ts';
import { parseSortKeys, sortMessages } from '../sort/sort.ts';
import type { Command } from './command.ts';

/** RFC 5256 §3, with RETURN by RFC 5267 §3. */
export const sort: Command = {
  state: 'selected',
  uid: true,
  expunge: false,
  async run(c, args, { uid, tag }) {
    args.space();
    const options = parseReturn(args);
    const keys = parseSortKeys(args);
    args.space();
    parseCharset(args);
    args.space();
    const criteria = parseKeys(c, args);
    const view = c.view;
    const { uids, highestModSeq } = await runSearch(c, criteria);
    const arrival = keys.length === 0 || uids.length < 2;
    const sorted = arrival ? uids : sortMessages(await view.mailbox.overview(uids), keys);
    const numbers = uid ? sorted : sorted.map((each) => view.seqOf(each));
    const modseq = criteria.modseq ? highestModSeq : undefined;
    if (options === undefined) {
      const end = modseq === undefined || numbers.length === 0 ? '' : ` (MODSEQ ${modseq})`;
      c.out.text(`* SORT${numbers.length === 0 ? '' : ` ${numbers.join(' ')}`}${end}\r\n`);
      return undefined;
    }
    if (options.save) saveResult(c, options, sorted);
    writeEsearch(c, tag, uid, options, numbers, modseq);
    return undefined;
  },
};
