/**
 * The text of a message as PostgreSQL's full text search has it.
 *
 * A token is a syllable or number in lower case; one with diacritics is there twice at its position, as written and
 * folded (`hộp`, `hop`), so that "hop thu" finds "hộp thư" and "hộp thư" does not find "hợp thu".
 * Weights tell fields apart: A subject, B addresses, C attachments (names and text), D body. Addresses are there again
 * with a prefix (`f:` From, `t:` To, `c:` Cc and Bcc), since JMAP searches them apart.
 */
import { type Address, foldDiacritics, searchTokens } from '@congvu/mime';

export interface SearchFields {
  subject: string;
  from: Address[];
  to: Address[];
  cc: Address[];
  attachments: string[];
  body: string;
}

/** PostgreSQL's limits: positions to 16383, 256 a lexeme, a lexeme of 2 KB, a vector of 1 MB. */
const MAX_POSITION = 16_383;
const MAX_PER_LEXEME = 200;
const MAX_TOKEN = 100;
const MAX_BYTES = 700_000;

class Vector {
  readonly #lexemes = new Map<string, string[]>();
  #position = 0;
  #bytes = 0;

  add(text: string, weight: 'A' | 'B' | 'C' | 'D', prefix?: string): void {
    for (const { token } of searchTokens(text)) {
      if (this.#bytes > MAX_BYTES) return;
      if (this.#position < MAX_POSITION) this.#position++;
      const word = token.slice(0, MAX_TOKEN);
      const folded = foldDiacritics(word);
      const at = `${this.#position}${weight === 'D' ? '' : weight}`;
      this.#put(folded, at);
      if (folded !== word) this.#put(word, at);
      if (prefix) this.#put(prefix + folded, at);
    }
    // A gap, so that a phrase does not run from one field into the next.
    this.#position += 10;
  }

  #put(lexeme: string, at: string): void {
    const places = this.#lexemes.get(lexeme);
    if (!places) {
      this.#lexemes.set(lexeme, [at]);
      this.#bytes += Buffer.byteLength(lexeme) + 8;
    } else if (places.length < MAX_PER_LEXEME && places.at(-1) !== at) {
      places.push(at);
      this.#bytes += 2;
    }
  }

  toString(): string {
    let text = '';
    for (const [lexeme, places] of this.#lexemes) text += `'${escapeLexeme(lexeme)}':${places.join(',')} `;
    return text;
  }
}

const escapeLexeme = (s: string): string => s.replace(/['\\]/g, '$&$&');
const addressText = (list: Address[]): string => list.map((a) => `${a.name ?? ''} ${a.email}`).join(' , ');

/** A `tsvector` in its text form. */
export function searchVector(fields: SearchFields): string {
  const vector = new Vector();
  vector.add(fields.subject, 'A');
  vector.add(addressText(fields.from), 'B', 'f:');
  vector.add(addressText(fields.to), 'B', 't:');
  vector.add(addressText(fields.cc), 'B', 'c:');
  vector.add(fields.body, 'D');
  for (const text of fields.attachments) vector.add(text, 'C');
  return vector.toString();
}

export type SearchField = 'text' | 'subject' | 'body' | 'from' | 'to' | 'cc' | 'attachments';

const suffixes: Partial<Record<SearchField, string>> = { subject: 'A', body: 'CD', attachments: 'C' };
const prefixes: Partial<Record<SearchField, string>> = { from: 'f:', to: 't:', cc: 'c:' };

/**
 * A `tsquery` in its text form, for what a person typed: all words must be there; words in quotation marks must stand
 * together; the last word may be the beginning of one. Undefined when the text has no word.
 */
export function toTsQuery(text: string, field: SearchField = 'text'): string | undefined {
  const parts: string[] = [];
  const pieces = text.split('"');
  pieces.forEach((piece, i) => {
    const isPhrase = i % 2 === 1 && i < pieces.length - 1;
    const words = [...searchTokens(piece)].map(({ token }) => token.slice(0, MAX_TOKEN));
    if (words.length === 0) return;
    const isLast = i === pieces.length - 1 && !isPhrase;
    const terms = words.map((word, k) => term(word, field, isLast && k === words.length - 1));
    parts.push(isPhrase && terms.length > 1 ? `(${terms.join(' <-> ')})` : terms.join(' & '));
  });
  return parts.length === 0 ? undefined : parts.join(' & ');
}

/** The same for IMAP's SEARCH, whose string stands for adjoining words (RFC 9051 §6.4.4; see docs/rfc.md). */
export function toTsPhrase(text: string, field: SearchField = 'text'): string | undefined {
  const words = [...searchTokens(text)].map(({ token }) => token.slice(0, MAX_TOKEN));
  if (words.length === 0) return undefined;
  return words.map((word, i) => term(word, field, i === words.length - 1)).join(' <-> ');
}

function term(word: string, field: SearchField, isPrefix: boolean): string {
  const prefix = prefixes[field] ?? '';
  const marks = `${isPrefix ? '*' : ''}${suffixes[field] ?? ''}`;
  const lexeme = prefix ? prefix + foldDiacritics(word) : word;
  return `'${escapeLexeme(lexeme)}'${marks ? `:${marks}` : ''}`;
}

/** A text as searches that don't use the index want it. Folded at once: a search over thousands must not wait for it. */
export class PlainText {
  readonly lower: string;
  readonly folded: string;

  constructor(text: string) {
    this.lower = text.normalize('NFC').toLowerCase();
    this.folded = foldDiacritics(this.lower);
  }
}

/**
 * Finds in a text not yet in the index what `toTsPhrase` finds in the index: the same words one after another, the
 * last perhaps only begun. Undefined when there is no word to look for.
 */
export function phraseFinder(phrase: string): ((text: PlainText) => boolean) | undefined {
  const words = [...searchTokens(phrase)].map(({ token }) => token);
  if (words.length === 0) return undefined;
  const isPlain = words.every((word) => foldDiacritics(word) === word);
  // Letters, marks and digits make words; nothing of the phrase is special in a pattern.
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${words.join('[^\\p{L}\\p{M}\\p{N}]+')}`, 'u');
  return (text) => {
    const where = isPlain ? text.folded : text.lower;
    return where.includes(words[0]!) && pattern.test(where);
  };
}
