/** Mutations for the fuzz runner: octets flipped, runs cut, doubled and moved, two messages spliced, words of the trade inserted. */

/** A small, quick, repeatable generator (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 … below - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
  }
}

const WORDS = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\n\n',
  '\0',
  ' ',
  '\t',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  ',',
  ';',
  ':',
  '@',
  '=',
  '=?',
  '?=',
  '--',
  '\r\n--',
  '--b',
  '--b--',
  '\r\n--b\r\n',
  '\r\n--b--\r\n',
  '\r\n--alt\r\n',
  '\r\n--outer\r\n',
  '\r\n ',
  '=?utf-8?B?',
  '=?utf-8?Q?',
  '=?tcvn3?Q?=B5?=',
  'Content-Type: ',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'charset=',
  'charset=viscii',
  'charset=utf-16',
  'charset=utf-7',
  'charset=iso-2022-jp',
  'charset=gb18030',
  'boundary=',
  "filename*0*=utf-8''%",
  '*1*=',
  '<!--',
  '-->',
  '<script>',
  '</script',
  '<style',
  '&#x',
  '&amp',
  "<a href='",
  '\xff\xfe',
  '\xef\xbb\xbf',
  '\xc3',
  '\xed\xa0\x80',
  '\xe1\xba\xbf',
  'Re: ',
  '[a] ',
].map((word) => Buffer.from(word, 'latin1'));
const LONGEST = 32 * 1024;

/** A new message made of a seed, and at times of a second one. At most 32 KB. */
export function mutate(random: Random, seeds: readonly Buffer[]): Buffer {
  let out = Buffer.from(seeds[random.below(seeds.length)]!);
  for (let rounds = 1 + random.below(8); rounds > 0; rounds--) {
    const at = random.below(out.length + 1);
    const length = random.below(Math.min(out.length - at, random.below(4) === 0 ? 2000 : 20) + 1);
    switch (random.below(9)) {
      case 0:
        for (let i = 0; i < 4 && out.length > 0; i++) out[random.below(out.length)] = random.below(256);
        break;
      case 1:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
        break;
      case 2:
        out = Buffer.concat([out.subarray(0, at + length), out.subarray(at)]);
        break;
      case 3: {
        const other = seeds[random.below(seeds.length)]!;
        const from = random.below(other.length + 1);
        out = Buffer.concat([out.subarray(0, at), other.subarray(from, from + random.below(2000)), out.subarray(at)]);
        break;
      }
      case 4:
        out = out.subarray(0, at);
        break;
      case 5: {
        const piece = out.subarray(at, at + Math.max(1, Math.min(length, 40)));
        out = Buffer.concat([
          out.subarray(0, at),
          ...new Array<Buffer>(1 + random.below(60)).fill(piece),
          out.subarray(at),
        ]);
        break;
      }
      default:
        out = Buffer.concat([out.subarray(0, at), WORDS[random.below(WORDS.length)]!, out.subarray(at)]);
    }
    if (out.length > LONGEST) out = out.subarray(0, LONGEST);
  }
  return out;
}
