import { strToU8, zipSync } from 'fflate';

export interface DocxParagraph {
  text: string;
  bold?: boolean;
  align?: 'left' | 'center' | 'right' | 'both';
  /** In half-points; 26 (13 points) when left out. */
  size?: number;
}

export type DocxBlock = DocxParagraph | { rows: string[][] };

/** Fixed, so that the same input gives the same bytes; the earliest a ZIP can hold is 1980. */
export const zipTime = new Date(2000, 0, 1);

/** A Word document (ECMA-376) of paragraphs and tables. */
export function makeDocx(title: string, blocks: readonly DocxBlock[]): Buffer {
  const body = blocks.map((block) => ('rows' in block ? table(block.rows) : paragraph(block))).join('');
  const files = {
    '[Content_Types].xml': types([
      ['/word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
      ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ]),
    '_rels/.rels': relationships([
      ['http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument', 'word/document.xml'],
      ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`,
    'word/document.xml': `${xmlHead}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  };
  return zip(files);
}

function paragraph({ text, bold = false, align = 'both', size = 26 }: DocxParagraph): string {
  const run = `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/><w:lang w:val="vi-VN"/></w:rPr>`;
  return `<w:p><w:pPr><w:spacing w:after="80"/><w:jc w:val="${align}"/></w:pPr><w:r>${run}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}

function table(rows: string[][]): string {
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
    .join('');
  const columns = rows[0]?.length ?? 1;
  const width = Math.floor(9355 / columns);
  const cell = (text: string, head: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph({ text, bold: head, align: 'left', size: 24 })}</w:tc>`;
  const lines = rows.map((row, i) => `<w:tr>${row.map((text) => cell(text, i === 0)).join('')}</w:tr>`).join('');
  const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns);
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${lines}</w:tbl>`;
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}

/** `[Content_Types].xml` (ECMA-376 part 2 §10.1). */
export function types(overrides: [part: string, type: string][]): string {
  const parts = overrides.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`).join('');
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts}</Types>`;
}

export function relationships(targets: [type: string, target: string][]): string {
  const all = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`);
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

export function zip(files: Record<string, string>): Buffer {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { level: 9, mtime: zipTime }));
}
