import { type RowToWrite, writeXlsx } from '../../directory/index.ts';
import type { Letter } from './issue-letters.ts';

export interface LetterFacts {
  province: string;
  /** Where to sign in. */
  url: string;
  /** Such as `Điều 8 khoản 1, Quyết định 51/2016/QĐ-UBND`. */
  cite: string | null;
}

/** One line for each: to be handed to an organisation's IT officer, or merged into letters of one's own. */
export function lettersWorkbook(letters: readonly Letter[], { url }: LetterFacts): AsyncGenerator<Buffer> {
  const rows = function* (): Generator<RowToWrite> {
    yield {
      cells: ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị', 'Địa chỉ hộp thư', 'Mã kích hoạt', 'Ký nhận'],
      look: 'heading',
    };
    for (const [i, { name, position, organisation, address, code }] of letters.entries()) {
      yield { cells: [i + 1, name, position, organisation, address, code, ''] };
    }
  };
  const notes: RowToWrite[] = [
    { cells: ['Mã kích hoạt dùng một lần, giao tận tay từng người.'] },
    { cells: [`Đăng nhập tại ${url} bằng địa chỉ hộp thư và mã kích hoạt, rồi đặt mật khẩu của riêng mình.`] },
    { cells: ['Phần mềm thư (IMAP, SMTP) chỉ dùng được sau khi đã đặt mật khẩu.'] },
    { cells: ['Cấp lại danh sách này thì các mã ở đây hết hiệu lực.'] },
  ];
  return writeXlsx([
    { name: 'Mã kích hoạt', rows: rows(), widths: [6, 30, 26, 44, 36, 32, 20], frozen: 1, filter: 7 },
    { name: 'Hướng dẫn', rows: notes, widths: [110] },
  ]);
}

/** A page to print: a letter each, three to a sheet of A4, cut apart. Nothing in it runs. */
export function* lettersPage(letters: readonly Letter[], facts: LetterFacts): Generator<Buffer> {
  yield Buffer.from(head(facts));
  for (const letter of letters) yield Buffer.from(slip(letter, facts));
  yield Buffer.from('</body></html>\n');
}

function head({ province }: LetterFacts): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Mã kích hoạt hộp thư công vụ ${escapeHtml(province)}</title>
<style>
@page { size: A4; margin: 12mm }
body { font: 12pt/1.45 "Times New Roman", serif; margin: 0 auto; max-width: 186mm; color: #000 }
section { border: 1px dashed #777; padding: 7mm 9mm; margin: 0 0 5mm; break-inside: avoid; min-height: 74mm; box-sizing: border-box }
h1 { font-size: 13pt; text-align: center; margin: 0 0 3mm }
dl { display: grid; grid-template-columns: 38mm 1fr; gap: 1mm 3mm; margin: 0 0 3mm }
dt { color: #333 } dd { margin: 0; font-weight: bold }
code { font: bold 15pt "Courier New", monospace; letter-spacing: .5pt }
p { margin: 0 0 1.5mm; font-size: 11pt }
</style></head><body>
`;
}

function slip({ name, position, organisation, address, code }: Letter, { url, cite }: LetterFacts): string {
  const place = [position, organisation].filter(Boolean).join(', ');
  return `<section><h1>MÃ KÍCH HOẠT HỘP THƯ CÔNG VỤ</h1>
<dl><dt>Kính gửi</dt><dd>${escapeHtml(name)}</dd>${place ? `<dt></dt><dd style="font-weight:normal">${escapeHtml(place)}</dd>` : ''}
<dt>Địa chỉ hộp thư</dt><dd>${escapeHtml(address)}</dd><dt>Mã kích hoạt</dt><dd><code>${escapeHtml(code)}</code></dd></dl>
<p>1. Mở ${escapeHtml(url)}, đăng nhập bằng địa chỉ và mã kích hoạt trên. Chữ hoa, chữ thường và dấu gạch nối không quan trọng.</p>
<p>2. Đặt mật khẩu của riêng mình${cite ? ` (${escapeHtml(cite)})` : ''}. Sau đó mới dùng được phần mềm thư trên máy tính, điện thoại.</p>
<p>3. Mã chỉ dùng được một lần. Không cho người khác biết; hủy thư này sau khi đổi mật khẩu.</p></section>
`;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
