import { ListError } from '../errors.ts';
import { listLimits } from '../limits.ts';
import type { Book, Row } from './book.ts';
import { decodeText } from './decode-text.ts';

const delimiters = [';', ',', '\t', '|'] as const;

/**
 * Delimited text (RFC 4180), as Excel saves it in any language: by comma, semicolon, tab or bar, quoted or not, with or
 * without a byte order mark and the line `sep=;`.
 * @throws ListError `list.not-a-list`, `list.too-many-columns`.
 */
export function readCsv(bytes: Buffer): Book {
  const { text, charset, finish } = decodeText(bytes);
  // Bytes of something else altogether.
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text.slice(0, 65_536))) throw new ListError('list.not-a-list');
  const told = /^sep=(.)\r?\n/.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const delimiter = told?.[1] ?? guessDelimiter(body);
  const rows: Row[] = [];
  let truncated = false;
  for (const { line, fields } of records(body, delimiter)) {
    const cells = fields.map((field) => finish(field.trim()) || undefined);
    while (cells.length > 0 && cells.at(-1) === undefined) cells.pop();
    if (cells.length === 0) continue;
    if (cells.length > listLimits.columns) throw new ListError('list.too-many-columns');
    if (rows.length === listLimits.rows) {
      truncated = true;
      break;
    }
    rows.push({ line: line + (told ? 1 : 0), cells });
  }
  if (rows.length === 0) throw new ListError('list.empty');
  const sheet = { name: 'CSV', hidden: false, rows, merges: [], truncated };
  return { format: 'csv', sheets: [sheet], charset, delimiter };
}

/** The one that splits the first lines most evenly: into several fields, and into as many in each. */
function guessDelimiter(text: string): string {
  const sample = text.slice(0, 20_000);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    let lines = 0;
    for (const { fields } of records(sample, delimiter)) {
      if (++lines > 40) break;
      if (fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    }
    for (const [fields, times] of counts) {
      const score = times * Math.min(fields, 12);
      if (score > bestScore) [best, bestScore] = [delimiter, score];
    }
  }
  return best;
}

/** Records with the line they begin on. A quote in the middle of a field is a quote. */
function* records(text: string, delimiter: string): Generator<{ line: number; fields: string[] }> {
  let fields: string[] = [];
  let line = 1;
  let from = 1;
  let at = 0;
  const end = text.length;
  while (at < end) {
    let field: string;
    if (text[at] === '"') {
      const closed = closingQuote(text, at + 1);
      field = text.slice(at + 1, closed).replaceAll('""', '"');
      for (let i = at; i < closed; i++) if (text.charCodeAt(i) === 10) line++;
      at = closed + 1;
      // What follows a closing quote up to the delimiter belongs to the field.
      const rest = fieldEnd(text, at, delimiter);
      field += text.slice(at, rest);
      at = rest;
    } else {
      const rest = fieldEnd(text, at, delimiter);
      field = text.slice(at, rest);
      at = rest;
    }
    if (field.length > listLimits.cellLength) field = field.slice(0, listLimits.cellLength);
    fields.push(field);
    if (text[at] === delimiter) {
      at++;
      if (at === end) fields.push('');
      continue;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    yield { line: from, fields };
    fields = [];
    line++;
    from = line;
  }
  if (fields.length > 0) yield { line: from, fields };
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === code || c === 10 || c === 13) break;
  }
  return at;
}

/** The quote that ends a field; the end of the text when it is never closed. */
function closingQuote(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    if (text[at + 1] !== '"') return at;
  }
}
