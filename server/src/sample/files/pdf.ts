import { createHash } from 'node:crypto';
import { zlibSync } from 'fflate';
import { advance, encode, type Glyph, glyphsOf, markNames, type Weight } from './vietnamese-font.ts';

export interface PdfLine {
  text: string;
  weight?: Weight;
  /** In points; 13 when left out, as official documents have it. */
  size?: number;
  align?: 'left' | 'center' | 'right';
  /** Space before it, in points. */
  before?: number;
  /** Indents the first line of a paragraph. */
  indent?: number;
}

const page = { width: 595, height: 842, left: 85, right: 57, top: 70, bottom: 70 };
const textWidth = page.width - page.left - page.right;

/** A PDF 1.4 document of A4 pages: paragraphs, wrapped and paged. The same input gives the same bytes. */
export function makePdf(title: string, lines: readonly PdfLine[]): Buffer {
  const pages = layOut(lines);
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const fonts = (['regular', 'bold'] as const).map((weight) => {
    const text = lines.filter((line) => (line.weight ?? 'regular') === weight).map((line) => line.text);
    return { weight, glyphs: glyphsOf(` ${text.join(' ')}`, weight) };
  });
  const [regularId, boldId] = [4, 4 + objectsOf(fonts[0]!.glyphs)];
  const firstPage = boldId + objectsOf(fonts[1]!.glyphs);
  const pageId = (i: number) => firstPage + i * 2;

  add('<< /Type /Catalog /Pages 2 0 R /Lang (vi-VN) >>');
  add(`<< /Type /Pages /Kids [${pages.map((_, i) => `${pageId(i)} 0 R`).join(' ')}] /Count ${pages.length} >>`);
  add(`<< /Title <${utf16(title)}> /Producer (Cong Vu) >>`);
  addFont(add, fonts[0]!.weight, fonts[0]!.glyphs, regularId);
  addFont(add, fonts[1]!.weight, fonts[1]!.glyphs, boldId);
  for (const [i, content] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${pageId(i) + 1} 0 R ` +
        `/Resources << /Font << /R ${regularId} 0 R /S ${boldId} 0 R >> >> >>`,
    );
    add(stream(content));
  }
  return assemble(objects);
}

/** Objects of one font: itself, its base, ToUnicode, and the glyph procedures. */
const objectsOf = (glyphs: Glyph[]) => 3 + glyphs.length;

function addFont(add: (body: string) => void, weight: Weight, glyphs: Glyph[], id: number): void {
  const widths = new Map(glyphs.map((g) => [g.code, g.width]));
  const [first, last] = [glyphs[0]!.code, glyphs.at(-1)!.code];
  const allWidths = Array.from({ length: last - first + 1 }, (_, i) => widths.get(first + i) ?? 0);
  add(
    `<< /Type /Font /Subtype /Type3 /FontBBox [-100 -250 1100 1100] /FontMatrix [0.001 0 0 0.001 0 0] ` +
      `/FirstChar ${first} /LastChar ${last} /Widths [${allWidths.join(' ')}] ` +
      `/Encoding << /Type /Encoding /Differences [${glyphs.map((g) => `${g.code} /g${g.code}`).join(' ')}] >> ` +
      `/CharProcs << ${glyphs.map((g, i) => `/g${g.code} ${id + 3 + i} 0 R`).join(' ')} >> ` +
      `/Resources << /Font << /B ${id + 1} 0 R >> >> /ToUnicode ${id + 2} 0 R >>`,
  );
  const marks = markNames.map(([code, mark]) => `${code} /${mark}`).join(' ');
  add(
    `<< /Type /Font /Subtype /Type1 /BaseFont /Times-${weight === 'bold' ? 'Bold' : 'Roman'} ` +
      `/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${marks}] >> >>`,
  );
  add(stream(toUnicode(glyphs)));
  for (const glyph of glyphs) add(plainStream(`${glyph.width} 0 d0\n${glyph.content}`));
}

/** ISO 32000-1 §9.10.3; at most 100 entries a block. */
function toUnicode(glyphs: Glyph[]): string {
  const hex = (n: number) => n.toString(16).padStart(2, '0');
  const entries = glyphs.map((g) => `<${hex(g.code)}> <${utf16(g.character).slice(4)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < entries.length; i += 100) {
    const block = entries.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Congvu def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

/** The content of each page. */
function layOut(lines: readonly PdfLine[]): string[] {
  const pages: string[] = [];
  let content = '';
  let y = page.height - page.top;
  for (const line of lines) {
    const { size = 13, weight = 'regular', align = 'left', indent = 0 } = line;
    y -= line.before ?? 4;
    for (const [i, text] of wrap(line.text, weight, size, indent).entries()) {
      if (y - size < page.bottom) {
        pages.push(content);
        content = '';
        y = page.height - page.top;
      }
      y -= size * 1.25;
      const free = textWidth - (advance(text, weight) * size) / 1000;
      const x = page.left + (align === 'center' ? free / 2 : align === 'right' ? free : i === 0 ? indent : 0);
      const font = weight === 'bold' ? '/S' : '/R';
      content += `BT ${font} ${size} Tf ${x.toFixed(1)} ${y.toFixed(1)} Td <${encode(text).toString('hex')}> Tj ET\n`;
    }
  }
  pages.push(content);
  return pages;
}

function wrap(text: string, weight: Weight, size: number, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    const room = textWidth - (lines.length === 0 ? indent : 0);
    if (line && (advance(longer, weight) * size) / 1000 > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function stream(content: string): string {
  const packed = Buffer.from(zlibSync(Buffer.from(content, 'latin1'), { level: 9 })).toString('latin1');
  return `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`;
}

function plainStream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function utf16(text: string): string {
  return `feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}`;
}

function assemble(objects: string[]): Buffer {
  let out = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((body, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const id = createHash('md5').update(out, 'latin1').digest('hex');
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R /ID [<${id}> <${id}>] >>\n`;
  return Buffer.from(`${out}${table}${trailer}startxref\n${out.length}\n%%EOF\n`, 'latin1');
}
