/** Text of attachments for the search index: PDF, Word, Excel, PowerPoint, OpenDocument, plain text. */
import { extname } from 'node:path';
import { decodeCharset, htmlToText } from '@congvu/mime';
import { unzip } from 'fflate';

const MAX_TEXT = 100_000;
/** What an archive's parts that are read may come to, unpacked: a small file may pretend to be endless. */
const MAX_UNPACKED = 50 << 20;
const MAX_PAGES = 300;

type Reader = (bytes: Buffer) => Promise<string>;

const office: Record<string, RegExp> = {
  docx: /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
  xlsx: /^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/,
  pptx: /^ppt\/(slides\/slide\d+|notesSlides\/notesSlide\d+)\.xml$/,
  odt: /^content\.xml$/,
  ods: /^content\.xml$/,
  odp: /^content\.xml$/,
};

const byType: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'text/plain': 'txt',
  'text/csv': 'txt',
  'text/html': 'html',
};

/** Empty when there is no text or the file can't be read: it is then found by its name alone. */
export async function attachmentText(open: () => Buffer, type: string, filename: string): Promise<string> {
  const kind = byType[type] ?? extname(filename).slice(1).toLowerCase();
  const read = readerOf(kind);
  if (!read) return '';
  try {
    return (await read(open())).slice(0, MAX_TEXT);
  } catch {
    return '';
  }
}

function readerOf(kind: string): Reader | undefined {
  if (kind === 'pdf') return pdfText;
  if (kind === 'txt' || kind === 'csv') return async (bytes) => decodeCharset(bytes.subarray(0, MAX_TEXT * 4), 'utf-8');
  if (kind === 'html') return async (bytes) => htmlToText(decodeCharset(bytes.subarray(0, MAX_TEXT * 8), 'utf-8'));
  const parts = office[kind];
  return parts && ((bytes) => zippedXml(bytes, parts));
}

function zippedXml(bytes: Buffer, parts: RegExp): Promise<string> {
  let room = MAX_UNPACKED;
  return new Promise((resolve, reject) => {
    const filter = (file: { name: string; originalSize: number }) => {
      if (!parts.test(file.name) || file.originalSize > room) return false;
      room -= file.originalSize;
      return true;
    };
    unzip(bytes, { filter }, (error, files) => {
      if (error) return reject(error);
      const names = Object.keys(files).sort();
      resolve(names.map((name) => xmlText(Buffer.from(files[name]!).toString('utf8'))).join('\n'));
    });
  });
}

/** Text nodes; a new paragraph, cell or line is a space, a new run of the same word is not. */
function xmlText(xml: string): string {
  return xml
    .replace(/<(?:\/w:p|\/a:p|\/text:p|\/text:h|w:br|w:tab|\/si|\/c|\/v|\/t|\/w:tc|text:tab|text:s)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d{1,7});/g, (_, n) => codePoint(Number(n)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, n) => codePoint(Number.parseInt(n, 16)))
    .replace(/&amp;/g, '&');
}

const codePoint = (n: number): string => (n > 0 && n <= 0x10ffff ? String.fromCodePoint(n) : ' ');

async function pdfText(bytes: Buffer): Promise<string> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    let text = '';
    for (let n = 1; n <= Math.min(document.numPages, MAX_PAGES) && text.length < MAX_TEXT; n++) {
      const page = await document.getPage(n);
      const content = await page.getTextContent();
      for (const item of content.items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : ' ');
      page.cleanup();
    }
    return text;
  } finally {
    await task.destroy();
  }
}
