/**
 * Vietnamese type for PDF without a font file: a Type 3 font (ISO 32000-1 §9.6.5) whose glyphs are the letters of Times,
 * which every reader has, with the marks set or drawn over them. Its ToUnicode map keeps the text searchable.
 */

export type Weight = 'regular' | 'bold';

/** Widths of ASCII 32 to 126 in thousandths of an em (Adobe Font Metrics of Times-Roman and Times-Bold). */
const widths: Record<Weight, number[]> = {
  regular: [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
  ],
  bold: [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
  ],
};

const vowels = 'aăâeêioôơuưy';
const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const lower = [...vowels].flatMap((v) => tones.map((tone) => (v + tone).normalize('NFC'))).filter((c) => c > '\x7f');
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const extra = ['–', '“', '”', '…'];
const repertoire = [...ascii, ...lower, ...lower.map((c) => c.toUpperCase()), 'đ', 'Đ', ...extra];

/** The character's code in the font; what the font lacks becomes `?`. Codes begin at 1. */
export function encode(text: string): Buffer {
  const codes = [...text.normalize('NFC')].map((c) => codeOf.get(c) ?? codeOf.get('?')!);
  return Buffer.from(codes);
}

const codeOf = new Map(repertoire.map((c, i) => [c, i + 1]));

/** The width of a text, in thousandths of its size. */
export function advance(text: string, weight: Weight): number {
  return [...text.normalize('NFC')].reduce((sum, c) => sum + glyph(codeOf.has(c) ? c : '?', weight).width, 0);
}

/** One glyph procedure: `width` in thousandths, `content` as drawn in a 1000-unit square with font `/B`. */
export interface Glyph {
  code: number;
  character: string;
  width: number;
  content: string;
}

/** The glyphs that a text needs, by code. */
export function glyphsOf(text: string, weight: Weight): Glyph[] {
  const codes = [...new Set(encode(text))].sort((a, b) => a - b);
  return codes.map((code) => {
    const character = repertoire[code - 1]!;
    return { code, character, ...glyph(character, weight) };
  });
}

/**
 * Codes of the base font, given names by `/Differences`; letters keep ASCII. Marks stand at these codes so that no
 * reader's own encoding matters.
 */
export const markNames: [code: number, name: string][] = [
  [1, 'dotlessi'],
  [2, 'grave'],
  [3, 'acute'],
  [4, 'tilde'],
  [5, 'circumflex'],
  [6, 'breve'],
  [14, 'endash'],
  [15, 'quotedblleft'],
  [16, 'quotedblright'],
  [17, 'ellipsis'],
];
const spacingMarks: Record<string, number> = { '\u0300': 2, '\u0301': 3, '\u0303': 4 };
const special: Record<string, [code: number, width: number]> = {
  '–': [14, 500],
  '“': [15, 444],
  '”': [16, 444],
  '…': [17, 1000],
};

function glyph(character: string, weight: Weight): { width: number; content: string } {
  const bar = weight === 'bold' ? 60 : 40;
  const [code, specialWidth] = special[character] ?? [];
  if (code !== undefined && specialWidth !== undefined) return { width: specialWidth, content: show(code, 0, 0) };
  if (character === 'đ' || character === 'Đ') {
    const base = character === 'đ' ? 'd' : 'D';
    const stroke = base === 'd' ? rectangle(230, 560, 270, bar) : rectangle(10, 325, 310, bar);
    return { width: widthOf(base, weight), content: show(base.charCodeAt(0), 0, 0) + stroke };
  }
  const [base = '?', ...marks] = [...character.normalize('NFD')];
  const width = widthOf(base, weight);
  if (marks.length === 0) return { width, content: show(base.charCodeAt(0), 0, 0) };
  const capital = base !== base.toLowerCase();
  const above = marks.some((m) => m !== '\u0323' && m !== '\u031b');
  const letter = show(base === 'i' && above ? 1 : base.charCodeAt(0), 0, 0);
  return { width, content: letter + drawMarks(marks, width, capital, bar) };
}

function drawMarks(marks: string[], width: number, capital: boolean, bar: number): string {
  const middle = width / 2;
  // The marks of Times are made for small letters; capitals are this much taller.
  const lift = capital ? 205 : 0;
  const shape = marks.find((m) => m === '\u0302' || m === '\u0306');
  let out = '';
  if (marks.includes('\u031b')) out += horn(width - (capital ? 95 : 30), capital ? 560 : 380, bar * 1.3);
  if (shape) out += show(shape === '\u0302' ? 5 : 6, middle - 167, lift);
  if (marks.includes('\u0323')) out += show(46, middle - 125, -210);
  // A tone over a circumflex stands to its right, over a breve above it, as Vietnamese type sets them.
  const [dx, dy] = shape === '\u0302' ? [135, 95] : shape === '\u0306' ? [0, 135] : [0, 0];
  for (const mark of marks) {
    const spacing = spacingMarks[mark];
    const overTilde = mark === '\u0303' && shape ? [0, 150] : [dx, dy];
    const [x, y] = [middle + overTilde[0]!, lift + overTilde[1]!];
    if (spacing !== undefined) out += show(spacing, x - 167, y);
    if (mark === '\u0309') out += hook(x, y + 500, bar);
  }
  return out;
}

const widthOf = (c: string, weight: Weight) => widths[weight][c.charCodeAt(0) - 32] ?? 500;

const octal = (code: number) => `\\${code.toString(8).padStart(3, '0')}`;
const show = (code: number, x: number, y: number) => `BT /B 1000 Tf ${x} ${y} Td (${octal(code)}) Tj ET\n`;
const rectangle = (x: number, y: number, w: number, h: number) => `${x} ${y} ${w} ${h} re f\n`;

/** The hook above, drawn upwards from its foot at `x`, `y`. */
function hook(x: number, y: number, pen: number): string {
  return (
    `${pen} w 1 J ${x - 5} ${y} m ${x - 5} ${y + 45} ${x + 60} ${y + 50} ${x + 60} ${y + 105} c ` +
    `${x + 60} ${y + 160} ${x - 35} ${y + 165} ${x - 55} ${y + 115} c S\n`
  );
}

/** The horn at a letter's upper right. */
function horn(x: number, y: number, pen: number): string {
  return `${pen} w 1 J ${x - 30} ${y} m ${x + 50} ${y + 10} ${x + 85} ${y + 70} ${x + 65} ${y + 150} c S\n`;
}
