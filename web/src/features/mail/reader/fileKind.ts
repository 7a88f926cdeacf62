export interface FileKind {
  /** At most four letters, for the icon. */
  label: string;
  hue: 'red' | 'blue' | 'green' | 'amber' | 'violet' | 'grey';
  /** How it can be shown within the page. */
  preview: 'image' | 'pdf' | null;
}

const byExtension: Record<string, FileKind['hue']> = {
  pdf: 'red',
  doc: 'blue',
  docx: 'blue',
  odt: 'blue',
  rtf: 'blue',
  xls: 'green',
  xlsx: 'green',
  ods: 'green',
  csv: 'green',
  ppt: 'amber',
  pptx: 'amber',
  odp: 'amber',
  zip: 'grey',
  rar: 'grey',
  '7z': 'grey',
};

const byType: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/zip': 'zip',
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
};

/** Pictures that a browser draws and that can't hold a script. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

export function fileKind(name: string | null, type: string): FileKind {
  const lower = type.toLowerCase();
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1]?.toLowerCase();
  const extension = ending ?? byType[lower] ?? lower.split('/')[1]?.replace(/^(?:x-|vnd\.).*/, '') ?? '';
  const isPicture = pictures.has(lower);
  const isPdf = lower === 'application/pdf' || (extension === 'pdf' && lower === 'application/octet-stream');
  const hue = byExtension[extension] ?? (lower.startsWith('image/') ? 'violet' : 'grey');
  return {
    label: (extension || 'tep').slice(0, 4).toUpperCase(),
    hue,
    preview: isPdf ? 'pdf' : isPicture ? 'image' : null,
  };
}
