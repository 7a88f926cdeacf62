/** Base64 (RFC 2045 §6.8), forgiving. */

const INVALID = 0xff;
const PAD = 0xfe;
const VALUES = new Uint8Array(256).fill(INVALID);
for (const [i, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[char.charCodeAt(0)] = i;
}
VALUES[0x3d] = PAD;

/**
 * Octets of base64 text. Line breaks and anything outside the alphabet are skipped (RFC 2045 §6.8); padding in the middle,
 * as joined pieces have it, ends a group; a last group that is cut short gives what it holds.
 */
export function decodeBase64(text: Buffer): Buffer {
  const clean = strict(text);
  if (clean) return clean;
  const out = Buffer.allocUnsafe(Math.floor((text.length * 3) / 4) + 3);
  let n = 0;
  let bits = 0;
  let have = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text[i]!]!;
    if (value < 64) {
      bits = (bits << 6) | value;
      if (++have === 4) {
        out[n++] = bits >> 16;
        out[n++] = bits >> 8;
        out[n++] = bits;
        bits = 0;
        have = 0;
      }
    } else if (value === PAD) {
      n = flush(out, n, bits, have);
      bits = 0;
      have = 0;
    }
  }
  n = flush(out, n, bits, have);
  return out.subarray(0, n);
}

function flush(out: Buffer, at: number, bits: number, have: number): number {
  let n = at;
  if (have === 2) out[n++] = bits >> 4;
  else if (have === 3) {
    out[n++] = bits >> 10;
    out[n++] = bits >> 2;
  }
  return n;
}

interface Base64Array {
  setFromBase64?(text: string, options: { lastChunkHandling: 'loose' }): { read: number; written: number };
}

/** The engine's own decoder, which takes well-formed text only; undefined for the rest. */
function strict(text: Buffer): Buffer | undefined {
  const out = Buffer.allocUnsafeSlow(Math.floor((text.length * 3) / 4) + 3);
  const native = out as Base64Array;
  if (!native.setFromBase64) return undefined;
  try {
    const { written } = native.setFromBase64(text.toString('latin1'), { lastChunkHandling: 'loose' });
    return out.subarray(0, written);
  } catch {
    return undefined;
  }
}
