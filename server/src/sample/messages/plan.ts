import type { SampleMessage } from './types.ts';

/** One long exchange about a draft plan. */
export const planMessages: SampleMessage[] = [
  {
    key: 'kehoach-1',
    from: 'hieu',
    to: ['gdcntt', 'ns', 'cvkh'],
    cc: ['hieu2', 'qtht'],
    subject: 'Góp ý dự thảo Kế hoạch ứng dụng công nghệ thông tin năm {{year+1}}',
    day: 8,
    time: '14:15',
    body: `Gửi các anh, chị dự thảo lần 1 (đính kèm). Đề nghị góp ý trước {{+4}}, tập trung vào:

- Mục tiêu: 100 % văn bản giữa các cơ quan gửi qua thư công vụ và hệ thống quản lý văn bản
- Kinh phí và nguồn vốn
- Tiến độ tích hợp chữ ký số`,
    attachments: [
      {
        docx: 'Dự thảo Kế hoạch ứng dụng CNTT.docx',
        letter: {
          issuer: 'Ủy ban nhân dân tỉnh Tiền Giang',
          number: '      /KH-UBND',
          kind: 'KẾ HOẠCH (DỰ THẢO LẦN 1)',
          abstract: 'Ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước năm {{year+1}}',
          paragraphs: [
            'I. MỤC TIÊU',
            '1. 100 % cơ quan nhà nước sử dụng thư điện tử công vụ và hệ thống quản lý văn bản trong công việc hằng ngày.',
            '2. Trên 95 % cán bộ, công chức, viên chức sử dụng thư công vụ thường xuyên.',
            'II. NHIỆM VỤ',
            '1. Nâng cấp hệ thống lưu trữ tại Trung tâm Tích hợp dữ liệu; bảo đảm vận hành 24/7.',
            '2. Tích hợp chữ ký số chuyên dùng công vụ cho văn bản gửi qua thư điện tử.',
            'III. KINH PHÍ',
          ],
          table: [
            ['Nội dung', 'Kinh phí (triệu đồng)', 'Nguồn'],
            ['Nâng cấp lưu trữ', '2.450', 'Ngân sách tỉnh'],
            ['Chữ ký số', '860', 'Ngân sách tỉnh'],
            ['Đào tạo, tập huấn', '320', 'Sự nghiệp'],
          ],
          signerPosition: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH',
          signer: 'Trần Thị Bích Liên',
          recipients: ['Như phần III', 'Lưu: VT'],
        },
      },
    ],
  },
  {
    key: 'kehoach-2',
    reply: 'kehoach-1',
    from: 'cvkh',
    to: ['hieu'],
    cc: ['ns'],
    day: 7,
    time: '08:50',
    body: 'Phần kinh phí cần tách vốn đầu tư công và chi thường xuyên. Mục "Nâng cấp lưu trữ" trên 2 tỷ đồng phải có chủ trương đầu tư riêng.',
  },
  {
    key: 'kehoach-3',
    reply: 'kehoach-2',
    from: 'ns',
    to: ['hieu', 'cvkh'],
    day: 7,
    time: '10:31',
    body: 'Tài chính thống nhất với anh Nam. Nếu chia thành thuê dịch vụ thì dùng chi thường xuyên được, nhưng phải so sánh chi phí 5 năm.',
  },
  {
    key: 'kehoach-4',
    reply: 'kehoach-3',
    from: 'gdcntt',
    to: ['hieu', 'ns', 'cvkh'],
    cc: ['qtht'],
    day: 6,
    time: '09:05',
    body: `Trung tâm so sánh nhanh:

| Phương án | Năm 1 | 5 năm | Ghi chú |
| Mua sắm | 2.450 | 3.100 | chủ động dữ liệu |
| Thuê dịch vụ | 690 | 3.450 | phụ thuộc nhà cung cấp |

(đơn vị: triệu đồng). Trung tâm đề nghị mua sắm, vì dữ liệu thư công vụ phải nằm tại Trung tâm Tích hợp dữ liệu.`,
  },
  {
    key: 'kehoach-5',
    reply: 'kehoach-4',
    from: 'qtht',
    to: ['gdcntt', 'hieu'],
    day: 6,
    time: '09:48',
    body: 'Bổ sung: dung lượng hiện dùng 68 %, với 500 MB mỗi hộp thư thì đủ đến giữa năm {{year+1}}. Nếu chậm đấu thầu cần phương án tạm.',
  },
  {
    key: 'kehoach-6',
    reply: 'kehoach-5',
    from: 'hieu',
    to: ['qtht', 'gdcntt'],
    cc: ['ns', 'cvkh'],
    day: 6,
    time: '13:55',
    body: 'Tôi chọn phương án mua sắm, làm thủ tục chủ trương đầu tư ngay trong tháng. Anh Tùng viết giúp đoạn phương án tạm (dọn thư rác, lưu trữ ra tệp).',
  },
  {
    key: 'kehoach-7',
    reply: 'kehoach-6',
    from: 'cvkh',
    to: ['hieu'],
    cc: ['ns', 'gdcntt'],
    day: 5,
    time: '10:22',
    body: 'Hồ sơ chủ trương đầu tư gửi Sở Kế hoạch và Đầu tư trước {{+5}} thì kịp kỳ họp cuối năm.',
  },
  {
    key: 'kehoach-8',
    reply: 'kehoach-7',
    from: 'hieu2',
    to: ['hieu'],
    cc: ['gdcntt'],
    day: 3,
    time: '16:44',
    body: 'Em gửi anh dự thảo lần 2 đã tiếp thu ý kiến của các đơn vị, phần III đã tách nguồn vốn. Còn thiếu đoạn phương án tạm của anh Tùng.',
    flagged: ['hieu'],
  },
  {
    key: 'kehoach-9',
    reply: 'kehoach-8',
    from: 'qtht',
    to: ['hieu2', 'hieu'],
    day: 1,
    time: '15:37',
    body: 'Đoạn phương án tạm: (1) xóa thư trong Thùng rác và Thư rác quá 30 ngày; (2) hướng dẫn đơn vị xuất thư cũ ra tệp có kèm danh mục; (3) theo dõi dung lượng hằng ngày, báo động ở mức 90 %.',
  },
  {
    key: 'kehoach-10',
    reply: 'kehoach-9',
    from: 'hieu2',
    to: ['hieu'],
    day: 0,
    time: '08:02',
    body: 'Em đã ghép xong, anh xem bản cuối giúp em để trình Giám đốc Sở chiều nay ạ.',
    flagged: ['hieu'],
  },
];
