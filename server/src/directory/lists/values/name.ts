/** One space between words, NFC, no control or invisible characters. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\p{Cc}\u00a0]+/gu, ' ')
    .trim();
}

export interface NameRead {
  name: string;
  /** Written in capitals, or all small: how it is kept was decided here. */
  recased: boolean;
  fault: 'name.invalid' | 'name.single' | undefined;
}

/** Before a name; `Ông` and `Bà` are family names as well, then `Thị` or `Văn` follows. */
const titles =
  /^(?:(?:ths|ts|pgs|gs|bs|ks|cn|đ\/c|đồng chí)\.?\s+|(?:ths|ts|pgs|gs|bs|ks)\.|(?:ông|bà):?\s+(?!thị|văn)(?=\S+\s+\S+))+/i;

/** A person's name; `NGUYỄN VĂN AN` and `nguyễn văn an` become `Nguyễn Văn An`. Titles before it are left out. */
export function readName(text: string): NameRead {
  const plain = tidyText(text).replace(titles, '');
  const shouted = plain === plain.toUpperCase() && /\p{Lu}{2}/u.test(plain);
  const whispered = plain === plain.toLowerCase();
  const recased = shouted || whispered;
  // Also `Hồng ánh`: old fonts had no capitals with tones.
  const name = titled(recased ? plain.toLowerCase() : plain);
  const fault = !/^[\p{L}\p{M}'’.-]+(?: [\p{L}\p{M}'’.-]+)*$/u.test(name)
    ? ('name.invalid' as const)
    : name.includes(' ')
      ? undefined
      : ('name.single' as const);
  return { name, recased, fault };
}

function titled(text: string): string {
  return text.replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
