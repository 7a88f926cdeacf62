import type { SearchKey } from '@congvu/imap';
import { decodeWords } from '@congvu/mime';
import {
  containsText,
  type Mail,
  parseFlags,
  type Snapshot,
  type Summary,
  searchTextInMailbox,
} from '../../mail/index.ts';
import { decodeId } from '../jmap/core/ids.ts';
import { contentObjectId } from './object-id.ts';

type Test = (at: number) => boolean;

interface Frozen {
  count: number;
  uids: Uint32Array;
  modseqs: Float64Array;
  flags: Uint8Array;
  sizes: Uint32Array;
  received: Float64Array;
  threadIds: Float64Array;
  contentIds: Float64Array;
  keywords: ReadonlyMap<number, readonly string[]>;
}

/** Evaluates SEARCH criteria over a mailbox (RFC 9051 §6.4.4). What texts need is read first, once for each key. */
export async function searchSnapshot(
  mail: Mail,
  snapshot: Snapshot,
  criteria: SearchKey,
): Promise<{ uids: number[]; highestModSeq?: number }> {
  // The snapshot may move on while texts are read; its columns are replaced or extended, so these stay together.
  const box: Frozen = {
    count: snapshot.count,
    uids: snapshot.uids,
    modseqs: snapshot.modseqs,
    flags: snapshot.flags,
    sizes: snapshot.sizes,
    received: snapshot.received,
    threadIds: snapshot.threadIds,
    contentIds: snapshot.contentIds,
    keywords: snapshot.keywords,
  };
  const test = await compile(mail, snapshot, box, criteria);
  const uids: number[] = [];
  let highest = 0;
  for (let i = 0; i < box.count; i++) {
    if (!test(i)) continue;
    uids.push(box.uids[i]!);
    if (box.modseqs[i]! > highest) highest = box.modseqs[i]!;
  }
  return usesModseq(criteria) ? { uids, highestModSeq: highest } : { uids };
}

async function compile(mail: Mail, snapshot: Snapshot, box: Frozen, key: SearchKey): Promise<Test> {
  const again = (k: SearchKey) => compile(mail, snapshot, box, k);
  const summaryTest = async (matches: (summary: Summary, at: number) => boolean): Promise<Test> => {
    const summaries = await mail.contents.summaries([...new Set(box.contentIds)]);
    return (i) => {
      const summary = summaries.get(box.contentIds[i]!);
      return summary !== undefined && matches(summary, i);
    };
  };
  switch (key.key) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = await Promise.all(key.keys.map(again));
      return (i) => tests.every((t) => t(i));
    }
    case 'or': {
      const [left, right] = await Promise.all([again(key.left), again(key.right)]);
      return (i) => left(i) || right(i);
    }
    case 'not': {
      const of = await again(key.of);
      return (i) => !of(i);
    }
    case 'uids':
      return (i) => key.ranges.some(([from, to]) => box.uids[i]! >= from && box.uids[i]! <= to);
    case 'flag':
      return flagTest(box, key.flag, key.set);
    case 'larger':
      return (i) => box.sizes[i]! > key.size;
    case 'smaller':
      return (i) => box.sizes[i]! < key.size;
    case 'internalDate':
      return (i) => inDays(dayOf(box.received[i]!, 7 * 60), key);
    case 'sentDate':
      return summaryTest((s, i) =>
        inDays(s.d === undefined ? dayOf(box.received[i]!, 7 * 60) : dayOf(s.d, s.z ?? 0), key),
      );
    case 'within': {
      const now = Date.now();
      return (i) => {
        const age = (now - box.received[i]!) / 1000;
        return (key.younger === undefined || age <= key.younger) && (key.older === undefined || age >= key.older);
      };
    }
    case 'modseq':
      return (i) => box.modseqs[i]! >= key.modseq;
    case 'emailId':
      return (i) => contentObjectId(box.contentIds[i]!) === key.id;
    case 'threadId': {
      const id = decodeId('thread', key.id);
      return (i) => box.threadIds[i]! === id;
    }
    case 'subject':
      return summaryTest((s) => containsText(s.s ?? '', key.value));
    case 'address':
      return summaryTest((s) => addressMatches(s[fields[key.field]], key.value));
    case 'header':
      return headerTest(mail, box, key.name, key.value);
    case 'body':
    case 'text': {
      const found = await searchTextInMailbox(mail, snapshot, key.value, key.key);
      return (i) => found.has(box.uids[i]!);
    }
  }
}

const fields = { from: 'f', to: 't', cc: 'c', bcc: 'b' } as const;

const addressMatches = (list: { name: string | null; email: string }[] | undefined, value: string): boolean =>
  list?.some((a) => containsText(`${a.name ?? ''} <${a.email}>`, value)) ?? false;

function flagTest(box: Frozen, flag: string, set: boolean): Test {
  const { flags, keywords } = parseFlags([flag]);
  if (flags) return (i) => ((box.flags[i]! & flags) !== 0) === set;
  const word = keywords[0];
  if (word === undefined) return () => !set;
  return (i) => (box.keywords.get(box.uids[i]!)?.includes(word) ?? false) === set;
}

/** The day of a moment in a zone (minutes east), as `YYYY-MM-DD`. Internal dates are taken in Việt Nam's. */
function dayOf(moment: number, zone: number): string {
  const date = new Date(moment + zone * 60_000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

const inDays = (day: string, range: { from?: string; before?: string }): boolean =>
  (range.from === undefined || day >= range.from) && (range.before === undefined || day < range.before);

/** Any header field, read from the messages. */
async function headerTest(mail: Mail, box: Frozen, name: string, value: string): Promise<Test> {
  const matching = new Set<number>();
  const wanted = `${name.toLowerCase()}:`;
  const ids = [...new Set(box.contentIds)];
  const BATCH = 100;
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH);
    const headers = await Promise.all(batch.map((id) => mail.contents.readHeader(id)));
    headers.forEach((header, k) => {
      const lines =
        header
          ?.toString('utf8')
          .replace(/\r?\n[ \t]+/g, ' ')
          .split(/\r?\n/) ?? [];
      const hit = lines.some(
        (line) =>
          line.slice(0, wanted.length).toLowerCase() === wanted &&
          containsText(decodeWords(line.slice(wanted.length)), value),
      );
      if (hit) matching.add(batch[k]!);
    });
  }
  return (i) => matching.has(box.contentIds[i]!);
}

function usesModseq(key: SearchKey): boolean {
  if (key.key === 'modseq') return true;
  if (key.key === 'and') return key.keys.some(usesModseq);
  if (key.key === 'or') return usesModseq(key.left) || usesModseq(key.right);
  return key.key === 'not' && usesModseq(key.of);
}
