/** What a file is, by its bytes; its name proves nothing. */
import { ListError } from '../errors.ts';

export type FileKind = 'zip' | 'text';

const signatures: [bytes: string, what: string][] = [
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['47494638', 'GIF'],
  ['52617221', 'RAR'],
  ['377abcaf', '7-Zip'],
  ['1f8b', 'gzip'],
  ['7b5c727466', 'RTF'],
  ['4d5a', 'EXE'],
  ['53514c69', 'SQLite'],
];

/**
 * `zip` may be a workbook, `text` a CSV.
 * @throws ListError `list.empty`, `list.encrypted`, `list.old-excel`, `list.html`, `list.other-workbook`, `list.not-a-list`.
 */
export function sniff(bytes: Buffer): FileKind {
  if (bytes.length === 0) throw new ListError('list.empty');
  const start = bytes.subarray(0, 8).toString('hex');
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return 'zip';
  if (start === 'd0cf11e0a1b11ae1') throw refuseCompound(bytes);
  // BIFF 2 to 4, before files had a file system inside.
  if (/^09(?:00|02|04)0[46]00/.test(start)) throw new ListError('list.old-excel');
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known) throw new ListError('list.not-a-list', known[1]);
  const head = bytes
    .subarray(0, 4096)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  if (/^(?:<\?xml[^>]*>\s*)?(?:<\?mso-application|<(?:\w+:)?Workbook\b)/i.test(head)) {
    throw new ListError('list.other-workbook', 'XML Spreadsheet 2003');
  }
  if (/^(?:<!--[\s\S]*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|table|meta|style)\b/i.test(head)) {
    throw new ListError('list.html');
  }
  if (/^MIME-Version:[\s\S]*text\/html/i.test(head)) throw new ListError('list.html', 'MHTML');
  if (/^<\?xml/i.test(head)) throw new ListError('list.other-workbook', 'XML');
  if (/^ID;P/.test(head)) throw new ListError('list.other-workbook', 'SYLK');
  return 'text';
}

/**
 * OLE compound files: workbooks of Excel 97–2003, encrypted ones of today, and others. Told apart by the names in their
 * directory, which stand in UTF-16 at the start of entries of 128 octets.
 */
function refuseCompound(bytes: Buffer): ListError {
  const has = (name: string) => {
    const wanted = Buffer.from(`${name}\0`, 'utf16le');
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) if (at % 128 === 0) return true;
    return false;
  };
  if (has('EncryptedPackage') || has('EncryptionInfo')) return new ListError('list.encrypted');
  if (has('Workbook') || has('Book')) return new ListError('list.old-excel');
  return new ListError('list.not-a-list', 'OLE');
}
