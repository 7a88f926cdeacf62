/**
 * Every kind of audit event, in the words a person reads. `{person}`, `{organisation}` and `{mailbox}` are what the event
 * is about; any other name in braces is taken from `after`, `before` or `data`. A kind without words does not compile.
 */
export interface AuditSentence {
  group: AuditGroup;
  vi: string;
  en: string;
}

export const auditGroups = {
  organisation: { vi: 'Cơ quan, đơn vị', en: 'Organisations' },
  person: { vi: 'Cán bộ', en: 'People' },
  appointment: { vi: 'Chức vụ', en: 'Positions' },
  contact: { vi: 'Địa chỉ liên hệ', en: 'Contact addresses' },
  mailbox: { vi: 'Hộp thư', en: 'Mailboxes' },
  delegation: { vi: 'Ủy quyền', en: 'Delegations' },
  use: { vi: 'Sử dụng hộp thư đơn vị', en: 'Use of organisations’ mailboxes' },
  role: { vi: 'Vai trò', en: 'Roles' },
  access: { vi: 'Đăng nhập', en: 'Sign-in' },
  list: { vi: 'Nhập, xuất danh sách', en: 'Lists' },
  regulation: { vi: 'Quy chế', en: 'Regulation' },
  audit: { vi: 'Nhật ký', en: 'Audit trail' },
  system: { vi: 'Hệ thống', en: 'System' },
} as const;

export type AuditGroup = keyof typeof auditGroups;

export const auditKinds = {
  'organisation.created': { group: 'organisation', vi: 'Thành lập {organisation}', en: 'Founded {organisation}' },
  'organisation.changed': {
    group: 'organisation',
    vi: 'Sửa thông tin của {organisation}',
    en: 'Changed {organisation}',
  },
  'organisation.renamed': { group: 'organisation', vi: 'Đổi tên {organisation}', en: 'Renamed {organisation}' },
  'organisation.moved': {
    group: 'organisation',
    vi: 'Chuyển {organisation} sang cấp trên khác',
    en: 'Moved {organisation} under another organisation',
  },
  'organisation.merged': { group: 'organisation', vi: 'Sáp nhập {organisation}', en: 'Merged {organisation}' },
  'organisation.split': { group: 'organisation', vi: 'Chia, tách {organisation}', en: 'Split {organisation}' },
  'organisation.ended': { group: 'organisation', vi: 'Giải thể {organisation}', en: 'Dissolved {organisation}' },
  'organisation.took-over': {
    group: 'organisation',
    vi: '{organisation} tiếp nhận nhiệm vụ của đơn vị khác',
    en: '{organisation} took over the work of others',
  },
  'organisation.came-into-force': {
    group: 'organisation',
    vi: 'Thay đổi đã định của {organisation} bắt đầu có hiệu lực',
    en: 'A planned change of {organisation} came into force',
  },
  'organisation.plan-cancelled': {
    group: 'organisation',
    vi: 'Hủy thay đổi đã định của {organisation}',
    en: 'Cancelled a planned change of {organisation}',
  },
  'organisation.taken-back': {
    group: 'organisation',
    vi: 'Hoàn tác một thay đổi của {organisation}',
    en: 'Took back a change of {organisation}',
  },
  'organisation.removed': {
    group: 'organisation',
    vi: 'Gỡ {name}, thu hồi theo danh sách',
    en: 'Removed {name}: the list was undone',
  },
  'organisation.unfounded': {
    group: 'organisation',
    vi: 'Xóa {name}: ghi nhầm',
    en: 'Deleted {name}: recorded by mistake',
  },
  'person.created': { group: 'person', vi: 'Thêm {person} vào danh bạ', en: 'Added {person} to the directory' },
  'person.changed': { group: 'person', vi: 'Sửa thông tin của {person}', en: 'Changed the data of {person}' },
  'person.renamed': { group: 'person', vi: 'Sửa họ tên của {person}', en: 'Changed the name of {person}' },
  'person.left': {
    group: 'person',
    vi: 'Ghi nhận {person} thôi công tác',
    en: 'Recorded that {person} left the service',
  },
  'person.returned': {
    group: 'person',
    vi: 'Ghi nhận {person} công tác trở lại',
    en: 'Recorded that {person} is back in service',
  },
  'person.taken-back': {
    group: 'person',
    vi: 'Hoàn tác một thay đổi của {person}',
    en: 'Took back a change of {person}',
  },
  'person.removed': {
    group: 'person',
    vi: 'Gỡ {name} khỏi danh bạ: việc thêm đã được hoàn tác',
    en: 'Removed {name} from the directory: the adding was taken back',
  },
  'appointment.created': {
    group: 'appointment',
    vi: 'Bổ nhiệm, phân công {person} tại {organisation}: {position}',
    en: 'Appointed {person} at {organisation}: {position}',
  },
  'appointment.changed': {
    group: 'appointment',
    vi: 'Sửa chức vụ của {person} tại {organisation}',
    en: 'Changed the position of {person} at {organisation}',
  },
  'appointment.ended': {
    group: 'appointment',
    vi: '{person} thôi giữ chức vụ tại {organisation}: {position}',
    en: '{person} no longer holds a position at {organisation}: {position}',
  },
  'appointment.taken-back': {
    group: 'appointment',
    vi: 'Hoàn tác một thay đổi chức vụ của {person}',
    en: 'Took back a change of a position of {person}',
  },
  'contact.added': {
    group: 'contact',
    vi: 'Thêm địa chỉ liên hệ {address} (không phải hộp thư công vụ)',
    en: 'Added the contact address {address} (no official mailbox)',
  },
  'contact.ended': {
    group: 'contact',
    vi: 'Bỏ địa chỉ liên hệ {address}',
    en: 'Ended the contact address {address}',
  },
  'account.created': { group: 'mailbox', vi: 'Cấp hộp thư {mailbox}', en: 'Made the mailbox {mailbox}' },
  'account.renamed': {
    group: 'mailbox',
    vi: 'Đổi địa chỉ hộp thư {mailbox}',
    en: 'Changed the address of the mailbox {mailbox}',
  },
  'account.locked': { group: 'mailbox', vi: 'Khóa hộp thư {mailbox}', en: 'Locked the mailbox {mailbox}' },
  'account.unlocked': { group: 'mailbox', vi: 'Mở khóa hộp thư {mailbox}', en: 'Unlocked the mailbox {mailbox}' },
  'account.closed': { group: 'mailbox', vi: 'Đóng hộp thư {mailbox}', en: 'Closed the mailbox {mailbox}' },
  'account.reopened': { group: 'mailbox', vi: 'Mở lại hộp thư {mailbox}', en: 'Reopened the mailbox {mailbox}' },
  'account.quota': {
    group: 'mailbox',
    vi: 'Đổi dung lượng hộp thư {mailbox}',
    en: 'Changed the quota of the mailbox {mailbox}',
  },
  'account.removed': {
    group: 'mailbox',
    vi: 'Gỡ hộp thư {address}, thu hồi theo danh sách',
    en: 'Removed the mailbox {address}: the list was undone',
  },
  'address.added': {
    group: 'mailbox',
    vi: 'Thêm địa chỉ {address} cho hộp thư {mailbox}',
    en: 'Added the address {address} to the mailbox {mailbox}',
  },
  'address.removed': {
    group: 'mailbox',
    vi: 'Bỏ địa chỉ {address} của hộp thư {mailbox}',
    en: 'Removed the address {address} of the mailbox {mailbox}',
  },
  'delegation.granted': {
    group: 'delegation',
    vi: 'Ủy quyền hộp thư {mailbox} cho {person}',
    en: 'Delegated the mailbox {mailbox} to {person}',
  },
  'delegation.revoked': {
    group: 'delegation',
    vi: 'Thu hồi ủy quyền hộp thư {mailbox} của {person}',
    en: 'Took back the delegation of the mailbox {mailbox} from {person}',
  },
  'mailbox.read': { group: 'use', vi: 'Mở đọc hộp thư {mailbox}', en: 'Opened the mailbox {mailbox}' },
  'mailbox.changed': {
    group: 'use',
    vi: 'Sắp xếp, thay đổi hoặc xóa thư trong hộp thư {mailbox}',
    en: 'Moved, changed or deleted messages in the mailbox {mailbox}',
  },
  'mailbox.sent-as': {
    group: 'use',
    vi: 'Gửi thư với tư cách {mailbox}: {subject}',
    en: 'Sent a message as {mailbox}: {subject}',
  },
  'mailbox.sent-on-behalf': {
    group: 'use',
    vi: 'Gửi thư thay mặt {mailbox}: {subject}',
    en: 'Sent a message on behalf of {mailbox}: {subject}',
  },
  'role.granted': {
    group: 'role',
    vi: 'Phân công {person} làm {role}',
    en: 'Gave {person} the role {role}',
  },
  'role.ended': { group: 'role', vi: 'Thôi phân công {person} làm {role}', en: 'Ended the role {role} of {person}' },
  'public-key.issued': {
    group: 'access',
    vi: 'Cấp khóa lấy danh bạ công khai cho {name}',
    en: 'Issued a key to the public directory to {name}',
  },
  'public-key.revoked': {
    group: 'access',
    vi: 'Thu hồi khóa lấy danh bạ công khai của {name}',
    en: 'Revoked the key to the public directory of {name}',
  },
  'auth.signed-in': { group: 'access', vi: 'Đăng nhập trang web', en: 'Signed in to the web page' },
  'auth.signed-out': { group: 'access', vi: 'Đăng xuất', en: 'Signed out' },
  'auth.failed': {
    group: 'access',
    vi: 'Đăng nhập sai mật khẩu vào hộp thư {mailbox}',
    en: 'A wrong password for the mailbox {mailbox}',
  },
  'auth.throttled': {
    group: 'access',
    vi: 'Tạm chặn đăng nhập vào hộp thư {mailbox} vì sai nhiều lần',
    en: 'Held off sign-ins to the mailbox {mailbox} after many failures',
  },
  'auth.new-network': { group: 'access', vi: 'Đăng nhập từ mạng mới', en: 'Signed in from a new network' },
  'auth.sessions-revoked': { group: 'access', vi: 'Đăng xuất khỏi các thiết bị', en: 'Signed out other devices' },
  'auth.password-changed': { group: 'access', vi: 'Tự đổi mật khẩu', en: 'Changed their own password' },
  'auth.password-set': {
    group: 'access',
    vi: 'Đặt lại mật khẩu cho {person}',
    en: 'Set a new password for {person}',
  },
  'list.applied': {
    group: 'list',
    vi: 'Nhập danh sách {fileName}: {organisations} cơ quan, {people} người',
    en: 'Imported the list {fileName}: {organisations} organisations, {people} people',
  },
  'list.undone': {
    group: 'list',
    vi: 'Thu hồi danh sách đã nhập {fileName}',
    en: 'Undid the import of the list {fileName}',
  },
  'list.exported': { group: 'list', vi: 'Xuất danh sách: {what}', en: 'Exported a list: {what}' },
  'list.letters': {
    group: 'list',
    vi: 'Cấp mã kích hoạt cho {people} người trong danh sách {fileName}',
    en: 'Issued activation codes to {people} people of the list {fileName}',
  },
  'regulation.issued': { group: 'regulation', vi: 'Ban hành quy định {rule}', en: 'Issued the rule {rule}' },
  'regulation.withdrawn': {
    group: 'regulation',
    vi: 'Rút quy định chưa có hiệu lực: {rule}',
    en: 'Withdrew a rule not yet in force: {rule}',
  },
  'regulation.instrument-issued': {
    group: 'regulation',
    vi: 'Thêm văn bản quy chế {code}',
    en: 'Added the instrument {code}',
  },
  'regulation.instrument-withdrawn': {
    group: 'regulation',
    vi: 'Rút văn bản quy chế {code}',
    en: 'Withdrew the instrument {code}',
  },
  'audit.viewed': { group: 'audit', vi: 'Xem nhật ký', en: 'Read the audit trail' },
  'audit.exported': { group: 'audit', vi: 'Xuất nhật ký ra tệp', en: 'Exported the audit trail' },
  'audit.verified': {
    group: 'audit',
    vi: 'Kiểm tra tính toàn vẹn của nhật ký',
    en: 'Verified the audit trail',
  },
  'queue.retry': { group: 'system', vi: 'Cho gửi ngay thư trong hàng đợi', en: 'Made queued messages due now' },
  'queue.hold': { group: 'system', vi: 'Giữ lại thư trong hàng đợi', en: 'Held messages in the queue' },
  'queue.drop': { group: 'system', vi: 'Bỏ thư khỏi hàng đợi', en: 'Dropped messages from the queue' },
  'province.created': { group: 'system', vi: 'Thêm tỉnh vào hệ thống', en: 'Added the province' },
  'domain.created': { group: 'system', vi: 'Thêm tên miền {domain}', en: 'Added the domain {domain}' },
  'sample.started': { group: 'system', vi: 'Bắt đầu tạo dữ liệu mẫu', en: 'Began to make the sample' },
  'sample.finished': { group: 'system', vi: 'Tạo xong dữ liệu mẫu', en: 'Made the sample' },
} as const satisfies Record<string, AuditSentence>;

export type AuditKind = keyof typeof auditKinds;
