import { CodedError } from '../../platform/index.ts';

/** Refusals of a list as a whole. What is wrong with one row is an issue (`@congvu/contract`, `listIssueErrorCatalogue`). */
export const listErrorCatalogue = {
  'list.too-large': {
    status: 413,
    vi: 'Tệp quá lớn: danh sách được tối đa 20 MB. Hãy chia thành nhiều tệp.',
    en: 'The file is too large: a list may have 20 MB at most. Split it into several files.',
  },
  'list.empty': { status: 422, vi: 'Tệp trống.', en: 'The file is empty.' },
  'list.no-rows': {
    status: 422,
    vi: 'Danh sách chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào.',
    en: 'The list has its headings only, and no rows.',
  },
  'list.no-header': {
    status: 422,
    vi: 'Không tìm thấy dòng tiêu đề có cột “Họ và tên” hoặc “Tên cơ quan, đơn vị”. Hãy chọn đúng trang tính và dòng tiêu đề.',
    en: 'No row of headings was found with a column “Họ và tên” or “Tên cơ quan, đơn vị”. Choose the sheet and the row of headings.',
  },
  'list.no-sheet': { status: 422, vi: 'Tệp không có trang tính này.', en: 'The file has no such sheet.' },
  'list.encrypted': {
    status: 422,
    vi: 'Tệp được bảo vệ bằng mật khẩu. Hãy mở tệp, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi gửi.',
    en: 'The file is protected by a password. Open it, remove the password (File > Info > Protect Workbook), save it and send it again.',
  },
  'list.old-excel': {
    status: 422,
    vi: 'Đây là tệp Excel 97–2003 (.xls). Hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành… kiểu “Excel Workbook (.xlsx)” rồi gửi lại.',
    en: 'This is an Excel 97–2003 file (.xls). Open it in Excel or LibreOffice, choose Save As “Excel Workbook (.xlsx)” and send that.',
  },
  'list.html': {
    status: 422,
    vi: 'Tệp này là trang web (HTML) mang đuôi Excel. Hãy mở bằng Excel, chọn Lưu thành… kiểu “Excel Workbook (.xlsx)” rồi gửi lại.',
    en: 'This file is a web page (HTML) named as Excel’s. Open it in Excel, choose Save As “Excel Workbook (.xlsx)” and send that.',
  },
  'list.other-workbook': {
    status: 422,
    vi: 'Kiểu bảng tính này chưa đọc được. Hãy lưu thành “Excel Workbook (.xlsx)” hoặc CSV rồi gửi lại.',
    en: 'This kind of spreadsheet can’t be read. Save it as “Excel Workbook (.xlsx)” or CSV and send that.',
  },
  'list.not-a-list': {
    status: 422,
    vi: 'Tệp không phải là bảng tính. Danh sách phải là tệp .xlsx hoặc .csv.',
    en: 'The file is no spreadsheet. A list is an .xlsx or a .csv file.',
  },
  'list.damaged': {
    status: 422,
    vi: 'Tệp bị hỏng hoặc không đầy đủ. Hãy mở bằng Excel, lưu lại rồi gửi.',
    en: 'The file is damaged or incomplete. Open it in Excel, save it again and send that.',
  },
  'list.unpacked-too-large': {
    status: 422,
    vi: 'Tệp nén phình ra quá lớn khi mở. Hãy xóa hình ảnh, trang tính và định dạng thừa rồi gửi lại.',
    en: 'The file becomes too large when it is unpacked. Remove pictures, sheets and formats that are not needed and send it again.',
  },
  'list.too-many-rows': {
    status: 422,
    vi: 'Trang tính có quá 60.000 dòng. Hãy chia danh sách thành nhiều tệp.',
    en: 'The sheet has more than 60,000 rows. Split the list into several files.',
  },
  'list.too-many-columns': {
    status: 422,
    vi: 'Trang tính có quá 120 cột. Hãy bỏ các cột không dùng.',
    en: 'The sheet has more than 120 columns. Remove those that are not used.',
  },
  'list.too-many-sheets': {
    status: 422,
    vi: 'Tệp có quá 60 trang tính. Hãy giữ lại những trang cần nhập.',
    en: 'The file has more than 60 sheets. Keep those to be imported.',
  },
  'list.mapping': {
    status: 422,
    vi: 'Cách ghép cột chưa đúng.',
    en: 'The columns are not mapped rightly.',
  },
  'list.no-domain': {
    status: 422,
    vi: 'Tỉnh chưa có tên miền để cấp hộp thư. Hãy thêm tên miền trước, hoặc nhập mà không cấp hộp thư.',
    en: 'The province has no domain for mailboxes. Add one first, or import without mailboxes.',
  },
  'list.has-faults': {
    status: 409,
    vi: 'Danh sách còn dòng sai. Hãy sửa tệp rồi kiểm tra lại; chưa có gì được nhập.',
    en: 'The list still has faulty rows. Mend the file and check it again; nothing was imported.',
  },
  'list.nothing-to-do': {
    status: 409,
    vi: 'Mọi dòng đều bỏ qua: không có gì để nhập.',
    en: 'Every row is skipped: there is nothing to import.',
  },
  'list.changed': {
    status: 409,
    vi: 'Danh bạ đã thay đổi sau khi kiểm tra, kết quả không còn đúng. Hãy kiểm tra lại; chưa có gì được nhập.',
    en: 'The directory changed after the check, so its result no longer holds. Check again; nothing was imported.',
  },
  'list.busy': {
    status: 409,
    vi: 'Danh sách này đang được xử lý.',
    en: 'The list is being worked on.',
  },
  'list.state': {
    status: 409,
    vi: 'Danh sách không còn ở bước này.',
    en: 'The list is no longer at this step.',
  },
  'list.cancelled': { status: 409, vi: 'Đã hủy; chưa có gì được nhập.', en: 'Cancelled; nothing was imported.' },
  'list.interrupted': {
    status: 503,
    vi: 'Máy chủ dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại.',
    en: 'The server stopped in the middle; nothing was changed. Try again.',
  },
  'list.used': {
    status: 409,
    vi: 'Không thu hồi được: đã có người đăng nhập, dùng hoặc sửa những gì được nhập. Chưa có gì bị xóa.',
    en: 'It can’t be undone: somebody has signed in to, used or changed what was imported. Nothing was removed.',
  },
  'list.no-letters': {
    status: 409,
    vi: 'Không còn ai trong danh sách cần mã kích hoạt.',
    en: 'Nobody in this list needs an activation code any more.',
  },
} as const satisfies Record<string, { status: number; vi: string; en: string }>;

export type ListErrorCode = keyof typeof listErrorCatalogue;

/** A list that is refused; nothing was changed. */
export class ListError extends CodedError {
  declare readonly code: ListErrorCode;

  constructor(code: ListErrorCode, particulars = '', details?: unknown) {
    super(code, listErrorCatalogue[code], particulars, details);
    this.name = 'ListError';
  }
}
