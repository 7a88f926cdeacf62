import type { Letter } from '../messages/types.ts';
import { type DocxBlock, makeDocx } from './docx.ts';
import { makePdf, type PdfLine } from './pdf.ts';

const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

/** `dated` as the letter writes it: `Tiền Giang, ngày 05 tháng 12 năm 2026`. */
export function letterPdf(letter: Letter, dated: string): Buffer {
  const lines: PdfLine[] = [
    ...(letter.above ? [{ text: letter.above.toUpperCase(), align: 'center', before: 0 } as const] : []),
    { text: letter.issuer.toUpperCase(), weight: 'bold', align: 'center', before: 0 },
    { text: motto[0]!, weight: 'bold', align: 'center', before: 10 },
    { text: motto[1]!, weight: 'bold', align: 'center', before: 0 },
    { text: `Số: ${letter.number}`, before: 10 },
    { text: dated, align: 'right', before: 0 },
    ...(letter.kind ? [{ text: letter.kind, weight: 'bold', align: 'center', size: 15, before: 14 } as const] : []),
    { text: letter.abstract, weight: 'bold', align: 'center' },
    ...(letter.to ?? []).map((to) => ({ text: `Kính gửi: ${to}`, align: 'center', before: 8 }) as const),
    ...letter.paragraphs.map((text) => ({ text, indent: 30, before: 8 })),
    ...(letter.table ?? []).map((row) => ({ text: row.join('  |  '), before: 4 })),
    ...letter.signerPosition.split('\n').map((text) => ({ text, weight: 'bold', align: 'right', before: 6 }) as const),
    { text: letter.signer, weight: 'bold', align: 'right', before: 48 },
    { text: 'Nơi nhận:', weight: 'bold', size: 11, before: 10 },
    ...letter.recipients.map((text) => ({ text: `- ${text};`, size: 11, before: 0 })),
  ];
  return makePdf(letter.abstract, lines);
}

export function letterDocx(letter: Letter, dated: string): Buffer {
  const centre = (text: string, bold = true): DocxBlock => ({ text, bold, align: 'center' });
  return makeDocx(letter.abstract, [
    ...(letter.above ? [centre(letter.above.toUpperCase(), false)] : []),
    centre(letter.issuer.toUpperCase()),
    ...motto.map((text) => centre(text)),
    { text: `Số: ${letter.number}`, align: 'left' },
    { text: dated, align: 'right' },
    ...(letter.kind ? [centre(letter.kind)] : []),
    centre(letter.abstract),
    ...(letter.to ?? []).map((to) => centre(`Kính gửi: ${to}`, false)),
    ...letter.paragraphs.map((text) => ({ text })),
    ...(letter.table ? [{ rows: letter.table }] : []),
    ...letter.signerPosition.split('\n').map((text): DocxBlock => ({ text, bold: true, align: 'right' })),
    { text: letter.signer, bold: true, align: 'right' },
    { text: 'Nơi nhận:', bold: true, align: 'left', size: 22 },
    ...letter.recipients.map((text): DocxBlock => ({ text: `- ${text};`, align: 'left', size: 22 })),
  ]);
}
