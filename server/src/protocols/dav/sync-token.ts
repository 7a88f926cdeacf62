import type { Book } from './resources.ts';

/** A place in the order of changes: wholly known up to a number, or, cut off within it, up to one of its entries. */
export interface SyncPlace {
  seq: number;
  sort: number;
  id: number;
}

/**
 * Up to where a program knows a book; RFC 6578 §4 asks for a URI. `listing`: the first listing was cut off after an
 * entry, and when it is through, what changed after `seq` follows.
 */
export type SyncToken = { known: SyncPlace } | { listing: { seq: number; after: number } };

/** Everything with this number is known. */
export const wholly = (seq: number): SyncPlace => ({ seq, sort: 9, id: Number.MAX_SAFE_INTEGER });

export function writeSyncToken({ name }: Book, token: SyncToken): string {
  return `urn:congvu:addressbook:${name}:${'known' in token ? place(token.known) : `${token.listing.seq}-${token.listing.after}`}`;
}

const place = ({ seq, sort, id }: SyncPlace) => (sort === 9 ? String(seq) : `${seq}.${sort}.${id}`);

/** Undefined: no token of this book. */
export function readSyncToken({ name }: Book, text: string): SyncToken | undefined {
  const [, of, rest = ''] = /^urn:congvu:addressbook:([a-z0-9-]+):(.{1,60})$/.exec(text) ?? [];
  if (of !== name) return undefined;
  if (/^\d{1,15}$/.test(rest)) return { known: wholly(Number(rest)) };
  const within = /^(\d{1,15})\.([012])\.(\d{1,15})$/.exec(rest);
  if (within) return { known: { seq: Number(within[1]), sort: Number(within[2]), id: Number(within[3]) } };
  const listing = /^(\d{1,15})-(\d{1,15})$/.exec(rest);
  return listing ? { listing: { seq: Number(listing[1]), after: Number(listing[2]) } } : undefined;
}

export const seqOf = (token: SyncToken): number => ('known' in token ? token.known.seq : token.listing.seq);
