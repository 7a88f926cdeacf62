/**
 * Every error a person or a program can be told of. `docs/errors.md` lists the same; a test compares them.
 * `status` is the HTTP status where the error leaves by HTTP.
 */
export interface ErrorEntry {
  status: number;
  vi: string;
  en: string;
}

export const errorCatalogue = {
  'request.invalid': { status: 400, vi: 'Yêu cầu không hợp lệ.', en: 'The request is not valid.' },
  'request.not-found': { status: 404, vi: 'Không tìm thấy.', en: 'Not found.' },
  'request.too-many': {
    status: 429,
    vi: 'Quá nhiều yêu cầu. Hãy thử lại sau ít phút.',
    en: 'Too many requests. Try again in a few minutes.',
  },
  'request.cross-site': {
    status: 403,
    vi: 'Yêu cầu không đến từ trang này. Hãy tải lại trang.',
    en: 'The request did not come from this page. Reload the page.',
  },
  'request.too-large': { status: 413, vi: 'Dữ liệu gửi lên quá lớn.', en: 'The data sent is too large.' },
  'auth.required': { status: 401, vi: 'Hãy đăng nhập.', en: 'Sign in first.' },
  'auth.wrong-credentials': {
    status: 401,
    vi: 'Địa chỉ hoặc mật khẩu không đúng.',
    en: 'The address or the password is wrong.',
  },
  'auth.locked': {
    status: 403,
    vi: 'Tài khoản đang bị khóa. Hãy liên hệ cán bộ công nghệ thông tin của đơn vị.',
    en: 'The account is locked. Ask the IT officer of your organisation.',
  },
  'auth.throttled': {
    status: 429,
    vi: 'Đăng nhập sai quá nhiều lần. Hãy chờ rồi thử lại.',
    en: 'Too many failed attempts. Wait, then try again.',
  },
  'auth.must-change-password': {
    status: 403,
    vi: 'Hãy đổi mật khẩu ban đầu trước khi sử dụng.',
    en: 'Change your first password before anything else.',
  },
  'auth.insecure': {
    status: 403,
    vi: 'Kết nối này không được mã hóa. Hãy dùng địa chỉ https.',
    en: 'This connection is not encrypted. Use the https address.',
  },
  'auth.forbidden': { status: 403, vi: 'Bạn không có quyền làm việc này.', en: 'You may not do this.' },
  'password.rule': {
    status: 422,
    vi: 'Mật khẩu chưa đúng quy định.',
    en: 'The password does not meet the rule.',
  },
  'password.same': {
    status: 422,
    vi: 'Mật khẩu mới phải khác mật khẩu đang dùng.',
    en: 'The new password must differ from the present one.',
  },
  'audit.busy': {
    status: 409,
    vi: 'Nhật ký đang được kiểm tra. Hãy chờ xong.',
    en: 'The audit trail is being verified. Wait for it to end.',
  },
  'system.unavailable': {
    status: 503,
    vi: 'Hệ thống tạm thời chưa sẵn sàng. Hãy thử lại sau giây lát.',
    en: 'The system is not available for the moment. Try again shortly.',
  },
  'system.fault': {
    status: 500,
    vi: 'Có lỗi trong hệ thống. Sự việc đã được ghi lại.',
    en: 'Something went wrong in the system. It has been recorded.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

/**
 * The body of every HTTP error answer outside JMAP. `code` is one of the catalogue above, or of a feature's own
 * (`docs/errors.md`); `message` is in the language of `Accept-Language`.
 */
export interface ErrorBody {
  error: { code: string; message: string; details?: unknown };
}
