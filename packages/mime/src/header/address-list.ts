/**
 * The one reader of address lists (RFC 5322 §3.4, with the obsolete syntax of §4.4 and what broken senders write). It keeps
 * encoded words as sent, which is what IMAP wants; `addresses.ts` decodes them.
 */

export type ListEntry =
  | { kind: 'mailbox'; name: string | null; route: string | null; local: string; domain: string; address: string }
  | { kind: 'group'; name: string }
  | { kind: 'end' };

const ENCODED = /=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=/y;
const ATOM = /[^\s"(),:;<>=\\]+/y;

interface Word {
  text: string;
  /** As it stands in an address: quotes kept. */
  raw: string;
  /** Whether a blank stood before it. */
  apart: boolean;
}

/** Reads a whole list. Linear in its length; never throws. */
export function readAddressList(text: string): ListEntry[] {
  const out: ListEntry[] = [];
  let words: Word[] = [];
  let comment: string | null = null;
  let angle: string | null = null;
  let inGroup = false;
  let apart = false;
  let at = 0;
  // Once one of these has no end, no later one has: without the memory, a run of openers would cost its square.
  let quotesEnd = true;
  let commentsEnd = true;
  let anglesEnd = true;

  const emit = () => {
    const entry = mailbox(words, comment, angle);
    if (entry) out.push(entry);
    words = [];
    comment = null;
    angle = null;
  };
  const word = (part: string, raw: string) => {
    if (part !== '' || raw !== '') words.push({ text: part, raw, apart });
    apart = false;
  };

  while (at < text.length) {
    const char = text[at]!;
    switch (char) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        apart = true;
        at++;
        continue;
      case '"': {
        const end = quotesEnd ? endOfQuote(text, at + 1) : -1;
        if (end < 0) {
          quotesEnd = false;
          at++;
          continue;
        }
        const raw = text.slice(at, end + 1);
        word(raw.slice(1, -1).replace(/\\([\s\S])/g, '$1'), raw);
        at = end + 1;
        continue;
      }
      case '(': {
        const end = commentsEnd ? endOfComment(text, at + 1) : -1;
        if (end < 0) {
          commentsEnd = false;
          at++;
          continue;
        }
        comment = text
          .slice(at + 1, end)
          .replace(/\\([\s\S])/g, '$1')
          .trim();
        apart = true;
        at = end + 1;
        continue;
      }
      case '<': {
        let end = anglesEnd ? text.indexOf('>', at + 1) : -1;
        // A bracket inside a quoted local part does not close.
        const quote = end < 0 || !quotesEnd ? -1 : text.slice(at + 1, end).indexOf('"');
        if (quote >= 0) {
          const close = endOfQuote(text, at + 2 + quote);
          if (close < 0) quotesEnd = false;
          else if (close > end) end = text.indexOf('>', close);
        }
        if (end < 0) {
          anglesEnd = false;
          // No closing bracket any more: what follows, to the next comma, is the address.
          const comma = text.indexOf(',', at);
          const stop = comma < 0 ? text.length : comma;
          angle = text.slice(at + 1, stop);
          at = stop;
        } else {
          angle = text.slice(at + 1, end);
          at = end + 1;
        }
        continue;
      }
      case ',':
        emit();
        break;
      case ';':
        emit();
        if (inGroup) out.push({ kind: 'end' });
        inGroup = false;
        break;
      case ':':
        if (angle === null && !inGroup && words.length > 0 && !words.some((each) => each.raw.includes('@'))) {
          out.push({ kind: 'group', name: joinWords(words) });
          words = [];
          comment = null;
          inGroup = true;
        } else {
          word(':', ':');
        }
        break;
      default: {
        if (char === '=') {
          ENCODED.lastIndex = at;
          const match = ENCODED.exec(text);
          if (match) {
            word(match[0], match[0]);
            at += match[0].length;
            continue;
          }
        }
        ATOM.lastIndex = at;
        const atom = ATOM.exec(text)?.[0] ?? char;
        word(atom, atom);
        at += atom.length;
        continue;
      }
    }
    apart = false;
    at++;
  }
  emit();
  if (inGroup) out.push({ kind: 'end' });
  return out;
}

function endOfQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i;
    if (code === 0x5c) i++;
  }
  return -1;
}

function endOfComment(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x28) depth++;
    else if (code === 0x29 && --depth === 0) return i;
    else if (code === 0x5c) i++;
  }
  return -1;
}

function joinWords(words: readonly Word[]): string {
  let out = '';
  for (const each of words) out += (each.apart && out !== '' ? ' ' : '') + each.text;
  return out.trim();
}

function mailbox(words: Word[], comment: string | null, angle: string | null): ListEntry | undefined {
  if (angle !== null) {
    const name = joinWords(words) || comment || null;
    let address = angle.trim();
    // Obsolete source route, RFC 5322 §4.4: <@relay,@relay:user@host>.
    const colon = address.startsWith('@') ? address.indexOf(':') : -1;
    const route = colon < 0 ? null : address.slice(0, colon).trim();
    address = address.slice(colon + 1);
    address = address.includes('"') ? address : address.replace(/\s+/g, '');
    return address === '' && name === null ? undefined : split(address, name, route);
  }
  if (words.length === 0) return undefined;
  // The words that belong together without a blank make one; `Name name@host` without brackets is told apart by the @.
  const runs: { text: string; raw: string }[] = [];
  for (const each of words) {
    const last = runs.at(-1);
    if (last && !each.apart) {
      last.text += each.text;
      last.raw += each.raw;
    } else runs.push({ text: each.text, raw: each.raw });
  }
  if (runs.length === 1) return split(runs[0]!.raw, comment);
  const whole = runs.findIndex((run) => /[^@]@[^@]/.test(run.raw) && !/^[@.]|[@.]$/.test(run.raw));
  if (whole >= 0) {
    const rest = runs.filter((_, i) => i !== whole).map((run) => run.text);
    return split(runs[whole]!.raw, rest.join(' ') || comment);
  }
  const spread = runs.some((run) => run.raw.includes('@'));
  return split(runs.map((run) => run.raw).join(spread ? '' : ' '), comment);
}

function split(address: string, name: string | null, route: string | null = null): ListEntry {
  const sign = address.lastIndexOf('@');
  const local = sign < 0 ? address : address.slice(0, sign);
  const domain = sign < 0 ? '' : address.slice(sign + 1);
  return { kind: 'mailbox', name, route, local, domain, address };
}
