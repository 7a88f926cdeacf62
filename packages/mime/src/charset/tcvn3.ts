/**
 * TCVN3, known as ABC: the VN3 set of TCVN 5712:1993 as Windows software used it.
 *
 * It has the 67 lower-case letters and the 7 capitals without a tone (Ă Â Đ Ê Ô Ơ Ư). A capital with a tone has no code:
 * it was written with the lower-case code in a font drawn in capitals, whose name ends in H (.VnTimeH). The bytes alone
 * can't tell the two apart, so such text comes out as `CéNG HßA` → `CộNG HòA`; `restoreCapitals` mends it.
 * 0x80–0x9F, unassigned in VN3, are read as windows-1252, because Word put its quotation marks there.
 * The places that VN3 leaves free in 0xA0–0xFF are read as VN2 has them: capitals with a tone, and combining marks.
 */

/** 0xA0–0xFF, in order. The tones at 0xB0–0xB4 are combining: grave, hook above, tilde, acute, dot below. */
const HIGH =
  '\u00a0ĂÂÊÔƠƯĐăâêôơưđẶ' +
  '\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ' +
  'ẮẦẨẪẤỀặầẩẫấậèỂẻẽ' +
  'éẹềểễếệìỉỄẾỒĩíịò' +
  'Ổỏõóọồổỗốộờởỡớợù' +
  'ỖủũúụừửữứựỳỷỹýỵỐ';

/** Windows-1252, 0x80–0x9F; the five places it leaves free stay control characters. */
export const WINDOWS_1252_C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

let table: Uint16Array | undefined;

/** Code units for the 256 octets. */
export function tcvn3Table(): Uint16Array {
  if (!table) {
    table = new Uint16Array(256);
    for (let code = 0; code < 0x80; code++) table[code] = code;
    for (let i = 0; i < 32; i++) table[0x80 + i] = WINDOWS_1252_C1.charCodeAt(i);
    for (let i = 0; i < 96; i++) table[0xa0 + i] = HIGH.charCodeAt(i);
  }
  return table;
}

/** Decodes with a table of one code unit an octet. */
export function decodeWithTable(bytes: Uint8Array, codes: Uint16Array): string {
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) units[i] = codes[bytes[i]!]!;
  return Buffer.from(units.buffer).toString('utf16le');
}

/** Decodes TCVN3, composed (NFC), capitals restored where the words around show them. */
export function decodeTcvn3(bytes: Uint8Array): string {
  return restoreCapitals(decodeWithTable(bytes, tcvn3Table()).normalize('NFC'));
}

const WORD = /[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9]+/g;

/**
 * Brings `CộNG HòA` to `CỘNG HÒA`: a word with two or more ASCII capitals and no ASCII small letter is all capitals; one
 * with a single capital, or none (`ý` in `ý KIếN`), is when a neighbour on its line is. Text with no such word is returned as is.
 */
export function restoreCapitals(text: string): string {
  if (!/[A-Z][^\x00-\x7f]|[^\x00-\x7f][A-Z]/.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      const kinds: { start: number; end: number; sure: boolean; maybe: boolean; mark: boolean }[] = [];
      for (const match of line.matchAll(WORD)) {
        const word = match[0];
        let capitals = 0;
        let small = false;
        let mark = false;
        for (let i = 0; i < word.length; i++) {
          const code = word.charCodeAt(i);
          if (code >= 0x61 && code <= 0x7a) small = true;
          else if (code < 0x80 || 'ĂÂÊÔƠƯĐ'.includes(word[i]!)) capitals++;
          else mark = true;
        }
        kinds.push({
          start: match.index,
          end: match.index + word.length,
          sure: !small && capitals >= 2,
          maybe: !small && mark,
          mark,
        });
      }
      let out = '';
      let from = 0;
      for (let k = 0; k < kinds.length; k++) {
        const word = kinds[k]!;
        if (!word.mark) continue;
        const beside = kinds[k - 1]?.sure || kinds[k + 1]?.sure;
        if (word.sure || (word.maybe && beside)) {
          out += line.slice(from, word.start) + line.slice(word.start, word.end).toUpperCase();
          from = word.end;
        }
      }
      return out + line.slice(from);
    })
    .join('\n');
}
