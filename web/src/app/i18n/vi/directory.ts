export const directory = {
  'directory.title': 'Danh bạ',
} as const;
