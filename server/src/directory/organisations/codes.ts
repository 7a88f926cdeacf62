/** Codes of organisations for the exchange of documents: the older form (QCVN 102:2016) and that of QĐ 20/2020/QĐ-TTg. */
import { DirectoryError } from '../errors.ts';

/** Thirteen characters: three levels below the province or ministry, which stands last. Read right to left. */
const legacy = /^[A-Z0-9]{3}\.[A-Z0-9]{2}\.[A-Z0-9]{2}\.[A-Z]\d{2}$/;
/** Dot-separated, left to right, the province or ministry first. */
const current = /^[A-Z]\d{2}(?:\.[A-Z0-9]{1,4})*$/;
const longest = 35;

/** Upper case, without spaces; null for none. @throws DirectoryError `directory.code-invalid`. */
export function requireLegacyCode(text: string | null | undefined): string | null {
  const code = tidy(text);
  if (code === null) return null;
  if (!legacy.test(code)) throw invalid('legacyCode', code, '000.Z1.Y1.H49');
  return code;
}

/** As above, for the newer form. */
export function requireCode(text: string | null | undefined): string | null {
  const code = tidy(text);
  if (code === null) return null;
  if (code.length > longest || !current.test(code)) throw invalid('code', code, 'H49.12.5');
  return code;
}

const tidy = (text: string | null | undefined) => text?.normalize('NFC').replace(/\s+/g, '').toUpperCase() || null;

function invalid(field: string, code: string, example: string): DirectoryError {
  return new DirectoryError('directory.code-invalid', `${code} is not like ${example}.`, { field, code, example });
}
