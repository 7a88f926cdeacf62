/** Content-Transfer-Encodings of BINARY (RFC 3516, RFC 9051 §6.4.5). Undefined when the encoding isn't known. */
export function decodeBody(bytes: Buffer, encoding: string): Buffer | undefined {
  switch (encoding) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return bytes;
    case 'base64':
      return Buffer.from(bytes.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    default:
      return undefined;
  }
}

const hex = (code: number | undefined): number => {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
};

/** Wrong escapes stay as they are (RFC 2045 §6.7). */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let to = 0;
  let at = 0;
  /** Where white space began that a line end would take away. */
  let space = -1;
  while (at < bytes.length) {
    const code = bytes[at] as number;
    if (code === 61) {
      const soft = softBreak(bytes, at + 1);
      if (soft > 0) {
        at = soft;
        space = -1;
        continue;
      }
      const high = hex(bytes[at + 1]);
      const low = hex(bytes[at + 2]);
      out[to++] = high < 0 || low < 0 ? code : high * 16 + low;
      at += high < 0 || low < 0 ? 1 : 3;
      space = -1;
      continue;
    }
    if (code === 13 || code === 10) {
      if (space >= 0) to = space;
      space = -1;
    } else if (code === 32 || code === 9) {
      if (space < 0) space = to;
    } else space = -1;
    out[to++] = code;
    at++;
  }
  return out.subarray(0, to);
}

/** The index after a soft line break whose `=` stands before `at`, or 0. */
function softBreak(bytes: Buffer, at: number): number {
  let i = at;
  while (bytes[i] === 32 || bytes[i] === 9) i++;
  if (bytes[i] === 10) return i + 1;
  if (bytes[i] === 13 && bytes[i + 1] === 10) return i + 2;
  return i === bytes.length ? i : 0;
}
