/** Encoded words (RFC 2047 §2): at most 75 characters, each with whole code points, all UTF-8. */

/** Shorter than the 75 characters allowed, so that a word also fits on the first line, after the field's name. */
const LONGEST_WORD = 64;
const ROOM = LONGEST_WORD - '=?UTF-8?B??='.length;
const BASE64_BYTES = Math.floor(ROOM / 4) * 3;
/** Octets that may stand for themselves in a Q word anywhere, also in a phrase (RFC 2047 §5 (3)). */
const Q_SAFE = /[A-Za-z0-9!*+\-/]/;

function qForm(char: string): string {
  if (char === ' ') return '_';
  if (Q_SAFE.test(char) && char.length === 1 && char < '\x7f') return char;
  let out = '';
  for (const octet of Buffer.from(char, 'utf8')) out += `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  return out;
}

/**
 * The text as a header value may carry it: as it is when that is plain ASCII with nothing that looks like an encoded word,
 * else as encoded words, in the shorter of B and Q. Words are parted by one space, where `foldHeader` may break the line.
 */
export function encodeWord(text: string): string {
  if (/^[\x20-\x7e\t]*$/.test(text) && !text.includes('=?')) return text;
  return encodeWordAlways(text);
}

/** Encoded words even for plain ASCII. */
export function encodeWordAlways(text: string): string {
  const chars = [...text.toWellFormed()];
  const forms = chars.map(qForm);
  const qLength = forms.reduce((sum, form) => sum + form.length, 0);
  const bytes = Buffer.byteLength(text);
  const words = qLength <= Math.ceil(bytes / 3) * 4 ? qWords(forms) : bWords(chars);
  return words.join(' ');
}

function qWords(forms: string[]): string[] {
  const words: string[] = [];
  let word = '';
  for (const form of forms) {
    if (word.length + form.length > ROOM) {
      words.push(`=?UTF-8?Q?${word}?=`);
      word = '';
    }
    word += form;
  }
  words.push(`=?UTF-8?Q?${word}?=`);
  return words;
}

function bWords(chars: string[]): string[] {
  const words: string[] = [];
  let run = '';
  let size = 0;
  for (const char of chars) {
    const bytes = Buffer.byteLength(char);
    if (size + bytes > BASE64_BYTES) {
      words.push(`=?UTF-8?B?${Buffer.from(run).toString('base64')}?=`);
      run = '';
      size = 0;
    }
    run += char;
    size += bytes;
  }
  words.push(`=?UTF-8?B?${Buffer.from(run).toString('base64')}?=`);
  return words;
}

/**
 * `Name: value` with the value folded at its spaces so that lines keep to 78 characters where they can (RFC 5322 §2.1.1),
 * without the final CRLF. CR, LF and NUL in the value become spaces: a value can't make a second header.
 */
export function foldHeader(name: string, value: string): string {
  let line = `${name}:`;
  const lines: string[] = [];
  // Cut before every run of blanks: folding puts CRLF there and the blank stays.
  for (const piece of ` ${value.replace(/[\r\n\0]+/g, ' ').trim()}`.split(/(?=(?<![ \t])[ \t])/)) {
    if (line.length + piece.length > 78 && line.length > name.length + 1) {
      lines.push(line);
      line = piece;
    } else {
      line += piece;
    }
  }
  lines.push(line);
  return lines.join('\r\n');
}
