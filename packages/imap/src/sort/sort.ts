import type { Overview, Uid } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { baseSubject } from './base-subject.ts';
import { collationKey, compare } from './collate.ts';

/** SORT's criteria (RFC 5256 §3). */
export interface SortKey {
  by: 'ARRIVAL' | 'CC' | 'DATE' | 'FROM' | 'SIZE' | 'SUBJECT' | 'TO';
  reverse: boolean;
}

const KEYS = ['ARRIVAL', 'CC', 'DATE', 'FROM', 'SIZE', 'SUBJECT', 'TO'] as const;
const MAX_KEYS = 20;

export function parseSortKeys(args: Args): SortKey[] {
  const keys: SortKey[] = [];
  args.list(() => {
    let word = args.keyword();
    const reverse = word === 'REVERSE';
    if (reverse) {
      args.space();
      word = args.keyword();
    }
    const by = KEYS.find((key) => key === word) ?? args.fail('a sort key');
    if (keys.push({ by, reverse }) > MAX_KEYS) args.fail('fewer sort keys');
  }, false);
  return keys;
}

const VALUE: Record<SortKey['by'], (m: Overview) => number | string> = {
  ARRIVAL: (m) => m.internalDate,
  CC: (m) => collationKey(m.cc),
  DATE: (m) => m.sentDate,
  FROM: (m) => collationKey(m.from),
  SIZE: (m) => m.size,
  SUBJECT: (m) => collationKey(baseSubject(m.subject).base),
  TO: (m) => collationKey(m.to),
};

/** UIDs in order; equal messages stay in the mailbox's order. */
export function sortMessages(messages: readonly Overview[], keys: readonly SortKey[]): Uid[] {
  const columns = keys.map(({ by }) => messages.map(VALUE[by]));
  const order = messages.map((_, i) => i);
  order.sort((a, b) => {
    for (let k = 0; k < keys.length; k++) {
      const column = columns[k] as (number | string)[];
      const [x, y] = [column[a]!, column[b]!];
      const difference = typeof x === 'number' ? x - (y as number) : compare(x, y as string);
      if (difference !== 0) return keys[k]!.reverse ? -difference : difference;
    }
    return messages[a]!.uid - messages[b]!.uid;
  });
  return order.map((i) => messages[i]!.uid);
}
