export const admin = {
  'admin.title': 'Quản trị',
  'admin.pages': 'Các trang quản trị',
  'admin.none': 'Chưa có trang nào dành cho vai trò của ông/bà',
  'admin.noneHint': 'Đơn vị quản lý hệ thống cấp vai trò theo quy chế.',
} as const;
