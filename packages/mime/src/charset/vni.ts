/**
 * VNI for Windows: a base letter in ASCII followed by an octet for its marks (`aù` á, `aâ` â, `aá` ấ); ơ, ư, đ, the toned
 * i and ỵ have one octet of their own. Capitals lie 0x20 lower. A capital with small marks is accepted too, since Caps Lock made them.
 */
import { WINDOWS_1252_C1 } from './tcvn3.ts';

/** Tone octets after a, e, o, u, y, ơ, ư: acute, grave, hook, tilde, dot. */
const TONES = [0xf9, 0xf8, 0xfb, 0xf5, 0xef] as const;
/** After a, e, o: circumflex alone, then with the five tones. */
const CIRCUMFLEX = [0xe2, 0xe1, 0xe0, 0xe5, 0xe3, 0xe4] as const;
/** After a: breve alone, then with the five tones. */
const BREVE = [0xea, 0xe9, 0xe8, 0xfa, 0xfc, 0xeb] as const;

const PAIRS: [base: number, marks: readonly number[], letters: string][] = [
  [0x61, TONES, 'áàảãạ'],
  [0x61, CIRCUMFLEX, 'âấầẩẫậ'],
  [0x61, BREVE, 'ăắằẳẵặ'],
  [0x65, TONES, 'éèẻẽẹ'],
  [0x65, CIRCUMFLEX, 'êếềểễệ'],
  [0x6f, TONES, 'óòỏõọ'],
  [0x6f, CIRCUMFLEX, 'ôốồổỗộ'],
  [0xf4, TONES, 'ớờởỡợ'],
  [0x75, TONES, 'úùủũụ'],
  [0xf6, TONES, 'ứừửữự'],
  [0x79, TONES, 'ýỳỷỹ'],
];
const SINGLES: [octet: number, letter: string][] = [
  [0xf4, 'ơ'],
  [0xf6, 'ư'],
  [0xf1, 'đ'],
  [0xed, 'í'],
  [0xec, 'ì'],
  [0xe6, 'ỉ'],
  [0xf3, 'ĩ'],
  [0xf2, 'ị'],
  [0xee, 'ỵ'],
];

let single: Uint16Array | undefined;
/** Index: base octet << 8 | mark octet. */
let pair: Uint16Array | undefined;

function build(): void {
  single = new Uint16Array(256);
  pair = new Uint16Array(65536);
  for (let code = 0; code < 256; code++) single[code] = code;
  for (let i = 0; i < 32; i++) single[0x80 + i] = WINDOWS_1252_C1.charCodeAt(i);
  for (const [octet, letter] of SINGLES) {
    single[octet] = letter.charCodeAt(0);
    single[octet - 0x20] = letter.toUpperCase().charCodeAt(0);
  }
  for (const [base, marks, letters] of PAIRS) {
    for (let i = 0; i < letters.length; i++) {
      const mark = marks[i]!;
      const small = letters.charCodeAt(i);
      const capital = letters[i]!.toUpperCase().charCodeAt(0);
      for (const m of [mark, mark - 0x20]) {
        pair[(base << 8) | m] = small;
        pair[((base - 0x20) << 8) | m] = capital;
      }
    }
  }
}

/** Decodes VNI for Windows. Octets that are no Vietnamese letter are read as windows-1252. */
export function decodeVni(bytes: Uint8Array): string {
  if (!single || !pair) build();
  const units = new Uint16Array(bytes.length);
  let n = 0;
  const last = bytes.length - 1;
  for (let i = 0; i <= last; i++) {
    const octet = bytes[i]!;
    const next = i < last ? bytes[i + 1]! : 0;
    const letter = next >= 0xc0 ? pair![(octet << 8) | next]! : 0;
    if (letter !== 0) {
      units[n++] = letter;
      i++;
    } else {
      units[n++] = single![octet]!;
    }
  }
  return Buffer.from(units.buffer, 0, n * 2).toString('utf16le');
}
