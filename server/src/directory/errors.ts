import { CodedError } from '../platform/index.ts';

/** Refusals of the directory, for whoever administers it. */
export const directoryErrorCatalogue = {
  'directory.no-province': { status: 404, vi: 'Không có tỉnh này trong hệ thống.', en: 'There is no such province.' },
  'directory.no-domain': { status: 404, vi: 'Không có tên miền này trong hệ thống.', en: 'There is no such domain.' },
  'directory.no-organisation': {
    status: 404,
    vi: 'Không có cơ quan, đơn vị này.',
    en: 'There is no such organisation.',
  },
  'directory.no-person': { status: 404, vi: 'Không có người này trong danh bạ.', en: 'There is no such person.' },
  'directory.no-mailbox': { status: 404, vi: 'Không có hộp thư này.', en: 'There is no such mailbox.' },
  'directory.not-organisation-mailbox': {
    status: 422,
    vi: 'Chỉ hộp thư cơ quan mới ủy quyền được.',
    en: 'Only an organisation’s mailbox can be delegated.',
  },
  'directory.no-delegation': { status: 404, vi: 'Người này chưa được ủy quyền.', en: 'This person has no delegation.' },
  'directory.address-taken': { status: 409, vi: 'Địa chỉ đã có người dùng.', en: 'The address is taken.' },
  'directory.address-invalid': { status: 422, vi: 'Địa chỉ không hợp lệ.', en: 'The address is not valid.' },
  'directory.no-naming-form': {
    status: 422,
    vi: 'Quy chế chưa có cách đặt tên cho loại cơ quan này.',
    en: 'The regulation has no way to name this kind of organisation.',
  },
  'directory.no-name-left': {
    status: 409,
    vi: 'Không còn tên nào theo quy chế; hãy tự chọn địa chỉ.',
    en: 'The rule gives no free name; choose an address by hand.',
  },
  'directory.invalid': { status: 422, vi: 'Thông tin không hợp lệ.', en: 'The information is not valid.' },
} as const satisfies Record<string, { status: number; vi: string; en: string }>;

export type DirectoryErrorCode = keyof typeof directoryErrorCatalogue;

/** `message` is English with the particulars; nothing was changed. */
export class DirectoryError extends CodedError {
  declare readonly code: DirectoryErrorCode;
  readonly particulars: string;

  /** `details` for whoever acts on it: which field, which version. They go out over HTTP. */
  constructor(code: DirectoryErrorCode, particulars = '', details?: unknown) {
    super(code, directoryErrorCatalogue[code], particulars, details);
    this.name = 'DirectoryError';
    this.particulars = particulars;
  }
}
