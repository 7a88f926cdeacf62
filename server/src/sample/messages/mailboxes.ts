import type { SampleMessage } from './types.ts';

/** The life of mailboxes themselves: requests, help, reports, duty rosters. */
export const mailboxMessages: SampleMessage[] = [
  {
    key: 'capmoi-1',
    from: 'org:chogao',
    by: 'vtchogao',
    to: ['org:stttt'],
    cc: ['hieu', 'ctchogao'],
    subject: 'Đề nghị cấp mới 05 hộp thư điện tử công vụ cho công chức huyện Chợ Gạo',
    day: 9,
    time: '08:42',
    body: `Kính gửi: Sở Thông tin và Truyền thông tỉnh Tiền Giang

Thực hiện Quyết định số 51/2016/QĐ-UBND của Ủy ban nhân dân tỉnh, Ủy ban nhân dân huyện Chợ Gạo đề nghị Sở xem xét cấp mới hộp thư điện tử công vụ cho 05 công chức mới tuyển dụng (danh sách đính kèm).

Thông tin trao đổi xin liên hệ Văn thư huyện. Trân trọng cảm ơn.`,
    attachments: [
      {
        docx: 'Công văn 812-UBND-VP đề nghị cấp hộp thư.docx',
        letter: {
          issuer: 'Ủy ban nhân dân huyện Chợ Gạo',
          above: 'Tỉnh Tiền Giang',
          number: '812/UBND-VP',
          abstract: 'V/v đề nghị cấp mới hộp thư điện tử công vụ',
          to: ['Sở Thông tin và Truyền thông tỉnh Tiền Giang'],
          paragraphs: [
            'Căn cứ Quyết định số 51/2016/QĐ-UBND ngày 31 tháng 10 năm 2016 của Ủy ban nhân dân tỉnh ban hành Quy chế quản lý, sử dụng hệ thống thư điện tử công vụ tỉnh Tiền Giang;',
            'Ủy ban nhân dân huyện Chợ Gạo đề nghị Sở Thông tin và Truyền thông cấp mới hộp thư điện tử công vụ cho các công chức sau:',
          ],
          table: [
            ['TT', 'Họ và tên', 'Năm sinh', 'Chức vụ, đơn vị'],
            ['1', 'Nguyễn Hữu Phước', '1996', 'Chuyên viên, Phòng Nội vụ'],
            ['2', 'Trần Thị Mộng Tuyền', '1998', 'Chuyên viên, Phòng Tư pháp'],
            ['3', 'Lê Minh Hiếu', '1997', 'Chuyên viên, Phòng Kinh tế và Hạ tầng'],
            ['4', 'Phạm Thị Cẩm Tú', '1995', 'Kế toán, Phòng Tài chính - Kế hoạch'],
            ['5', 'Võ Hoàng Long', '1994', 'Chuyên viên, Thanh tra huyện'],
          ],
          signerPosition: 'CHỦ TỊCH',
          signer: 'Đào Văn Khánh',
          recipients: ['Như trên', 'Phòng Nội vụ huyện', 'Lưu: VT'],
        },
      },
      {
        xlsx: 'Danh sách đề nghị cấp hộp thư - huyện Chợ Gạo.xlsx',
        sheet: 'Cấp mới',
        widths: [6, 28, 12, 38, 16],
        rows: [
          ['TT', 'Họ và tên', 'Năm sinh', 'Chức vụ, đơn vị', 'Điện thoại'],
          [1, 'Nguyễn Hữu Phước', 1996, 'Chuyên viên, Phòng Nội vụ', '0273 3835 110'],
          [2, 'Trần Thị Mộng Tuyền', 1998, 'Chuyên viên, Phòng Tư pháp', '0273 3835 111'],
          [3, 'Lê Minh Hiếu', 1997, 'Chuyên viên, Phòng Kinh tế và Hạ tầng', '0273 3835 112'],
          [4, 'Phạm Thị Cẩm Tú', 1995, 'Kế toán, Phòng Tài chính - Kế hoạch', '0273 3835 113'],
          [5, 'Võ Hoàng Long', 1994, 'Chuyên viên, Thanh tra huyện', '0273 3835 114'],
        ],
      },
    ],
  },
  {
    key: 'capmoi-2',
    reply: 'capmoi-1',
    from: 'hieu',
    to: ['gdcntt'],
    cc: ['org:stttt', 'qtht'],
    day: 8,
    time: '10:05',
    body: `Anh Huy cho kiểm tra danh sách kèm theo và tạo hộp thư trước {{+2}}.

Lưu ý trường hợp thứ 3 trùng tên với tôi và một đồng chí ở Phòng Công nghệ thông tin: đặt tên theo thứ tự ưu tiên tại điểm b khoản 2 Điều 4 Quy chế, không tự đặt tên khác.`,
  },
  {
    key: 'capmoi-3',
    reply: 'capmoi-2',
    from: 'gdcntt',
    to: ['hieu'],
    cc: ['qtht'],
    day: 7,
    time: '15:20',
    body: `Báo cáo anh, Trung tâm đã tạo xong 05 hộp thư. Trường hợp đồng chí Lê Minh Hiếu (1997):

| Phương án | Kết quả |
| leminhhieu | đã cấp cho anh |
| lminhhieu | đã cấp cho đ/c Hiếu, Phòng CNTT |
| lmhieu | còn trống, đề nghị cấp |

Mật khẩu ban đầu đã in phiếu niêm phong, gửi qua Văn thư huyện.`,
    flagged: ['hieu'],
  },
  {
    key: 'capmoi-4',
    reply: 'capmoi-1',
    from: 'org:stttt',
    by: 'vttt',
    to: ['org:chogao'],
    cc: ['hieu'],
    day: 6,
    time: '09:10',
    body: `Sở Thông tin và Truyền thông phúc đáp đề nghị của quý Ủy ban: đã cấp mới 05 hộp thư theo danh sách.

Đề nghị người được cấp đăng nhập và đổi mật khẩu ban đầu ngay theo khoản 1 Điều 10 Quy chế. Văn bản phúc đáp gửi kèm.`,
    attachments: [
      {
        pdf: '1127-STTTT-CNTT.pdf',
        letter: {
          issuer: 'Sở Thông tin và Truyền thông',
          above: 'Ủy ban nhân dân tỉnh Tiền Giang',
          number: '1127/STTTT-CNTT',
          abstract: 'V/v cấp mới hộp thư điện tử công vụ',
          to: ['Ủy ban nhân dân huyện Chợ Gạo'],
          paragraphs: [
            'Phúc đáp Công văn số 812/UBND-VP của Ủy ban nhân dân huyện Chợ Gạo về việc đề nghị cấp mới hộp thư điện tử công vụ, Sở Thông tin và Truyền thông thông báo đã cấp mới 05 hộp thư theo danh sách đề nghị.',
            'Sở đề nghị Ủy ban nhân dân huyện thông báo để công chức được cấp hộp thư thực hiện thay đổi mật khẩu ban đầu, kiểm tra hộp thư thường xuyên và sử dụng đúng mục đích công vụ theo Quy chế ban hành kèm theo Quyết định số 51/2016/QĐ-UBND.',
          ],
          signerPosition: 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC',
          signer: 'Lê Minh Hiếu',
          recipients: ['Như trên', 'Giám đốc Sở (b/c)', 'Trung tâm CNTT&TT', 'Lưu: VT'],
        },
      },
    ],
  },
  {
    key: 'matkhau-1',
    from: 'ketoan',
    to: ['hotro'],
    subject: 'Không đăng nhập được trên điện thoại',
    day: 3,
    time: '07:55',
    plainOnly: true,
    body: `Chào chị Thảo,

Em đổi mật khẩu hôm qua trên máy cơ quan thì được, nhưng ứng dụng thư trên điện thoại báo sai mật khẩu. Chị hướng dẫn giúp em.

Em cảm ơn chị.`,
  },
  {
    key: 'matkhau-2',
    reply: 'matkhau-1',
    from: 'hotro',
    to: ['ketoan'],
    day: 3,
    time: '08:20',
    plainOnly: true,
    body: `Chào em,

Ứng dụng trên điện thoại vẫn giữ mật khẩu cũ. Em vào phần Cài đặt > Tài khoản > Mật khẩu, nhập lại mật khẩu mới ở cả hai mục thư đến (IMAP) và thư đi (SMTP). Nhập sai nhiều lần hệ thống sẽ tạm chặn khoảng 15 phút, em chờ rồi thử lại.

Nếu vẫn chưa được, gọi cho chị số 0273 3873 011. Không gửi mật khẩu qua thư em nhé.`,
  },
  {
    key: 'matkhau-3',
    reply: 'matkhau-2',
    from: 'ketoan',
    to: ['hotro'],
    day: 3,
    time: '08:41',
    plainOnly: true,
    body: 'Em làm được rồi ạ, cảm ơn chị!',
  },
  {
    key: 'baocao-1',
    from: 'org:stttt',
    by: 'vttt',
    to: ['org:mytho', 'org:gocong', 'org:cailay', 'org:hcailay', 'org:chogao', 'org:tanphuoc'],
    cc: ['gdtt', 'hieu', 'hieu2'],
    subject: 'Nhắc nộp báo cáo tình hình sử dụng hệ thống thư điện tử công vụ năm {{year}}',
    day: 5,
    time: '14:00',
    body: `Kính gửi: Ủy ban nhân dân các huyện, thị xã, thành phố Mỹ Tho

Theo khoản 5 Điều 15 Quy chế, các đơn vị báo cáo tình hình quản lý, sử dụng thư điện tử công vụ trước ngày 05 tháng 12 hằng năm. Đến nay tình hình nộp báo cáo như sau:

| Đơn vị | Hộp thư | Sử dụng thường xuyên | Báo cáo |
| Thành phố Mỹ Tho | 214 | 91 % | đã nộp |
| Thị xã Gò Công | 156 | 84 % | chưa nộp |
| Thị xã Cai Lậy | 148 | 79 % | chưa nộp |
| Huyện Cai Lậy | 131 | 77 % | đã nộp |
| Huyện Chợ Gạo | 189 | 88 % | chưa nộp |
| Huyện Tân Phước | 112 | 73 % | chưa nộp |

Đề nghị các đơn vị chưa nộp gửi báo cáo về Sở qua địa chỉ này.`,
    flagged: ['hieu2', 'org:chogao'],
  },
  {
    key: 'baocao-2',
    reply: 'baocao-1',
    from: 'org:tanphuoc',
    by: 'vttph',
    to: ['org:stttt'],
    cc: ['hieu2'],
    day: 2,
    time: '16:31',
    body: `Ủy ban nhân dân huyện Tân Phước gửi báo cáo năm {{year}} và bảng tổng hợp kèm theo. Tỷ lệ sử dụng còn thấp do một số xã chưa có máy tính riêng cho từng công chức; huyện đã bố trí kinh phí mua sắm trong năm {{year+1}}.`,
    attachments: [
      {
        pdf: 'Báo cáo 356-BC-UBND huyện Tân Phước.pdf',
        letter: {
          issuer: 'Ủy ban nhân dân huyện Tân Phước',
          above: 'Tỉnh Tiền Giang',
          number: '356/BC-UBND',
          kind: 'BÁO CÁO',
          abstract: 'Tình hình quản lý, sử dụng hệ thống thư điện tử công vụ năm {{year}}',
          paragraphs: [
            'Thực hiện khoản 5 Điều 15 Quy chế ban hành kèm theo Quyết định số 51/2016/QĐ-UBND, Ủy ban nhân dân huyện Tân Phước báo cáo như sau:',
            '1. Toàn huyện có 112 hộp thư, trong đó 19 hộp thư cơ quan và 93 hộp thư cá nhân; 82 hộp thư được sử dụng thường xuyên, đạt 73 %.',
            '2. Hộp thư cơ quan được văn thư kiểm tra ít nhất hai lần mỗi ngày làm việc. Không phát sinh sự cố lộ mật khẩu.',
            '3. Khó khăn: một số xã còn dùng chung máy tính; đường truyền tại xã Thạnh Hòa chưa ổn định trong mùa mưa.',
            '4. Kiến nghị: Sở Thông tin và Truyền thông tổ chức tập huấn cho công chức mới vào quý I năm {{year+1}}.',
          ],
          signerPosition: 'CHỦ TỊCH',
          signer: 'Phan Thanh Liêm',
          recipients: ['Sở Thông tin và Truyền thông', 'Lưu: VT'],
        },
      },
      {
        xlsx: 'Tổng hợp hộp thư huyện Tân Phước.xlsx',
        sheet: 'Tổng hợp',
        widths: [6, 34, 14, 18],
        rows: [
          ['TT', 'Đơn vị', 'Số hộp thư', 'Dùng thường xuyên'],
          [1, 'Văn phòng HĐND và UBND huyện', 21, 20],
          [2, 'Phòng Tài chính - Kế hoạch', 9, 9],
          [3, 'Xã Mỹ Phước', 11, 8],
          [4, 'Xã Thạnh Hòa', 10, 5],
          [5, 'Các đơn vị khác', 61, 40],
          ['', 'Cộng', '=SUM(C2:C6)', '=SUM(D2:D6)'],
        ],
      },
    ],
  },
  {
    key: 'baocao-3',
    reply: 'baocao-1',
    from: 'org:chogao',
    by: 'vtchogao',
    to: ['org:stttt'],
    day: 1,
    time: '10:12',
    body: 'Ủy ban nhân dân huyện Chợ Gạo xin phép nộp báo cáo trong ngày {{+2}} do đang tổng hợp số liệu của các xã. Trân trọng.',
  },
  {
    key: 'lichtruc',
    from: 'org:cntt',
    by: 'hotro',
    to: ['org:stttt', 'org:vp', 'org:snv', 'org:stc', 'org:chogao', 'org:tanphuoc', 'org:mytho'],
    cc: ['qtht', 'hieu', 'ketoan', 'cvpnv'],
    subject: 'Thông báo lịch trực hỗ trợ kỹ thuật hệ thống thư công vụ',
    day: 4,
    time: '16:05',
    body: `Trung tâm Công nghệ thông tin và Truyền thông thông báo lịch trực hỗ trợ ngoài giờ trong tuần tới:

| Ngày | Người trực | Điện thoại |
| {{+4}} | Bùi Thanh Tùng | 0273 3873 011 (máy 1) |
| {{+5}} | Ngô Thị Phương Thảo | 0273 3873 011 (máy 2) |
| {{+6}} | Bùi Thanh Tùng | 0273 3873 011 (máy 1) |

Ngoài lịch trên, sự cố khẩn xin gọi số trực lãnh đạo Trung tâm.`,
  },
  {
    key: 'baotri',
    from: 'org:cntt',
    by: 'qtht',
    to: ['org:vp', 'org:stttt', 'org:snv', 'org:stc', 'org:skhdt', 'org:syt', 'org:sgddt', 'org:snn', 'org:stp'],
    cc: ['hieu', 'gdtt', 'cvp'],
    subject: 'Thông báo bảo trì hệ thống thư điện tử công vụ tối {{+3}}',
    day: 0,
    time: '07:48',
    body: `Trung tâm sẽ nâng cấp máy chủ lưu trữ từ 21 giờ 00 đến 23 giờ 00 ngày {{+3}}.

Trong thời gian này:

- Thư gửi đến được giữ lại ở hàng đợi và chuyển vào hộp thư sau khi hoàn thành, không bị mất.
- Trang web thư và các ứng dụng trên điện thoại có thể gián đoạn vài phút.

Đề nghị các đơn vị thông báo đến công chức, viên chức.`,
    flagged: ['hieu'],
  },
];
