import { decodeEntities } from './entities.ts';

/** Elements whose content is never shown. */
const HIDDEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'math', 'iframe', 'select']);
/** Hidden elements whose content is no markup: only their own end tag ends them. `head` and the like may be left open, so those don't hide for good. */
const RAW = new Set(['script', 'style', 'title', 'iframe', 'noscript']);
const BLOCK = new Set(
  'address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const CELL = new Set(['td', 'th']);
/** A tag that has not ended after so many characters is one whose quotes don't match. */
const LONGEST_TAG = 64 * 1024;

/**
 * The text of an HTML body as a reader sees it, roughly: tags gone, blocks on lines of their own, blanks collapsed, scripts
 * and styles skipped, character references decoded. Linear in the length; nothing in it is run or trusted.
 */
export function htmlToText(html: string): string {
  const out = new TextLines();
  /** Hidden elements that don't end any more: searching again for each would cost the square of the length. */
  const unclosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      out.text(html.slice(at));
      break;
    }
    if (open > at) out.text(html.slice(at, open));
    const next = html.charCodeAt(open + 1);
    if (next === 0x21 || next === 0x3f) {
      at = endOfDeclaration(html, open);
      continue;
    }
    const slash = next === 0x2f;
    const nameStart = slash ? open + 2 : open + 1;
    const nameEnd = endOfName(html, nameStart);
    if (nameEnd === nameStart) {
      // A bare < is text; </ with no name is nothing.
      if (!slash) out.text('<');
      at = nameStart;
      continue;
    }
    const name = html.slice(nameStart, nameEnd).toLowerCase();
    at = endOfTag(html, nameEnd);
    if (BLOCK.has(name)) out.line();
    else if (CELL.has(name)) out.text(' ');
    if (slash || !HIDDEN.has(name) || unclosed.has(name)) continue;
    if (html.charCodeAt(at - 2) === 0x2f && !RAW.has(name)) continue;
    const end = endOfHidden(html, at, name);
    if (end >= 0) at = end;
    else if (RAW.has(name)) break;
    else unclosed.add(name);
  }
  return out.toString();
}

function endOfName(html: string, from: number): number {
  let at = from;
  for (;;) {
    const code = html.charCodeAt(at);
    const letter = code | 0x20;
    const digit = code >= 0x30 && code <= 0x39;
    if ((letter >= 0x61 && letter <= 0x7a) || (at > from && (digit || code === 0x2d || code === 0x3a))) at++;
    else return at;
  }
}

/** After the `>` of a tag; one inside quotes does not count, unless the quotes never close. */
function endOfTag(html: string, from: number): number {
  const stop = Math.min(html.length, from + LONGEST_TAG);
  let quote = 0;
  let first = -1;
  for (let at = from; at < stop; at++) {
    const code = html.charCodeAt(at);
    if (code === 0x3e) {
      if (quote === 0) return at + 1;
      if (first < 0) first = at;
    } else if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if ((code === 0x22 || code === 0x27) && /[=\s]/.test(html[at - 1]!)) quote = code;
    // A new tag where no quote is open: the bracket was forgotten.
    else if (code === 0x3c) return at;
  }
  return first >= 0 ? first + 1 : stop;
}

function endOfDeclaration(html: string, open: number): number {
  const comment = html.startsWith('<!--', open);
  const mark = comment ? '-->' : '>';
  const end = html.indexOf(mark, open + 2);
  return end < 0 ? html.length : end + mark.length;
}

/** After the end tag of a hidden element, or -1 when there is none. A head also ends where the body begins. */
function endOfHidden(html: string, from: number, name: string): number {
  const close = new RegExp(name === 'head' ? '</head(?![a-z0-9])|<body(?![a-z0-9])' : `</${name}(?![a-z0-9])`, 'gi');
  close.lastIndex = from;
  const match = close.exec(html);
  if (!match) return -1;
  return match[0][1] === '/' ? endOfTag(html, close.lastIndex) : match.index;
}

/** Gathers text: runs of blanks as one space, at most one empty line between blocks. */
class TextLines {
  #out: string[] = [];
  /** What the text so far ends with: a line break (or nothing at all), a blank, or ink. */
  #end: 'line' | 'blank' | 'ink' = 'line';
  #breaks = 2;

  text(raw: string): void {
    let text = decodeEntities(raw)
      .replace(/[\u00ad\u200b\ufeff]+/g, '')
      .replace(/\s+/g, ' ');
    if (this.#end !== 'ink') text = text.trimStart();
    if (text === '') return;
    this.#out.push(text);
    this.#end = text.endsWith(' ') ? 'blank' : 'ink';
    this.#breaks = 0;
  }

  line(): void {
    if (this.#end === 'blank') this.#out.push(this.#out.pop()!.trimEnd());
    if (this.#breaks < 1) {
      this.#out.push('\n');
      this.#breaks++;
    }
    this.#end = 'line';
  }

  toString(): string {
    return this.#out.join('').trim();
  }
}
