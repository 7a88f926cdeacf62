/**
 * Looking up people and organisations of one's own province. Words in any order, each a beginning, with or without marks
 * (typed marks put first what has them): names, positions, organisations, short names, addresses, initials, codes,
 * telephone numbers.
 *
 * | call | answer |
 * |---|---|
 * | GET /api/directory/suggest?q=&limit= | Suggestion[], best first: whom mail can be sent to |
 * | GET /api/directory/find?q=&kind=&organisation=&position=&limit=&cursor= | FindPage: everyone and every organisation |
 */
export interface Suggestion {
  name: string;
  address: string;
  /** False: a contact address outside the province's system. */
  official: boolean;
  position: string | null;
  organisation: string | null;
  kind: 'person' | 'organisation';
}

export interface FindEntry {
  kind: 'person' | 'organisation';
  /** Of the person or the organisation. */
  id: number;
  name: string;
  position: string | null;
  /** Where the person works, or what stands above the organisation. */
  organisation: { id: number; name: string } | null;
  /** Where mail reaches them; null: nowhere. */
  address: string | null;
  /** False: a contact address outside the province's system. Null without an address. */
  official: boolean | null;
  /** Of the mailbox; null: there is none. */
  state: 'active' | 'locked' | 'closed' | null;
  isHead: boolean;
  phone: string | null;
}

export interface FindPage {
  entries: FindEntry[];
  /** For the next page; null: that was all. */
  next: string | null;
}
