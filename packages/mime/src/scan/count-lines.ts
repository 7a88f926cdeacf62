/** Counts line feeds between two offsets, four octets at a time: as quick for a million short lines as for none. */
export function countLines(raw: Buffer, start: number, end: number): number {
  let count = 0;
  let at = start;
  while (at < end && ((raw.byteOffset + at) & 3) !== 0) if (raw[at++] === 0x0a) count++;
  const words = (end - at) >> 2;
  if (words > 0) {
    const view = new Int32Array(raw.buffer, raw.byteOffset + at, words);
    for (let i = 0; i < words; i++) {
      const x = view[i]! ^ 0x0a0a0a0a;
      // The high bit of every octet that is zero, exactly.
      const zero = ~(((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x | 0x7f7f7f7f);
      if (zero !== 0) count += ((zero >>> 7) & 1) + ((zero >>> 15) & 1) + ((zero >>> 23) & 1) + (zero >>> 31);
    }
    at += words * 4;
  }
  while (at < end) if (raw[at++] === 0x0a) count++;
  return count;
}
