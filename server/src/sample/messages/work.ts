import type { SampleMessage } from './types.ts';

const departments = ['org:stttt', 'org:snv', 'org:stc', 'org:skhdt', 'org:syt', 'org:sgddt', 'org:snn', 'org:stp'];

/** What agencies write to each other: invitations, plans, budgets, epidemics, salt water. */
export const workMessages: SampleMessage[] = [
  {
    key: 'giaymoi-1',
    from: 'org:vp',
    by: 'vtvp',
    to: [...departments, 'org:mytho', 'org:chogao'],
    cc: ['pct', 'cvp', 'hieu'],
    subject: 'Giấy mời họp: tình hình chuyển đổi số và sử dụng thư công vụ quý IV năm {{year}}',
    day: 3,
    time: '09:00',
    body: `Thừa lệnh Chủ tịch Ủy ban nhân dân tỉnh, Văn phòng kính mời Thủ trưởng các đơn vị dự họp:

- Thời gian: 08 giờ 00 ngày {{+6}}
- Địa điểm: Phòng họp A, trụ sở Ủy ban nhân dân tỉnh
- Chủ trì: Phó Chủ tịch Trần Thị Bích Liên

Sở Thông tin và Truyền thông chuẩn bị báo cáo chính; các đơn vị gửi ý kiến về Văn phòng trước {{+4}}.`,
    attachments: [
      {
        pdf: 'GM 418-GM-UBND.pdf',
        letter: {
          issuer: 'Ủy ban nhân dân tỉnh Tiền Giang',
          number: '418/GM-UBND',
          kind: 'GIẤY MỜI',
          abstract: 'Họp về tình hình chuyển đổi số quý IV năm {{year}}',
          paragraphs: [
            'Ủy ban nhân dân tỉnh Tiền Giang kính mời Thủ trưởng các sở, ban, ngành tỉnh và Chủ tịch Ủy ban nhân dân thành phố Mỹ Tho, huyện Chợ Gạo dự họp.',
            'Thời gian: 08 giờ 00 phút ngày {{+6}}. Địa điểm: Phòng họp A, Ủy ban nhân dân tỉnh, số 23 đường 30 tháng 4, thành phố Mỹ Tho.',
            'Nội dung: đánh giá tình hình chuyển đổi số, việc sử dụng hệ thống thư điện tử công vụ và kế hoạch năm {{year+1}}.',
            'Ủy ban nhân dân tỉnh đề nghị các đại biểu đến dự đúng giờ, đúng thành phần.',
          ],
          signerPosition: 'TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG',
          signer: 'Phạm Quang Vinh',
          recipients: ['Như trên', 'CT, các PCT UBND tỉnh', 'VPUB: CVP, các PCVP', 'Lưu: VT'],
        },
      },
    ],
    flagged: ['hieu', 'org:stttt'],
  },
  {
    key: 'giaymoi-2',
    reply: 'giaymoi-1',
    from: 'org:stc',
    by: 'vttc',
    to: ['org:vp'],
    day: 2,
    time: '08:30',
    body: 'Sở Tài chính đăng ký đại biểu dự họp: Ông Trần Văn Dũng, Giám đốc Sở.',
  },
  {
    key: 'giaymoi-3',
    reply: 'giaymoi-1',
    from: 'org:snv',
    by: 'vtnv',
    to: ['org:vp'],
    day: 2,
    time: '09:14',
    body: 'Sở Nội vụ đăng ký đại biểu: Ông Dương Văn Lộc, Trưởng phòng Công chức, viên chức (dự thay Giám đốc đi công tác).',
  },
  {
    key: 'giaymoi-4',
    reply: 'giaymoi-1',
    from: 'gdtt',
    to: ['hieu'],
    cc: ['hieu2', 'gdcntt'],
    day: 2,
    time: '10:40',
    body: `Anh Hiếu chủ trì chuẩn bị báo cáo. Số liệu hộp thư lấy trực tiếp từ hệ thống, không lấy theo báo cáo giấy.

Tôi cần bản thảo trước 16 giờ {{+2}}.`,
    flagged: ['hieu'],
  },
  {
    key: 'chidao-1',
    from: 'chutich',
    to: ['cvp'],
    cc: ['pct'],
    subject: 'Theo dõi việc trả lời thư của các sở',
    day: 4,
    time: '18:22',
    plainOnly: true,
    body: `Anh Vinh,

Một số sở chậm trả lời ý kiến của UBND tỉnh gửi qua thư công vụ. Anh cho tổng hợp những văn bản quá hạn trong tháng {{month}}, nêu rõ đơn vị, báo cáo tôi trong tuần.`,
  },
  {
    key: 'chidao-2',
    reply: 'chidao-1',
    from: 'cvp',
    to: ['chutich'],
    cc: ['pct', 'cvvp'],
    day: 3,
    time: '07:40',
    plainOnly: true,
    body: 'Dạ, tôi giao anh Khang tổng hợp, chiều {{+3}} báo cáo Chủ tịch.',
  },
  {
    key: 'sxh-1',
    from: 'org:ksbt',
    by: 'dichte',
    to: ['org:syt', 'org:mytho', 'org:chogao', 'org:tanphuoc', 'org:gocong'],
    cc: ['gdyt', 'gdksbt', 'ctmp'],
    subject: 'Báo cáo tuần: tình hình bệnh sốt xuất huyết trên địa bàn tỉnh',
    day: 4,
    time: '15:45',
    body: `Trung tâm Kiểm soát bệnh tật báo cáo tình hình trong tuần:

| Địa phương | Ca mắc trong tuần | So với tuần trước | Ổ dịch mới |
| Thành phố Mỹ Tho | 34 | +6 | 2 |
| Huyện Chợ Gạo | 21 | -3 | 0 |
| Huyện Tân Phước | 12 | +4 | 1 |
| Thị xã Gò Công | 9 | -1 | 0 |

Đề nghị các địa phương tổ chức diệt lăng quăng đợt 2 trước {{+5}} và báo cáo kết quả về Trung tâm.`,
    attachments: [
      {
        pdf: 'Báo cáo tuần SXH.pdf',
        letter: {
          issuer: 'Trung tâm Kiểm soát bệnh tật',
          above: 'Sở Y tế tỉnh Tiền Giang',
          number: '97/BC-KSBT',
          kind: 'BÁO CÁO',
          abstract: 'Tình hình bệnh sốt xuất huyết trong tuần',
          paragraphs: [
            'Trong tuần toàn tỉnh ghi nhận 76 ca mắc, tăng 6 ca so với tuần trước; không có ca tử vong. Phát hiện 03 ổ dịch mới, đã xử lý 03 ổ dịch.',
            'Nguyên nhân: mưa nhiều, một số hộ còn trữ nước không có nắp đậy. Mật độ muỗi tại Phường 1 và xã Mỹ Phước ở mức cao.',
            'Kiến nghị: các địa phương ra quân diệt lăng quăng đợt 2, giám sát 100 % hộ gia đình trong bán kính 200 m quanh ca bệnh.',
          ],
          signerPosition: 'GIÁM ĐỐC',
          signer: 'Lâm Hữu Nghĩa',
          recipients: ['Sở Y tế (b/c)', 'UBND các huyện, thị xã, thành phố', 'Lưu: VT'],
        },
      },
    ],
  },
  {
    key: 'sxh-2',
    reply: 'sxh-1',
    from: 'org:tanphuoc',
    by: 'vttph',
    to: ['org:myphuoc'],
    cc: ['ctmp'],
    day: 3,
    time: '08:05',
    body: 'Chuyển Ủy ban nhân dân xã Mỹ Phước tổ chức thực hiện, báo cáo kết quả về huyện trước {{+4}}.',
    flagged: ['org:myphuoc'],
  },
  {
    key: 'sxh-3',
    reply: 'sxh-2',
    from: 'org:myphuoc',
    by: 'vtmp',
    to: ['org:tanphuoc'],
    day: 0,
    time: '09:25',
    body: 'Xã đã ra quân sáng nay, 312/318 hộ được kiểm tra, xử lý 27 dụng cụ chứa nước có lăng quăng. Xã tiếp tục kiểm tra 06 hộ vắng nhà vào {{+1}}.',
  },
  {
    key: 'man-1',
    from: 'org:snn',
    by: 'vtnn',
    to: ['org:chogao', 'org:gocong', 'org:tanphuoc', 'org:vp'],
    cc: ['thuyloi', 'pct', 'hieu', 'ctchogao'],
    subject: 'Bản tin xâm nhập mặn sông Tiền, dự báo 10 ngày tới',
    day: 1,
    time: '06:55',
    remoteImage: 'https://quantrac.example/tien-giang/ban-do-man.png',
    body: `Độ mặn cao nhất quan trắc lúc 5 giờ sáng nay trên sông Tiền:

| Trạm | Cách cửa sông | Độ mặn | Ngưỡng |
| Vàm Kênh | 2 km | 18,4 g/l | - |
| Hòa Bình | 27 km | 5,1 g/l | 4 g/l |
| An Định | 38 km | 1,9 g/l | 4 g/l |
| Đồng Tâm | 51 km | 0,3 g/l | 0,5 g/l |

Đề nghị các địa phương thông báo người dân không lấy nước khi độ mặn trên 1 g/l; Chi cục Thủy lợi vận hành cống Xuân Hòa theo lịch triều.`,
  },
  {
    key: 'man-2',
    reply: 'man-1',
    from: 'thuyloi',
    to: ['org:snn', 'org:chogao'],
    cc: ['gdnn'],
    day: 0,
    time: '07:20',
    body: 'Chi cục đóng cống Xuân Hòa từ 14 giờ hôm nay, dự kiến mở lại khi độ mặn tại Hòa Bình dưới 1 g/l (khoảng {{+4}}).',
  },
  {
    key: 'ngansach-1',
    from: 'tptckh',
    to: ['ns'],
    cc: ['ketoan', 'org:ptckh'],
    subject: 'Dự toán chi công nghệ thông tin năm {{year+1}} huyện Tân Phước',
    day: 12,
    time: '14:30',
    body: 'Phòng Tài chính - Kế hoạch gửi dự toán để Sở cho ý kiến trước khi trình Ủy ban nhân dân huyện.',
    attachments: [
      {
        xlsx: 'Dự toán CNTT huyện Tân Phước.xlsx',
        sheet: 'Dự toán',
        widths: [6, 44, 12, 16, 18],
        rows: [
          ['TT', 'Nội dung', 'Số lượng', 'Đơn giá (đồng)', 'Thành tiền (đồng)'],
          [1, 'Máy tính để bàn cho các xã', 24, 14500000, '=C2*D2'],
          [2, 'Máy quét văn bản', 6, 9800000, '=C3*D3'],
          [3, 'Thuê đường truyền số liệu chuyên dùng (tháng)', 12, 6200000, '=C4*D4'],
          [4, 'Tập huấn sử dụng thư công vụ (lớp)', 4, 11000000, '=C5*D5'],
          ['', 'Cộng', '', '', '=SUM(E2:E5)'],
        ],
      },
    ],
    folder: 'archive',
  },
  {
    key: 'ngansach-2',
    reply: 'ngansach-1',
    from: 'ns',
    to: ['tptckh'],
    cc: ['ketoan'],
    day: 11,
    time: '09:50',
    body: `Tôi đã xem, có 2 ý kiến:

- Mục 1: định mức mỗi xã 02 máy, huyện có 12 đơn vị cấp xã nên 24 máy là đúng; cần kèm danh sách bàn giao.
- Mục 3: đường truyền đã nằm trong hợp đồng chung của tỉnh, đề nghị bỏ.`,
  },
  {
    key: 'ngansach-3',
    reply: 'ngansach-2',
    from: 'tptckh',
    to: ['ns'],
    cc: ['ketoan'],
    day: 10,
    time: '16:10',
    body: 'Phòng tiếp thu, bỏ mục 3 và sẽ gửi danh sách bàn giao cùng tờ trình chính thức. Cảm ơn anh.',
  },
  {
    key: 'bonhiem-1',
    from: 'org:snv',
    by: 'vtnv',
    to: ['org:chogao'],
    cc: ['cvnv', 'ctchogao', 'tpnv'],
    subject: 'Thỏa thuận bổ nhiệm chức danh Phó Trưởng phòng Nội vụ huyện Chợ Gạo',
    day: 6,
    time: '10:30',
    body: 'Sở Nội vụ thống nhất đề nghị của Ủy ban nhân dân huyện. Sau khi có quyết định, huyện gửi Sở 01 bản và cập nhật chức vụ trong danh bạ thư công vụ.',
    attachments: [
      {
        pdf: '734-SNV-CCVC.pdf',
        letter: {
          issuer: 'Sở Nội vụ',
          above: 'Ủy ban nhân dân tỉnh Tiền Giang',
          number: '734/SNV-CCVC',
          abstract: 'V/v thỏa thuận bổ nhiệm công chức lãnh đạo',
          to: ['Ủy ban nhân dân huyện Chợ Gạo'],
          paragraphs: [
            'Xét đề nghị của Ủy ban nhân dân huyện Chợ Gạo về việc bổ nhiệm chức danh Phó Trưởng phòng Nội vụ, qua xem xét hồ sơ, Sở Nội vụ thống nhất.',
            'Đề nghị Ủy ban nhân dân huyện thực hiện quy trình, ban hành quyết định theo thẩm quyền và gửi Sở Nội vụ 01 bản để theo dõi.',
          ],
          signerPosition: 'GIÁM ĐỐC',
          signer: 'Lý Thị Hồng Gấm',
          recipients: ['Như trên', 'Lưu: VT, CCVC'],
        },
      },
    ],
  },
  {
    key: 'bonhiem-2',
    reply: 'bonhiem-1',
    from: 'tpnv',
    to: ['ctchogao', 'cvpnv'],
    day: 5,
    time: '08:15',
    body: 'Phòng đã dự thảo quyết định, trình Chủ tịch xem xét ký trong ngày {{+1}}. Hân chuẩn bị hồ sơ cập nhật danh bạ.',
  },
  {
    key: 'hotich-1',
    from: 'tuphap',
    to: ['org:stp'],
    cc: ['ctmp'],
    subject: 'Hỏi về thẩm quyền cấp bản sao trích lục khai sinh đăng ký trước năm 1976',
    day: 7,
    time: '09:35',
    body: `Xã tiếp nhận hồ sơ của một công dân sinh năm 1958, sổ gốc lưu tại xã đã hư hỏng phần ghi tên cha.

Kính đề nghị Sở hướng dẫn: xã cấp trích lục theo nội dung còn đọc được hay chuyển hồ sơ lên Phòng Tư pháp huyện?`,
  },
  {
    key: 'hotich-2',
    reply: 'hotich-1',
    from: 'org:stp',
    by: 'vttp',
    to: ['tuphap'],
    cc: ['org:myphuoc'],
    day: 5,
    time: '15:00',
    body: 'Sở trả lời: xã đối chiếu với sổ lưu tại Phòng Tư pháp huyện; nếu sổ huyện còn thì cấp theo sổ huyện, nếu cả hai đều mất thì hướng dẫn công dân đăng ký lại theo quy định.',
  },
  {
    key: 'phuong1',
    from: 'org:phuong1',
    by: 'vtp1',
    to: ['org:mytho'],
    cc: ['ctp1'],
    subject: 'Đề nghị hỗ trợ dọn rác sau triều cường đường Lê Lợi',
    day: 1,
    time: '13:40',
    body: 'Triều cường chiều qua gây ngập 30 cm đoạn từ số 20 đến số 64 Lê Lợi. Phường đề nghị thành phố bố trí xe và 10 công nhân trong sáng {{+1}}.',
  },
  {
    key: 'khoahoc',
    from: 'org:sgddt',
    by: 'vtgd',
    to: ['org:mytho', 'org:gocong', 'org:cailay', 'org:chogao', 'org:tanphuoc'],
    cc: ['gdgd', 'hieu2'],
    subject: 'Thông báo Cuộc thi Khoa học kỹ thuật học sinh cấp tỉnh',
    day: 15,
    time: '10:00',
    body: 'Sở Giáo dục và Đào tạo thông báo thể lệ cuộc thi năm học {{year}} - {{year+1}}. Hạn đăng ký: {{+20}}. Các đơn vị phổ biến đến trường học trên địa bàn.',
    folder: 'archive',
  },
];
