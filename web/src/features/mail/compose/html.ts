const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}

function unescapeHtml(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** A text as paragraphs; an empty line stays one. */
export function textToHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trimEnd()
    .split('\n')
    .map((line) => `<p>${escapeHtml(line).replace(/ {2}/g, ' \u00a0')}</p>`)
    .join('');
}

const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol li blockquote table tr pre hr address section article'.split(' '),
);
const spaced = new Set('p h1 h2 h3 h4 h5 h6 ul ol blockquote table pre'.split(' '));
const skipped = new Set(['style', 'script', 'head', 'title']);

interface List {
  next: number | null;
}

/**
 * The plain text of HTML, for the other half of multipart/alternative: paragraphs, lists with marks, quotes with `> `,
 * links with their address. Reads well-formed HTML, as the editor and the sanitiser write it.
 */
export function htmlToText(html: string): string {
  const out = new TextLines();
  const lists: List[] = [];
  let skipping: string | null = null;
  let link: { href: string; start: number } | null = null;
  for (const [token, closing, rawName, attributes] of tokens(html)) {
    if (rawName === undefined) {
      if (!skipping) out.text(unescapeHtml(token));
      continue;
    }
    const name = rawName.toLowerCase();
    if (skipping) {
      if (closing && name === skipping) skipping = null;
      continue;
    }
    if (skipped.has(name) && !closing) {
      skipping = name;
      continue;
    }
    if (name === 'br') out.newLine();
    else if (name === 'hr') out.rule();
    else if (name === 'img' && !closing) out.text(attribute(attributes, 'alt'));
    else if (name === 'td' || name === 'th') closing && out.text(' ');
    else if (name === 'a') {
      if (!closing) link = { href: attribute(attributes, 'href'), start: out.mark() };
      else if (link) {
        const shown = out.since(link.start).trim();
        const href = link.href.replace(/^mailto:/, '');
        if (/^(https?:|mailto:)/.test(link.href) && shown && shown !== href && `${shown}/` !== href)
          out.text(` <${href}>`);
        link = null;
      }
    } else if (blocks.has(name)) {
      // Items of one list stand close together, and so do its first item and its mark.
      out.block(spaced.has(name) && !(lists.length > 0 && name !== 'blockquote'));
      if (name === 'blockquote') out.quote(closing ? -1 : 1);
      if (name === 'ul' || name === 'ol') {
        if (closing) lists.pop();
        else lists.push({ next: name === 'ol' ? Number(attribute(attributes, 'start')) || 1 : null });
        if (closing && lists.length === 0) out.block(true);
      }
      const list = lists.at(-1);
      if (name === 'li' && !closing)
        out.item(list?.next == null ? '- ' : `${list.next++}. `, Math.max(0, lists.length - 1));
    }
  }
  return out.toString();
}

type Token = [token: string, closing?: boolean, name?: string, attributes?: string];

function* tokens(html: string): Generator<Token> {
  const tag = /<!--[\s\S]*?-->|<!\w[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
  let at = 0;
  for (const match of html.matchAll(tag)) {
    if (match.index > at) yield [html.slice(at, match.index)];
    if (match[2]) yield [match[0], match[1] === '/', match[2], match[3] ?? ''];
    at = match.index + match[0].length;
  }
  if (at < html.length) yield [html.slice(at)];
}

function attribute(attributes: string | undefined, name: string): string {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes ?? '');
  return unescapeHtml(match?.[1] ?? match?.[2] ?? '');
}

class TextLines {
  readonly #lines: string[] = [];
  #line = '';
  #lead = '';
  #depth = 0;
  /** Depth of quotes of the empty line that is due; null if none is. */
  #gap: number | null = null;
  #written = 0;

  text(raw: string): void {
    const text = raw.replace(/[ \t\r\n]+/g, ' ');
    const piece = this.#line === '' || this.#line.endsWith(' ') ? text.replace(/^ /, '') : text;
    if (piece === '') return;
    this.#line += piece;
  }

  mark(): number {
    return this.#written + this.#line.length;
  }

  since(mark: number): string {
    return this.#line.slice(Math.max(0, mark - this.#written));
  }

  newLine(): void {
    this.#push(true);
  }

  block(gap: boolean): void {
    this.#push(false);
    if (gap) this.#gap = Math.min(this.#gap ?? this.#depth, this.#depth);
  }

  quote(by: 1 | -1): void {
    this.#depth = Math.max(0, this.#depth + by);
    // The gap beside a quote stands outside it.
    if (this.#gap !== null) this.#gap = Math.min(this.#gap, this.#depth);
  }

  item(mark: string, indent: number): void {
    this.#lead = '  '.repeat(indent) + mark;
  }

  rule(): void {
    this.block(false);
    this.text('----------');
    this.block(false);
  }

  #flushGap(): void {
    const after = this.#lines.at(-1);
    if (this.#gap !== null && after !== undefined && !/^[> ]*$/.test(after)) this.#lines.push('>'.repeat(this.#gap));
    this.#gap = null;
  }

  #push(evenEmpty: boolean): void {
    const line = this.#line.replaceAll('\u00a0', ' ').trimEnd();
    this.#written += this.#line.length;
    this.#line = '';
    if (line === '' && !evenEmpty) return;
    const gap = this.#gap !== null;
    this.#flushGap();
    // An empty paragraph and the gap around it are one empty line.
    if (gap && line === '') return;
    const quote = this.#depth > 0 ? `${'>'.repeat(this.#depth)} ` : '';
    this.#lines.push(`${quote}${this.#lead}${line}`.trimEnd());
    this.#lead = '';
  }

  toString(): string {
    this.#push(false);
    return this.#lines.join('\n').trim();
  }
}
