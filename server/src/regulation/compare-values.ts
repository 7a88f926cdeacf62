import type { ValueChange } from '@congvu/contract';

/** Keys by which the entries of a list are told apart, so that one put first does not change all that follow. */
const identities = [
  ...['kind', 'role', 'report', 'level', 'ref', 'event', 'form', 'after', 'mailbox', 'lunar', 'day', 'name'].map(
    (key) => [key],
  ),
  ...[['event', 'subject'], ['kind', 'subject'], ['event', 'mailbox'], ['role', 'name'], ['who']],
];

/** Where two values of one rule differ, as few places as tell it all. */
export function compareValues(before: unknown, after: unknown, path = ''): ValueChange[] {
  if (same(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compareValues(before[key], after[key], `${path}/${key}`));
  }
  return [change(path, before, after)];
}

function compareLists(before: unknown[], after: unknown[], path: string): ValueChange[] {
  const named = identify(before, after);
  // Entries that tell themselves apart are paired by that; others by their place.
  const keysBefore = before.map((entry, i) => named?.(entry) ?? String(i));
  const keysAfter = after.map((entry, i) => named?.(entry) ?? String(i));
  const at = (key: string) => `${path}/${key.replaceAll('/', '~1')}`;
  const gone = keysBefore.flatMap((key, i) => (keysAfter.includes(key) ? [] : [change(at(key), before[i], undefined)]));
  const rest = keysAfter.flatMap((key, i) => {
    const was = keysBefore.indexOf(key);
    return was < 0 ? [change(at(key), undefined, after[i])] : compareValues(before[was], after[i], at(key));
  });
  const kept = keysBefore.filter((key) => keysAfter.includes(key));
  const order = keysAfter.filter((key) => keysBefore.includes(key));
  const moved = kept.join('\n') === order.join('\n') ? [] : [change(`${path}/#`, kept.join(', '), order.join(', '))];
  return [...gone, ...rest, ...moved];
}

/** What names each entry of both lists, if something does: the entry itself, or one or two of its keys. */
function identify(before: unknown[], after: unknown[]): ((entry: unknown) => string) | undefined {
  const byKeys = identities.map((keys) => (entry: unknown) => {
    const parts = keys.map((key) => (isObject(entry) ? plain(entry[key]) : ''));
    return parts.includes('') ? '' : parts.join(' ');
  });
  const tellsApart = (name: (entry: unknown) => string) => (entries: unknown[]) => {
    const names = entries.map(name);
    return !names.includes('') && new Set(names).size === names.length;
  };
  return [plain, ...byKeys].find((name) => [before, after].every(tellsApart(name)));
}

/** A word, a number, or a text in its Vietnamese; empty for anything else. */
function plain(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return isObject(value) && typeof value.vi === 'string' ? value.vi : '';
}

function change(path: string, before: unknown, after: unknown): ValueChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
