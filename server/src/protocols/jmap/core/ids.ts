/**
 * Ids (RFC 8620 §1.2): a letter for the kind, then the number of the row. The letter keeps an id from looking like a
 * number, and an id of one kind from being taken for another.
 */
const letters = {
  account: 'a',
  mailbox: 'm',
  email: 'e',
  thread: 't',
  identity: 'i',
  submission: 's',
  subscription: 'p',
} as const;

export type IdKind = keyof typeof letters;

export function encodeId(kind: IdKind, row: number): string {
  return `${letters[kind]}${row}`;
}

/** Undefined when it can't be an id of that kind: no such object, then. */
export function decodeId(kind: IdKind, id: string): number | undefined {
  if (id[0] !== letters[kind] || !/^.[1-9][0-9]{0,15}$/.test(id)) return undefined;
  const row = Number(id.slice(1));
  return Number.isSafeInteger(row) ? row : undefined;
}
