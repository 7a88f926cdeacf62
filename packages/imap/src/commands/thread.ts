import { parseCharset, parseKeys } from '../search/parse.ts';
import { runSearch } from '../search/run.ts';
import { ImapError, type Uid } from '../session.ts';
import { orderedSubject, referenceThreads, type Thread } from '../sort/threads.ts';
import type { Command } from './command.ts';

/** RFC 5256 §3 */
export const thread: Command = {
  state: 'selected',
  uid: true,
  expunge: false,
  async run(c, args, { uid }) {
    args.space();
    const algorithm = args.keyword();
    args.space();
    parseCharset(args);
    args.space();
    const criteria = parseKeys(c, args);
    if (algorithm !== 'REFERENCES' && algorithm !== 'ORDEREDSUBJECT')
      throw new ImapError('That algorithm is not offered', 'CANNOT');
    const view = c.view;
    const { uids } = await runSearch(c, criteria);
    const messages = uids.length === 0 ? [] : await view.mailbox.overview(uids);
    const threads = algorithm === 'REFERENCES' ? referenceThreads(messages) : orderedSubject(messages);
    const number = uid ? (each: Uid) => each : (each: Uid) => view.seqOf(each);
    c.out.text(`* THREAD${threads.length === 0 ? '' : ' '}${threads.map((each) => render(each, number)).join('')}\r\n`);
    return undefined;
  },
};

/** `(1 2 (3)(4 5))` (RFC 5256 §4). Iterative: an answer of an answer may go thousands deep. */
function render(root: Thread, number: (uid: Uid) => number): string {
  let out = '';
  const stack: (Thread | string)[] = [')', root, '('];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string') {
      out += next;
      continue;
    }
    const { uid, children } = next;
    if (uid !== undefined) out += number(uid);
    if (children.length === 0) continue;
    if (children.length === 1 && uid !== undefined) {
      stack.push(children[0] as Thread, ' ');
      continue;
    }
    for (let i = children.length - 1; i >= 0; i--) stack.push(')', children[i] as Thread, '(');
    if (uid !== undefined) stack.push(' ');
  }
  return out;
}
