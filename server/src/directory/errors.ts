/** Refusals of the directory, for whoever administers it. */
export const directoryErrorCatalogue = {
  'directory.no-province': { vi: 'Không có tỉnh này trong hệ thống.', en: 'There is no such province.' },
  'directory.no-domain': { vi: 'Không có tên miền này trong hệ thống.', en: 'There is no such domain.' },
  'directory.no-organisation': { vi: 'Không có cơ quan, đơn vị này.', en: 'There is no such organisation.' },
  'directory.no-person': { vi: 'Không có người này trong danh bạ.', en: 'There is no such person.' },
  'directory.no-mailbox': { vi: 'Không có hộp thư này.', en: 'There is no such mailbox.' },
  'directory.not-organisation-mailbox': {
    vi: 'Chỉ hộp thư cơ quan mới ủy quyền được.',
    en: 'Only an organisation’s mailbox can be delegated.',
  },
  'directory.no-delegation': { vi: 'Người này chưa được ủy quyền.', en: 'This person has no delegation.' },
  'directory.address-taken': { vi: 'Địa chỉ đã có người dùng.', en: 'The address is taken.' },
  'directory.address-invalid': { vi: 'Địa chỉ không hợp lệ.', en: 'The address is not valid.' },
  'directory.no-naming-form': {
    vi: 'Quy chế chưa có cách đặt tên cho loại cơ quan này.',
    en: 'The regulation has no way to name this kind of organisation.',
  },
  'directory.no-name-left': {
    vi: 'Không còn tên nào theo quy chế; hãy tự chọn địa chỉ.',
    en: 'The rule gives no free name; choose an address by hand.',
  },
  'directory.invalid': { vi: 'Thông tin không hợp lệ.', en: 'The information is not valid.' },
} as const satisfies Record<string, { vi: string; en: string }>;

export type DirectoryErrorCode = keyof typeof directoryErrorCatalogue;

/** `message` is English with the particulars; nothing was changed. */
export class DirectoryError extends Error {
  readonly code: DirectoryErrorCode;
  readonly particulars: string;

  constructor(code: DirectoryErrorCode, particulars = '') {
    super(`${directoryErrorCatalogue[code].en}${particulars ? ` ${particulars}` : ''}`);
    this.name = 'DirectoryError';
    this.code = code;
    this.particulars = particulars;
  }
}
