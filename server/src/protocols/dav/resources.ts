import { DavError } from './errors.ts';

/** One address book of a person: all of their province, or their own agency alone. */
export interface Book {
  /** `province`, or `agency-12`. */
  name: string;
  /** Null: the whole province. */
  agencyId: number | null;
}

export type Resource =
  | { type: 'root' }
  | { type: 'principal'; personId: number }
  | { type: 'home'; personId: number }
  | { type: 'book'; personId: number; book: Book }
  | { type: 'card'; personId: number; book: Book; kind: 'person' | 'organisation'; id: number };

export const root = '/dav/';
export const principalPath = (personId: number) => `${root}principals/${personId}/`;
export const homePath = (personId: number) => `${root}addressbooks/${personId}/`;
export const bookPath = (personId: number, { name }: Book) => `${homePath(personId)}${name}/`;
export const cardPath = (personId: number, book: Book, kind: string, id: number) =>
  `${bookPath(personId, book)}${kind}-${id}.vcf`;

export const provinceBook: Book = { name: 'province', agencyId: null };
export const agencyBook = (agencyId: number): Book => ({ name: `agency-${agencyId}`, agencyId });

const id = '([1-9]\\d{0,15})';
const patterns = {
  root: /^\/dav\/?$/,
  principal: new RegExp(`^/dav/principals/${id}/?$`),
  home: new RegExp(`^/dav/addressbooks/${id}/?$`),
  book: new RegExp(`^/dav/addressbooks/${id}/(province|agency-${id})/?$`),
  card: new RegExp(`^/dav/addressbooks/${id}/(province|agency-${id})/(person|organisation)-${id}\\.vcf$`),
};

/** What a path names. Whether it exists, and whether the caller may see it, is not asked here. */
export function parsePath(path: string): Resource | undefined {
  if (patterns.root.test(path)) return { type: 'root' };
  const principal = patterns.principal.exec(path);
  if (principal) return { type: 'principal', personId: Number(principal[1]) };
  const home = patterns.home.exec(path);
  if (home) return { type: 'home', personId: Number(home[1]) };
  const card = patterns.card.exec(path);
  if (card) {
    const [, personId, name, agency, kind, cardId] = card;
    const book = bookOf(name!, agency);
    return {
      type: 'card',
      personId: Number(personId),
      book,
      kind: kind as 'person' | 'organisation',
      id: Number(cardId),
    };
  }
  const book = patterns.book.exec(path);
  if (book) return { type: 'book', personId: Number(book[1]), book: bookOf(book[2]!, book[3]) };
  return undefined;
}

const bookOf = (name: string, agency: string | undefined): Book => ({
  name,
  agencyId: agency === undefined ? null : Number(agency),
});

/** The path of an href in a body: a path, or a whole URL. @throws DavError 400. */
export function pathOfHref(text: string): string {
  try {
    return decodeURIComponent(new URL(text.trim(), 'http://here').pathname);
  } catch {
    throw new DavError(400, null, 'An href is no URL.');
  }
}
