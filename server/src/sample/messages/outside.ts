import type { SampleMessage } from './types.ts';

const ministry = { name: 'Cục Chuyển đổi số quốc gia', email: 'vanban@cucchuyendoiso.example' };
const neighbour = { name: 'Phòng Văn hóa - Xã hội', email: 'vhxh@vanphong.example' };

/** From outside the province, drafts, and what is no mail at all. */
export const outsideMessages: SampleMessage[] = [
  {
    key: 'bo-1',
    from: ministry,
    to: ['org:stttt'],
    cc: ['gdtt'],
    subject: 'Mời tham dự hội thảo trực tuyến về an toàn thông tin cho hệ thống thư điện tử',
    day: 2,
    time: '11:00',
    body: `Kính gửi: Sở Thông tin và Truyền thông các tỉnh, thành phố

Cục tổ chức hội thảo trực tuyến lúc 14 giờ 00 ngày {{+5}}, nội dung: xác thực tên miền gửi thư (SPF, DKIM, DMARC), phòng chống thư giả mạo.

Đề nghị quý Sở đăng ký tối đa 03 đại biểu.`,
  },
  {
    key: 'bo-2',
    reply: 'bo-1',
    from: 'gdtt',
    to: ['qtht', 'hieu2'],
    cc: ['hieu'],
    day: 1,
    time: '07:30',
    body: 'Hai đồng chí dự và báo cáo lại những việc tỉnh cần làm. Chú ý kiểm tra bản ghi DMARC của tên miền tỉnh.',
  },
  {
    key: 'tcvn3',
    from: neighbour,
    to: ['org:stttt'],
    cc: ['hieu'],
    subject: 'Trao đổi kinh nghiệm quản lý hộp thư công vụ',
    day: 10,
    time: '08:18',
    tcvn3: true,
    body: `Kính gửi: Sở Thông tin và Truyền thông tỉnh Tiền Giang

Đơn vị chúng tôi đang xây dựng quy chế thư điện tử và mong được học tập kinh nghiệm của quý Sở về việc đặt tên, thu hồi hộp thư không sử dụng và bàn giao hộp thư cơ quan.

Thư này được soạn trên máy tính cũ dùng bộ mã TCVN3, mong quý Sở thông cảm nếu chữ hiển thị không đúng.

Trân trọng cảm ơn.`,
  },
  {
    key: 'rac-1',
    from: { name: 'BAN QUAN TRI MAIL', email: 'admin@xac-minh-hop-thu.example' },
    to: ['hieu', 'ketoan', 'vtchogao'],
    subject: 'KHẨN: hộp thư của bạn sẽ bị khóa trong 24 giờ',
    day: 1,
    time: '03:12',
    folder: 'junk',
    unread: 'all',
    body: `Hộp thư của bạn đã đầy 99 %. Bấm vào liên kết dưới đây và nhập mật khẩu để tiếp tục sử dụng:

http://xac-minh-hop-thu.example/dang-nhap`,
  },
  {
    key: 'rac-2',
    from: { name: 'Văn phòng phẩm giá rẻ', email: 'khuyenmai@vpp.example' },
    to: ['org:stttt', 'org:stc', 'hieu'],
    subject: 'Giảm giá 40 % giấy in, mực in dịp cuối năm',
    day: 3,
    time: '12:01',
    folder: 'junk',
    unread: 'all',
    body: 'Ưu đãi lớn nhất trong năm cho cơ quan, đơn vị. Gọi ngay để nhận báo giá.',
  },
  {
    key: 'nhap-1',
    from: 'hieu',
    to: ['gdtt'],
    cc: ['gdcntt'],
    subject: 'Báo cáo chuẩn bị cuộc họp về chuyển đổi số',
    day: 0,
    time: '09:40',
    draft: true,
    body: `Kính gửi anh Thành,

Tôi báo cáo tiến độ chuẩn bị: (1) số liệu hộp thư đã tổng hợp xong; (2) phần kinh phí chờ ý kiến Sở Tài chính; (3)`,
  },
  {
    key: 'nhap-2',
    from: 'hieu',
    to: [],
    subject: 'Góp ý quy chế phối hợp',
    day: 4,
    time: '17:10',
    draft: true,
    body: 'Các điểm cần sửa: Điều 3 (thời hạn trả lời), Điều 7 (trách nhiệm của văn thư)…',
  },
  {
    key: 'nhap-3',
    from: 'org:chogao',
    by: 'vtchogao',
    to: ['org:stttt'],
    subject: 'Báo cáo tình hình sử dụng thư điện tử công vụ năm {{year}} của huyện Chợ Gạo',
    day: 0,
    time: '10:05',
    draft: true,
    body: 'Kính gửi Sở Thông tin và Truyền thông, Ủy ban nhân dân huyện Chợ Gạo gửi báo cáo…',
  },
];
