/**
 * Lists of organisations and people: import step by step, export, templates.
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/lists/template?kind=&empty= | a workbook |
 * | GET /api/lists/export?what=&format=&organisation=&at=&version= | a workbook, CSV or vCards |
 * | GET /api/lists/roots | ListRoots: what the caller may export |
 * | POST /api/lists/imports?name= | the file's octets → ListImport, state `read` |
 * | GET /api/lists/imports?before= | ListImport[], newest first |
 * | GET /api/lists/imports/{id} | ListImport; asked again for progress |
 * | GET /api/lists/imports/{id}/preview | ListPreview |
 * | POST /api/lists/imports/{id}/check | ListCheckRequest → ListImport, state `checking` |
 * | GET /api/lists/imports/{id}/rows?show=&kind=&q=&offset=&limit= | ListRowPage |
 * | GET /api/lists/imports/{id}/marked | the file marked up, a workbook |
 * | POST /api/lists/imports/{id}/apply | ListApplyRequest → ListImport, state `applying` |
 * | POST /api/lists/imports/{id}/cancel | – → ListImport |
 * | POST /api/lists/imports/{id}/undo | – → ListImport, state `undoing`; 409 `list.used` with ListUse[] as details |
 * | POST /api/lists/imports/{id}/remove | forgets one that was not applied |
 * | POST /api/lists/imports/{id}/letters | ListLettersRequest → activation codes, once: a workbook or a page to print |
 */

interface Text {
  vi: string;
  en: string;
}

export type ListKind = 'organisations' | 'people';

/** What a column of a list of people may hold. */
export const personFields = {
  ordinal: { vi: 'Số thứ tự', en: 'Ordinal' },
  name: { vi: 'Họ và tên', en: 'Full name' },
  family: { vi: 'Họ và tên đệm', en: 'Family and middle name' },
  given: { vi: 'Tên', en: 'Given name' },
  born: { vi: 'Ngày sinh hoặc năm sinh', en: 'Date or year of birth' },
  code: { vi: 'Mã cán bộ', en: 'Personnel code' },
  officialKind: { vi: 'Cán bộ, công chức, viên chức', en: 'Kind of official' },
  position: { vi: 'Chức vụ', en: 'Position' },
  rank: { vi: 'Ngạch, bậc', en: 'Rank' },
  head: { vi: 'Là thủ trưởng', en: 'Heads it' },
  organisation: { vi: 'Đơn vị', en: 'Organisation' },
  organisationCode: { vi: 'Mã định danh đơn vị', en: 'Code of the organisation' },
  parent: { vi: 'Cấp trên của đơn vị', en: 'What the organisation is under' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  mobile: { vi: 'Di động', en: 'Mobile' },
  email: { vi: 'Thư điện tử', en: 'E-mail' },
  from: { vi: 'Giữ chức vụ từ ngày', en: 'In the position from' },
  note: { vi: 'Ghi chú', en: 'Note' },
} as const satisfies Record<string, Text>;

/** What a column of a list of organisations may hold. */
export const organisationFields = {
  ordinal: { vi: 'Số thứ tự', en: 'Ordinal' },
  name: { vi: 'Tên cơ quan, đơn vị', en: 'Name' },
  shortName: { vi: 'Tên viết tắt', en: 'Short name' },
  kind: { vi: 'Loại', en: 'Kind' },
  parent: { vi: 'Cấp trên, trực thuộc', en: 'Under' },
  parentCode: { vi: 'Mã định danh cấp trên', en: 'Code of what it is under' },
  code: { vi: 'Mã định danh', en: 'Code' },
  legacyCode: { vi: 'Mã định danh cũ', en: 'Older code' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  fax: { vi: 'Fax', en: 'Fax' },
  website: { vi: 'Trang thông tin', en: 'Website' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  email: { vi: 'Thư điện tử', en: 'E-mail' },
  founded: { vi: 'Ngày thành lập', en: 'Founded on' },
  decision: { vi: 'Quyết định thành lập', en: 'Decision' },
  note: { vi: 'Ghi chú', en: 'Note' },
} as const satisfies Record<string, Text>;

export type PersonField = keyof typeof personFields;
export type OrganisationField = keyof typeof organisationFields;
export type ListField = PersonField | OrganisationField;

/** Fields that several columns may hold: the birth dates of men and of women, two telephone numbers. */
export const joinedFields: readonly ListField[] = ['born', 'phone', 'mobile', 'email', 'note', 'ordinal'];

/** How a sheet is to be read. */
export interface SheetMapping {
  /** From 0. */
  sheet: number;
  /** Null: the sheet is left out. */
  kind: ListKind | null;
  /** Lines as the spreadsheet counts, from 1; 0: there are no headings, data begin at the first line. */
  headerLine: number;
  /** A heading over two lines, the upper one spanning several columns. */
  headerLines: 1 | 2;
  /** What each column holds, from A on; null: nothing that counts. */
  columns: (ListField | null)[];
}

export interface SheetPreview {
  name: string;
  hidden: boolean;
  /** Filled rows that were read; more than the preview shows. */
  rows: number;
  /** The first filled rows, as text. */
  lines: { line: number; cells: string[] }[];
  /** What was guessed, or what was last chosen. */
  mapping: SheetMapping;
  /** The headings as found, upper and lower joined. */
  headings: string[];
}

export interface ListPreview {
  format: 'xlsx' | 'csv';
  /** How the text was written, such as `tcvn3`; several are joined. */
  charset: string;
  delimiter: string | null;
  sheets: SheetPreview[];
  /** What may be chosen for the import. */
  choices: {
    domains: string[];
    kinds: { kind: string; name: Text }[];
    /** Organisations under which the list may stand; empty: the whole province. */
    roots: { id: number; name: string }[];
  };
}

/** What becomes of a row that is there already. */
export type Decision = 'skip' | 'update' | 'add';

export interface ListOptions {
  /** The organisation that rows without one belong to, and top rows of a tree stand under; null: none. */
  underId: number | null;
  /** In which mailboxes are named; null: no mailboxes. */
  domain: string | null;
  mailboxes: { organisations: boolean; people: boolean };
  /** For duplicates that no row decides otherwise. */
  duplicates: Decision;
  /** Row by row, by `ListRow.key`. */
  decisions: Record<string, Decision>;
  /** `YYYY-MM-DD`: from when positions are held and organisations exist where the list does not say; null: today. */
  from: string | null;
  /** Whoever has a head's position (Giám đốc, Chủ tịch, Trưởng phòng …) is taken for the head, where no column says. */
  guessHeads: boolean;
  /** The document behind the list. */
  decision: string | null;
}

export const defaultListOptions: ListOptions = {
  underId: null,
  domain: null,
  mailboxes: { organisations: true, people: true },
  duplicates: 'skip',
  decisions: {},
  from: null,
  guessHeads: true,
  decision: null,
};

export interface ListCheckRequest {
  sheets: SheetMapping[];
  options: ListOptions;
}

export type ListState = 'read' | 'checking' | 'checked' | 'applying' | 'applied' | 'undoing' | 'undone';

export interface ListProgress {
  phase:
    | 'waiting'
    | 'reading'
    | 'matching'
    | 'naming'
    | 'saving'
    | 'organisations'
    | 'people'
    | 'mailboxes'
    | 'entries'
    | 'finishing';
  done: number;
  /** 0: not known. */
  of: number;
}

export interface KindSummary {
  rows: number;
  add: number;
  update: number;
  skip: number;
  faults: number;
  warnings: number;
  duplicates: number;
  mailboxes: number;
}

export interface ListSummary {
  organisations: KindSummary;
  people: KindSummary;
  /** Rows that are none of the list: titles, sums, signatures. */
  ignored: number;
  /** How often each issue occurs, most often first. */
  issues: { code: ListIssueCode; level: IssueLevel; count: number }[];
  /** What was found out about the file, for the user to know. */
  notes: ListNote[];
}

export type ListNote =
  | { note: 'charset'; charset: string }
  | { note: 'two-line-heading'; sheet: string }
  | { note: 'sections'; sheet: string; count: number }
  | { note: 'merged'; sheet: string; count: number }
  | { note: 'ignored-sheet'; sheet: string };

export interface ListImport {
  id: number;
  fileName: string;
  fileBytes: number;
  state: ListState;
  createdAt: string;
  createdBy: string | null;
  appliedAt: string | null;
  appliedBy: string | null;
  undoneAt: string | null;
  /** While something is under way. */
  progress: ListProgress | null;
  /** Why the last step failed; the list is where it was before. */
  failure: { code: string; message: string; details?: unknown } | null;
  options: ListOptions;
  summary: ListSummary | null;
  /** Of the result of the check; `apply` repeats it. */
  digest: string | null;
  /** What the caller may do now. */
  may: { check: boolean; apply: boolean; undo: boolean; letters: boolean };
  /** People who have no password yet, and how many were given activation codes. */
  letters: { waiting: number; given: number } | null;
}

export type IssueLevel = 'fault' | 'warning' | 'note';

export interface ListIssue {
  code: ListIssueCode;
  level: IssueLevel;
  /** Such as `C12`; null: the row as a whole. */
  cell: string | null;
  /** For the `{names}` in the text. */
  values: Record<string, string>;
}

export type RowOutcome = 'add' | 'update' | 'skip' | 'fault' | 'ignored';

/** Someone or something that a row seems to be. */
export interface ListMatch {
  /** Of the directory; null: another row of the list. */
  id: number | null;
  /** The other row. */
  line: number | null;
  name: string;
  detail: string;
  address: string | null;
  by: 'code' | 'name-and-birth' | 'name-and-organisation' | 'address' | 'name-and-parent';
}

export interface ListRow {
  /** Stays the same from check to check: sheet and line. */
  key: string;
  sheet: string;
  line: number;
  kind: ListKind;
  outcome: RowOutcome;
  name: string;
  /** Position and organisation, or kind and what it is under. */
  detail: string;
  address: string | null;
  /** Why it is this address: the article, and what was tried before. */
  addressCite: string | null;
  addressTried: { local: string; reason: string }[];
  issues: ListIssue[];
  match: ListMatch | null;
  /** What may be chosen, the present choice first; empty: there is nothing to decide. */
  decisions: Decision[];
}

export interface ListRowPage {
  total: number;
  rows: ListRow[];
}

export interface ListApplyRequest {
  digest: string;
}

/** Why an import can't be undone. */
export interface ListUse {
  name: string;
  line: number;
  reason: 'signed-in' | 'has-mail' | 'changed' | 'has-people' | 'has-units' | 'delegated' | 'has-role' | 'gone';
}

export interface ListRoots {
  /** All of the province. */
  whole: boolean;
  roots: { id: number; name: string }[];
}

export interface ListLettersRequest {
  format: 'xlsx' | 'html';
}

/**
 * What may be wrong with a row. `fault`: nothing is imported while there is one; `warning`: look at it; `note`: what was done
 * about it. Texts hold `{names}` of the issue's values; `issueText` fills them in.
 */
export const listIssueErrorCatalogue = {
  'row.required': {
    vi: 'Thiếu {field}.',
    en: '{field} is missing.',
  },
  'row.merged': {
    vi: 'Ô {range} được gộp qua nhiều cột; hãy bỏ gộp và điền từng ô.',
    en: 'The cells {range} are merged over several columns; unmerge them and fill in each.',
  },
  'cell.formula': {
    vi: 'Ô {cell} là công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại, hoặc dán giá trị.',
    en: 'The cell {cell} is a formula without a saved result; open the file in Excel and save it, or paste the value.',
  },
  'cell.error': {
    vi: 'Ô {cell} là công thức bị lỗi {value}.',
    en: 'The cell {cell} is a formula that failed: {value}.',
  },
  'cell.too-long': {
    vi: '{field} dài quá {most} ký tự.',
    en: '{field} has more than {most} characters.',
  },
  'cell.letters': {
    vi: '{field} “{value}” có ký tự lạ; có thể do phông chữ cũ chưa được nhận ra.',
    en: '{field} “{value}” has odd characters; an old font may not have been recognised.',
  },
  'day.invalid': {
    vi: '{field} “{value}” không phải là ngày, ví dụ 02/03/1977 hoặc 1977.',
    en: '{field} “{value}” is no date such as 02/03/1977 or 1977.',
  },
  'day.american': {
    vi: '{field} “{value}” viết tháng trước ngày; hãy viết ngày/tháng/năm.',
    en: '{field} “{value}” has the month before the day; write day/month/year.',
  },
  'day.unlikely': {
    vi: '{field} {value} khó đúng: người này {age} tuổi.',
    en: '{field} {value} is unlikely: this person would be {age}.',
  },
  'day.future': {
    vi: '{field} {value} còn ở tương lai.',
    en: '{field} {value} lies in the future.',
  },
  'phone.invalid': {
    vi: '{field} “{value}” không giống số điện thoại; vẫn giữ nguyên.',
    en: '{field} “{value}” does not look like a telephone number; it is kept as it is.',
  },
  'website.invalid': {
    vi: 'Trang thông tin “{value}” không đúng; để trống.',
    en: 'The website “{value}” is not valid; it is left empty.',
  },
  'email.invalid': {
    vi: 'Thư điện tử “{value}” không đúng.',
    en: 'The e-mail address “{value}” is not valid.',
  },
  'email.elsewhere': {
    vi: '{value} không phải hộp thư của tỉnh; ghi làm địa chỉ liên hệ.',
    en: '{value} is no mailbox of the province; it is kept as a contact address.',
  },
  'flag.invalid': {
    vi: '{field} “{value}”: hãy ghi x hoặc để trống.',
    en: '{field} “{value}”: write x or leave it empty.',
  },
  'official-kind.unknown': {
    vi: '“{value}” không phải là cán bộ, công chức, viên chức hay hợp đồng; để trống.',
    en: '“{value}” is none of cán bộ, công chức, viên chức, hợp đồng; it is left empty.',
  },
  'name.single': {
    vi: 'Họ và tên “{value}” chỉ có một từ.',
    en: 'The name “{value}” is a single word.',
  },
  'name.invalid': {
    vi: 'Họ và tên “{value}” có chữ số hoặc ký hiệu.',
    en: 'The name “{value}” has digits or signs.',
  },
  'name.capitals': {
    vi: 'Viết lại họ và tên thành “{value}”.',
    en: 'The name is written “{value}”.',
  },
  'organisation.unknown': {
    vi: 'Không có đơn vị “{value}” trong danh bạ và trong danh sách.{suggestions}',
    en: 'There is no organisation “{value}” in the directory or in the list.{suggestions}',
  },
  'organisation.ambiguous': {
    vi: 'Có {count} đơn vị tên “{value}”: {names}. Hãy ghi thêm cấp trên hoặc mã định danh.',
    en: 'There are {count} organisations named “{value}”: {names}. Add what it is under, or its code.',
  },
  'organisation.ended': {
    vi: 'Đơn vị “{value}” đã chấm dứt hoạt động từ {day}.',
    en: 'The organisation “{value}” ended on {day}.',
  },
  'organisation.not-here': {
    vi: '“{value}” không thuộc phạm vi được giao cho bạn.',
    en: '“{value}” is not in your part of the tree.',
  },
  'organisation.code-unknown': {
    vi: 'Không có đơn vị nào mang mã định danh {value}.',
    en: 'No organisation has the code {value}.',
  },
  'organisation.code-invalid': {
    vi: '{field} “{value}” không đúng dạng, ví dụ {example}.',
    en: '{field} “{value}” is not like {example}.',
  },
  'organisation.code-taken': {
    vi: 'Mã định danh {value} là của {name}.',
    en: 'The code {value} is that of {name}.',
  },
  'organisation.kind-unknown': {
    vi: 'Không có loại cơ quan “{value}”.{suggestions}',
    en: 'There is no kind of organisation “{value}”.{suggestions}',
  },
  'organisation.kind-open': {
    vi: 'Không đoán được loại của “{value}”; hãy điền cột Loại.',
    en: 'The kind of “{value}” can’t be told from its name; fill in its kind.',
  },
  'organisation.under-itself': {
    vi: 'Cấp trên tạo thành vòng: {names}.',
    en: 'What it is under goes in a circle: {names}.',
  },
  'organisation.other-parent': {
    vi: 'Trong danh bạ đơn vị này thuộc {name}; cấp trên không đổi khi nhập danh sách.',
    en: 'In the directory it stands under {name}; a list moves nothing.',
  },
  'organisation.other-name': {
    vi: 'Trong danh bạ mã này là “{name}”; tên không đổi khi nhập danh sách.',
    en: 'In the directory this code is “{name}”; a list renames nothing.',
  },
  'person.other-name': {
    vi: 'Trong danh bạ mã này là của {name}; họ tên không đổi khi nhập danh sách.',
    en: 'In the directory this code is that of {name}; a list renames nobody.',
  },
  'person.code-taken': {
    vi: 'Mã cán bộ {value} là của {name}.',
    en: 'The personnel code {value} is that of {name}.',
  },
  'person.no-organisation': {
    vi: 'Không rõ người này làm ở đâu; hãy điền cột Đơn vị hoặc chọn đơn vị cho cả danh sách.',
    en: 'It is not known where this person works; fill in the organisation, or choose one for the list.',
  },
  'duplicate.in-file': {
    vi: 'Trùng với dòng {line} ({name}): {why}.',
    en: 'The same as line {line} ({name}): {why}.',
  },
  'duplicate.in-directory': {
    vi: 'Đã có trong danh bạ: {name}, {detail} ({why}).',
    en: 'Already in the directory: {name}, {detail} ({why}).',
  },
  'duplicate.maybe': {
    vi: 'Có thể đã có trong danh bạ: {name}, {detail}.',
    en: 'Perhaps already in the directory: {name}, {detail}.',
  },
  'duplicate.cannot-add': {
    vi: 'Không thêm được vì trùng {why} với {name}; hãy chọn bỏ qua hoặc cập nhật.',
    en: 'It can’t be added: {name} has the same {why}. Skip it or update.',
  },
  'address.taken': {
    vi: 'Địa chỉ {value} đã có người dùng: {name}.',
    en: 'The address {value} is taken: {name}.',
  },
  'address.retired': {
    vi: 'Địa chỉ {value} từng được cấp, chưa được cấp lại cho người khác.',
    en: 'The address {value} was another’s and may not yet be given again.',
  },
  'address.invalid': {
    vi: 'Địa chỉ {value} không dùng được: trước @ chỉ có chữ cái không dấu, chữ số, dấu chấm, gạch nối.',
    en: 'The address {value} can’t be used: letters, digits, dots and hyphens only before the @.',
  },
  'address.none': {
    vi: 'Quy chế không còn cách đặt tên cho “{value}”; hãy tự ghi địa chỉ ở cột Thư điện tử.',
    en: 'The regulation gives no address for “{value}”; write one in the column for e-mail.',
  },
  'address.needs-parent': {
    vi: 'Chưa đặt được địa chỉ cho “{value}” vì cấp trên chưa có hộp thư.',
    en: '“{value}” can’t be named: what it is under has no mailbox.',
  },
  'address.number': {
    vi: 'Địa chỉ mang số thứ tự vì các cách khác của quy chế đã hết.',
    en: 'The address has a number: the regulation’s other forms are all taken.',
  },
  'mailbox.not-entitled': {
    vi: 'Theo quy chế, “{value}” không thuộc diện được cấp hộp thư{cite}; chỉ ghi vào danh bạ.',
    en: 'By the regulation “{value}” gets no mailbox{cite}; only the directory entry is made.',
  },
  'mailbox.commitment-needed': {
    vi: '“{value}” chỉ được cấp hộp thư khi có văn bản đề nghị hoặc cam kết{cite}; hãy ghi văn bản kèm theo danh sách.',
    en: '“{value}” gets a mailbox on a written request or commitment only{cite}; name the document behind the list.',
  },
  'head.several': {
    vi: '{name} đã có thủ trưởng: {other}. Không ghi người này là thủ trưởng.',
    en: '{name} has a head already: {other}. This person is not made one.',
  },
  'head.guessed': {
    vi: 'Ghi là thủ trưởng của {name} theo chức vụ.',
    en: 'Taken for the head of {name} by the position.',
  },
} as const satisfies Record<string, Text>;

export type ListIssueCode = keyof typeof listIssueErrorCatalogue;

/** The text of an issue, with its place named before it when there is one. */
export function issueText(issue: ListIssue, language: 'vi' | 'en'): string {
  const text = listIssueErrorCatalogue[issue.code][language];
  const filled = text.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => issue.values[`${name}.${language}`] ?? issue.values[name] ?? whole,
  );
  if (!issue.cell || filled.includes(issue.cell)) return filled;
  return `${language === 'vi' ? 'Ô' : 'Cell'} ${issue.cell}: ${filled}`;
}
