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
  'directory.no-key': { status: 404, vi: 'Không có khóa này.', en: 'There is no such key.' },
  'directory.not-published': {
    status: 404,
    vi: 'Quy chế không công bố cơ quan, đơn vị này.',
    en: 'The regulation does not publish this organisation.',
  },
  'directory.no-mailbox': { status: 404, vi: 'Không có hộp thư này.', en: 'There is no such mailbox.' },
  'directory.not-organisation-mailbox': {
    status: 422,
    vi: 'Chỉ hộp thư cơ quan mới ủy quyền được.',
    en: 'Only an organisation’s mailbox can be delegated.',
  },
  'directory.no-delegation': { status: 404, vi: 'Người này chưa được ủy quyền.', en: 'This person has no delegation.' },
  'directory.too-many-delegates': {
    status: 409,
    vi: 'Quy chế giới hạn số người được ủy quyền; hãy thu hồi của người khác trước.',
    en: 'The regulation limits how many may be delegates; take it back from another first.',
  },
  'directory.delegation-in-writing': {
    status: 422,
    vi: 'Quy chế đòi hỏi ủy quyền bằng văn bản: hãy ghi số, ngày văn bản.',
    en: 'The regulation asks for a written authorisation: give its number and date.',
  },
  'directory.delegate-elsewhere': {
    status: 422,
    vi: 'Người này không làm việc trong cơ quan, đơn vị: chỉ ủy quyền khi có văn bản.',
    en: 'This person does not work in the organisation: that takes a written authorisation.',
  },
  'directory.no-role': { status: 404, vi: 'Không có phân công vai trò này.', en: 'There is no such role given.' },
  'directory.role-held': {
    status: 409,
    vi: 'Người này đã được phân công vai trò đó trong thời gian này.',
    en: 'This person has that role already in this time.',
  },
  'directory.last-managing-authority': {
    status: 409,
    vi: 'Đây là người cuối cùng giữ vai trò đơn vị quản lý; hãy phân công người khác trước.',
    en: 'This is the last managing authority; give the role to another first.',
  },
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
  'directory.changed-meanwhile': {
    status: 409,
    vi: 'Thông tin đã được người khác thay đổi trong lúc ông/bà đang sửa. Hãy tải lại rồi làm lại thay đổi.',
    en: 'Someone else has changed this meanwhile. Load it again and repeat your change.',
  },
  'directory.no-kind': {
    status: 422,
    vi: 'Hồ sơ quy chế không có loại cơ quan này.',
    en: 'The profile knows no such kind of organisation.',
  },
  'directory.kind-not-here': {
    status: 422,
    vi: 'Loại cơ quan này không đặt dưới cơ quan cấp trên đã chọn.',
    en: 'An organisation of this kind does not stand below the one chosen.',
  },
  'directory.code-invalid': {
    status: 422,
    vi: 'Mã định danh không đúng dạng.',
    en: 'The identifier does not have the right form.',
  },
  'directory.code-taken': {
    status: 409,
    vi: 'Mã định danh này đã cấp cho cơ quan khác.',
    en: 'Another organisation has this identifier.',
  },
  'directory.not-in-force': {
    status: 422,
    vi: 'Cơ quan, đơn vị không tồn tại vào ngày đó.',
    en: 'The organisation does not exist on that day.',
  },
  'directory.circle': {
    status: 422,
    vi: 'Cơ quan không thể đặt dưới chính nó hoặc dưới đơn vị trực thuộc của nó.',
    en: 'An organisation cannot stand below itself.',
  },
  'directory.later-changes': {
    status: 409,
    vi: 'Đã có thay đổi được ghi cho những ngày sau đó.',
    en: 'Changes are recorded for later days.',
  },
  'directory.has-sub-units': {
    status: 409,
    vi: 'Cơ quan còn đơn vị trực thuộc.',
    en: 'There are organisations below it.',
  },
  'directory.has-people': {
    status: 409,
    vi: 'Cơ quan còn người giữ chức vụ.',
    en: 'People hold positions in it.',
  },
  'directory.in-use': {
    status: 409,
    vi: 'Không xóa được: đã có người, đơn vị, hộp thư, vai trò hoặc việc sắp xếp gắn với cơ quan này. Hãy ghi giải thể.',
    en: 'It can’t be deleted: people, sub-units, mailboxes, roles or a reorganisation belong to it. Dissolve it instead.',
  },
  'directory.duplicate-person': {
    status: 409,
    vi: 'Đã có người cùng họ tên trong danh bạ.',
    en: 'The directory has someone of this name.',
  },
  'directory.person-code-taken': {
    status: 409,
    vi: 'Số hiệu cán bộ này đã cấp cho người khác.',
    en: 'Another person has this staff code.',
  },
  'directory.has-left': {
    status: 409,
    vi: 'Người này đã thôi công tác.',
    en: 'This person has left.',
  },
  'directory.no-appointment': {
    status: 404,
    vi: 'Không có chức vụ này.',
    en: 'There is no such appointment.',
  },
  'directory.appointment-overlaps': {
    status: 409,
    vi: 'Người này đã giữ chức vụ đó trong thời gian này.',
    en: 'This person holds that position in this time already.',
  },
  'directory.has-head': {
    status: 409,
    vi: 'Cơ quan đã có người đứng đầu trong thời gian này.',
    en: 'The organisation has a head in this time.',
  },
  'directory.no-contact': {
    status: 404,
    vi: 'Không có địa chỉ liên hệ này.',
    en: 'There is no such contact address.',
  },
  'directory.contact-official': {
    status: 422,
    vi: 'Địa chỉ thuộc tên miền công vụ của tỉnh; hãy cấp hộp thư thay vì ghi địa chỉ liên hệ.',
    en: 'The address is in a domain of the province: it is no unofficial contact.',
  },
  'directory.contact-taken': {
    status: 409,
    vi: 'Địa chỉ liên hệ này đã được ghi.',
    en: 'This contact address is recorded already.',
  },
  'directory.no-undo': {
    status: 409,
    vi: 'Không còn hoàn tác được: đã quá thời hạn hoặc đã có thay đổi khác.',
    en: 'This can no longer be taken back: time is up, or something changed since.',
  },
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
