/** Octets of the first uuencoded file in a body (POSIX uuencode). Without a `begin` line, none. */
export function decodeUuencode(text: Buffer): Buffer {
  const begin = text.subarray(0, 6).toString('latin1') === 'begin ' ? 0 : text.indexOf('\nbegin ') + 1;
  if (begin === 0 && text.subarray(0, 6).toString('latin1') !== 'begin ') return Buffer.alloc(0);
  const out = Buffer.allocUnsafe(text.length);
  let n = 0;
  let at = nextLine(text, begin);
  while (at < text.length) {
    const next = nextLine(text, at);
    const count = (text[at]! - 0x20) & 0x3f;
    // A line of no octets, or the word `end`, ends the file.
    if (count === 0 || (text[at] === 0x65 && text[at + 1] === 0x6e && text[at + 2] === 0x64)) break;
    let left = Math.min(count, text.length);
    for (let i = at + 1; left > 0 && i < next; i += 4, left -= 3) {
      const bits = (value(text[i]) << 18) | (value(text[i + 1]) << 12) | (value(text[i + 2]) << 6) | value(text[i + 3]);
      out[n++] = bits >> 16;
      if (left > 1) out[n++] = bits >> 8;
      if (left > 2) out[n++] = bits;
    }
    at = next;
  }
  return out.subarray(0, n);
}

function value(octet: number | undefined): number {
  return octet === undefined || octet < 0x20 ? 0 : (octet - 0x20) & 0x3f;
}

function nextLine(text: Buffer, from: number): number {
  const newline = text.indexOf(10, from);
  return newline < 0 ? text.length : newline + 1;
}
