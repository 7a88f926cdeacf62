import { CodedError } from '../platform/index.ts';

/** Faults of the regulation profiles, told to whoever starts the server; and refusals of what would be issued. */
export const regulationErrorCatalogue = {
  'regulation.profile': { status: 500, vi: 'Hồ sơ quy chế không hợp lệ.', en: 'The regulation profile is not valid.' },
  'regulation.no-province': {
    status: 404,
    vi: 'Không có hồ sơ quy chế cho tỉnh này.',
    en: 'There is no regulation profile for this province.',
  },
  'regulation.no-rule': {
    status: 404,
    vi: 'Quy chế không có quy định này vào thời điểm đó.',
    en: 'The regulation has no such rule at that time.',
  },
  'regulation.no-article': {
    status: 422,
    vi: 'Không có điều, khoản này trong các văn bản của tỉnh.',
    en: 'No instrument of the province has this article or clause.',
  },
  'regulation.not-yet-in-force': {
    status: 422,
    vi: 'Văn bản được dẫn chưa có hiệu lực vào ngày đó.',
    en: 'The instrument cited is not in force on that day.',
  },
  'regulation.value': {
    status: 422,
    vi: 'Giá trị không đúng cấu trúc của quy định.',
    en: 'The value does not have the form of the rule.',
  },
  'regulation.past': {
    status: 422,
    vi: 'Ngày hiệu lực phải từ ngày mai trở đi: quy định đã có hiệu lực không ai sửa được.',
    en: 'A version begins tomorrow at the earliest: nobody edits what is in force.',
  },
  'regulation.same-day': {
    status: 409,
    vi: 'Đã có bản khác của quy định này có hiệu lực từ ngày đó.',
    en: 'Another version of this rule begins on that day.',
  },
  'regulation.no-issue': { status: 404, vi: 'Không có bản ban hành này.', en: 'There is no such issue.' },
  'regulation.in-force': {
    status: 409,
    vi: 'Đã có hiệu lực nên không rút lại được; hãy ban hành bản mới.',
    en: 'It is in force and can’t be withdrawn; issue a new version.',
  },
  'regulation.code-taken': {
    status: 409,
    vi: 'Ký hiệu này đã dùng cho văn bản khác.',
    en: 'Another instrument has this code.',
  },
  'regulation.cited': {
    status: 409,
    vi: 'Còn quy định dẫn văn bản này; hãy rút các quy định đó trước.',
    en: 'Rules cite this instrument; withdraw them first.',
  },
} as const satisfies Record<string, { status: number; vi: string; en: string }>;

export type RegulationErrorCode = keyof typeof regulationErrorCatalogue;

/** One fault of a profile. Lines count from 1. */
export interface ProfileFault {
  file: string;
  line: number;
  /** Where in the document, such as `/rules/3/value/bytes`. */
  path: string;
  reason: string;
}

/** `message` is English with the particulars; nothing was changed. */
export class RegulationError extends CodedError {
  declare readonly code: RegulationErrorCode;
  readonly faults: ProfileFault[];

  /** `details` go out over HTTP. */
  constructor(code: RegulationErrorCode, particulars: string, faults: ProfileFault[] = [], details?: unknown) {
    super(code, regulationErrorCatalogue[code], particulars, details);
    this.name = 'RegulationError';
    this.faults = faults;
  }
}
