/**
 * One pass over the octets of a message as SMTP carried them: line endings, NUL, line lengths, dots to remove, the end
 * of the header. Four octets are looked at together; only words with an octet below 14 (line ends, tabs, NUL) are
 * looked at closer, so the cost is per line rather than per octet.
 */
export type ScanFault = 'bareLineEnding' | 'nul' | 'lineTooLong' | 'headerTooLarge';

export interface ScanLimits {
  /** Octets of a line without its CRLF. */
  line: number;
  /** Octets of the whole header. */
  header: number;
}

export interface Scan {
  fault: ScanFault | null;
  /** Offset after the blank line that ends the header; the end when there is none. */
  headerEnd: number;
  /** Offsets of dots that begin a line: transparency (RFC 5321 §4.5.2) has to be undone there. */
  dots: number[];
}

/** Whether a word has an octet below 14. */
const below14 = (word: number): number => ((word - 0x0e0e0e0e) | 0) & ~word & 0x80808080;

/**
 * Looks at `bytes` from `start` to `end`. `bytes` must begin at offset 0 of its memory (`Buffer.allocUnsafeSlow`).
 * A message that has content must end in CRLF.
 */
export function scanMessage(bytes: Buffer, start: number, end: number, limits: ScanLimits): Scan {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const dots: number[] = [];
  let lineStart = start;
  let headerEnd = -1;
  if (start < end && bytes[start] === 0x2e) dots.push(start);
  let i = start;
  const fault = (name: ScanFault): Scan => ({ fault: name, headerEnd: headerEnd < 0 ? end : headerEnd, dots });
  while (i < end) {
    if ((i & 3) === 0) {
      let w = i >> 2;
      const last = end >> 2;
      while (w < last && below14(words[w]!) === 0) w++;
      i = w << 2;
      if (i >= end) break;
    }
    const octet = bytes[i]!;
    if (octet > 13) {
      i++;
      continue;
    }
    if (octet === 13) {
      if (i + 1 >= end || bytes[i + 1] !== 10) return fault('bareLineEnding');
      if (i - lineStart > limits.line) return fault('lineTooLong');
      if (headerEnd < 0) {
        if (i === lineStart) headerEnd = i + 2;
        if (i + 2 - start > limits.header) return fault('headerTooLarge');
      }
      i += 2;
      lineStart = i;
      if (i < end && bytes[i] === 0x2e) dots.push(i);
      continue;
    }
    if (octet === 10) return fault('bareLineEnding');
    if (octet === 0) return fault('nul');
    i++;
  }
  return { fault: null, headerEnd: headerEnd < 0 ? end : headerEnd, dots };
}

/** Removes the dots that `scanMessage` found, in place. Answers the new end. */
export function removeDots(bytes: Buffer, dots: readonly number[], end: number): number {
  if (dots.length === 0) return end;
  let to = dots[0]!;
  for (let k = 0; k < dots.length; k++) {
    const from = dots[k]! + 1;
    const until = dots[k + 1] ?? end;
    bytes.copyWithin(to, from, until);
    to += until - from;
  }
  return to;
}
