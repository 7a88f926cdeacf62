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
  'directory.no-parent': {
    status: 422,
    vi: 'Cách đặt tên cần cơ quan cấp trên; hãy cho biết cơ quan đó.',
    en: 'The form needs the organisation above; say which it is.',
  },
  'directory.address-retired': {
    status: 409,
    vi: 'Địa chỉ còn được giữ cho người dùng trước.',
    en: 'The address is still kept for its last holder.',
  },
  'directory.address-reserved': {
    status: 422,
    vi: 'Địa chỉ dành riêng cho hệ thống.',
    en: 'The address is reserved for the system.',
  },
  'directory.has-mailbox': { status: 409, vi: 'Người này đã có hộp thư.', en: 'This person has a mailbox already.' },
  'directory.not-entitled': {
    status: 422,
    vi: 'Theo quy chế, không thuộc đối tượng được cấp hộp thư.',
    en: 'By the regulation there is no right to a mailbox here.',
  },
  'directory.commitment-needed': {
    status: 422,
    vi: 'Đối tượng này được cấp khi có yêu cầu và cam kết bằng văn bản; hãy ghi văn bản đó.',
    en: 'They get a mailbox on request and written commitment: name the document.',
  },
  'directory.quota-over-rule': {
    status: 422,
    vi: 'Dung lượng vượt mức tối đa của quy chế.',
    en: 'The quota is above the regulation’s.',
  },
  'directory.mailbox-closed': { status: 409, vi: 'Hộp thư đã đóng.', en: 'The mailbox is closed.' },
  'directory.no-address': { status: 404, vi: 'Hộp thư không có địa chỉ này.', en: 'The mailbox has no such address.' },
  'directory.primary-address': {
    status: 422,
    vi: 'Đây là địa chỉ chính; hãy đổi địa chỉ chính trước.',
    en: 'This is the primary address; change that first.',
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
