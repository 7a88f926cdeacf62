/**
 * The sixty people of the sample province, all made up. Two of one name show the ladder of TG 4.2. The head of an
 * organisation keeps its mailbox (TG 9.1); the registry clerk is delegated.
 */
export interface SamplePerson {
  key: string;
  name: string;
  born: number;
  organisation: string;
  position: string;
  role?: 'head' | 'clerk';
  /** Empty mailboxes for the conformance suite of JMAP. */
  forTests?: true;
}

type Row = [key: string, name: string, born: number, organisation: string, position: string, role?: 'head' | 'clerk'];

const rows: Row[] = [
  // First: the one to look at the product as; he gets the most mail.
  ['hieu', 'Lê Minh Hiếu', 1977, 'stttt', 'Phó Giám đốc'],
  ['chutich', 'Nguyễn Hoàng Sơn', 1968, 'ubnd', 'Chủ tịch', 'head'],
  ['pct', 'Trần Thị Bích Liên', 1972, 'ubnd', 'Phó Chủ tịch'],
  ['cvp', 'Phạm Quang Vinh', 1971, 'vp', 'Chánh Văn phòng', 'head'],
  ['vtvp', 'Huỳnh Thị Mỹ Duyên', 1988, 'vp', 'Văn thư', 'clerk'],
  ['cvvp', 'Đoàn Minh Khang', 1985, 'vp', 'Chuyên viên Phòng Hành chính - Tổ chức'],
  ['gdtt', 'Võ Văn Thành', 1970, 'stttt', 'Giám đốc', 'head'],
  ['vttt', 'Nguyễn Thị Kim Chi', 1990, 'vpstttt', 'Văn thư', 'clerk'],
  ['hieu2', 'Lê Minh Hiếu', 1978, 'stttt', 'Chuyên viên Phòng Công nghệ thông tin'],
  ['cvptt', 'Trương Ngọc Ánh', 1979, 'vpstttt', 'Chánh Văn phòng Sở', 'head'],
  ['gdcntt', 'Đặng Quốc Huy', 1976, 'cntt', 'Giám đốc Trung tâm', 'head'],
  ['qtht', 'Bùi Thanh Tùng', 1989, 'cntt', 'Trưởng phòng Hạ tầng - An toàn thông tin'],
  ['hotro', 'Ngô Thị Phương Thảo', 1993, 'cntt', 'Chuyên viên hỗ trợ người dùng', 'clerk'],
  ['kt1', 'Trương Thanh Bình', 1991, 'cntt', 'Kỹ sư kiểm thử'],
  ['kt2', 'Hồ Ngọc Quyên', 1994, 'cntt', 'Kỹ sư kiểm thử'],
  ['gdnv', 'Lý Thị Hồng Gấm', 1969, 'snv', 'Giám đốc', 'head'],
  ['vtnv', 'Phan Thị Ngọc Trâm', 1992, 'snv', 'Văn thư', 'clerk'],
  ['cvnv', 'Dương Văn Lộc', 1984, 'snv', 'Trưởng phòng Công chức, viên chức'],
  ['gdtc', 'Trần Văn Dũng', 1967, 'stc', 'Giám đốc', 'head'],
  ['vttc', 'Lê Thị Thanh Thúy', 1987, 'stc', 'Văn thư', 'clerk'],
  ['ns', 'Nguyễn Đức Tài', 1981, 'stc', 'Trưởng phòng Quản lý ngân sách'],
  ['gdkh', 'Huỳnh Tấn Phát', 1973, 'skhdt', 'Giám đốc', 'head'],
  ['vtkh', 'Võ Thị Cẩm Nhung', 1991, 'skhdt', 'Văn thư', 'clerk'],
  ['cvkh', 'Tô Hoài Nam', 1983, 'skhdt', 'Chuyên viên Phòng Tổng hợp'],
  ['gdyt', 'Đinh Thị Thu Vân', 1970, 'syt', 'Giám đốc', 'head'],
  ['vtyt', 'Châu Thị Bé Ba', 1986, 'syt', 'Văn thư', 'clerk'],
  ['gdksbt', 'Lâm Hữu Nghĩa', 1974, 'ksbt', 'Giám đốc Trung tâm', 'head'],
  ['dichte', 'Mai Xuân Trường', 1986, 'ksbt', 'Trưởng khoa Phòng, chống bệnh truyền nhiễm', 'clerk'],
  ['gdgd', 'Nguyễn Văn Nhẫn', 1969, 'sgddt', 'Giám đốc', 'head'],
  ['vtgd', 'Tạ Thị Minh Nguyệt', 1989, 'sgddt', 'Văn thư', 'clerk'],
  ['gdnn', 'Cao Văn Hóa', 1971, 'snn', 'Giám đốc', 'head'],
  ['vtnn', 'Đỗ Thị Yến Nhi', 1995, 'snn', 'Văn thư', 'clerk'],
  ['thuyloi', 'Phùng Chí Công', 1980, 'snn', 'Chi cục trưởng Chi cục Thủy lợi'],
  ['gdtp', 'Vương Thị Diệu Hiền', 1975, 'stp', 'Giám đốc', 'head'],
  ['vttp', 'Quách Tuấn Kiệt', 1990, 'stp', 'Văn thư', 'clerk'],
  ['ctmytho', 'Lê Hoàng Phúc', 1972, 'mytho', 'Chủ tịch', 'head'],
  ['vtmytho', 'Trần Thị Ái Vy', 1993, 'mytho', 'Văn thư', 'clerk'],
  ['ctp1', 'Phạm Thị Tuyết Mai', 1978, 'phuong1', 'Chủ tịch', 'head'],
  ['vtp1', 'Nguyễn Anh Thư', 1996, 'phuong1', 'Công chức Văn phòng - Thống kê', 'clerk'],
  ['ctgocong', 'Thái Bá Lâm', 1970, 'gocong', 'Chủ tịch', 'head'],
  ['vtgocong', 'Kiều Thị Ngân Hà', 1990, 'gocong', 'Văn thư', 'clerk'],
  ['ctcailay', 'Nguyễn Phước Đông', 1971, 'cailay', 'Chủ tịch', 'head'],
  ['vtcailay', 'Lương Thị Hoài Thương', 1992, 'cailay', 'Văn thư', 'clerk'],
  ['cthcl', 'Trịnh Công Minh', 1973, 'hcailay', 'Chủ tịch', 'head'],
  ['vthcl', 'Hà Thị Lan Hương', 1988, 'hcailay', 'Văn thư', 'clerk'],
  ['ctchogao', 'Đào Văn Khánh', 1969, 'chogao', 'Chủ tịch', 'head'],
  ['pctchogao', 'Bạch Thị Ngọc Điệp', 1977, 'chogao', 'Phó Chủ tịch'],
  ['vtchogao', 'Tăng Thị Thùy Linh', 1991, 'chogao', 'Văn thư', 'clerk'],
  ['tpnv', 'Hồ Minh Đức', 1980, 'pnvchogao', 'Trưởng phòng', 'head'],
  ['cvpnv', 'Nguyễn Ngọc Hân', 1995, 'pnvchogao', 'Chuyên viên', 'clerk'],
  ['ctbn', 'Võ Thành Trung', 1979, 'binhninh', 'Chủ tịch', 'head'],
  ['vtbn', 'Trần Kim Ngọc', 1994, 'binhninh', 'Công chức Văn phòng - Thống kê', 'clerk'],
  ['cttp', 'Phan Thanh Liêm', 1970, 'tanphuoc', 'Chủ tịch', 'head'],
  ['vttph', 'Bùi Thị Xuân Đào', 1989, 'tanphuoc', 'Văn thư', 'clerk'],
  ['tptckh', 'Lưu Gia Bảo', 1982, 'ptckh', 'Trưởng phòng', 'head'],
  ['ketoan', 'Nguyễn Thị Thu Hà', 1992, 'ptckh', 'Kế toán', 'clerk'],
  ['ctmp', 'Đặng Văn Út', 1976, 'myphuoc', 'Chủ tịch', 'head'],
  ['vtmp', 'Lê Thị Hồng Nhung', 1997, 'myphuoc', 'Công chức Văn phòng - Thống kê', 'clerk'],
  ['diachinh', 'Trần Quốc Thịnh', 1988, 'myphuoc', 'Công chức Địa chính - Xây dựng'],
  ['tuphap', 'Nguyễn Thị Thu Hà', 1990, 'myphuoc', 'Công chức Tư pháp - Hộ tịch'],
];

const testers = new Set(['kt1', 'kt2']);

export const samplePeople: readonly SamplePerson[] = rows.map(([key, name, born, organisation, position, role]) => ({
  key,
  name,
  born,
  organisation,
  position,
  ...(role ? { role } : {}),
  ...(testers.has(key) ? { forTests: true } : {}),
}));

/** The clerk of an organisation that has none of its own is another's. */
export const sharedClerks: Readonly<Record<string, string>> = { ubnd: 'vtvp', stttt: 'vttt' };
