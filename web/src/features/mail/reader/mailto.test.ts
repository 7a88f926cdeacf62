import { expect, test } from 'vitest';
import { parseMailto } from './mailto.ts';

const bare = (email: string) => ({ name: null, email });

test('a link gives recipients, subject and text, and nothing else', () => {
  const link =
    'mailto:a@b.vn,c@d.vn?subject=Kh%E1%BA%A9n%0D%0ABcc:x&body=d%C3%B2ng%0D%0A2&to=A@b.vn&cc=e@f.vn&attach=/etc/passwd';
  expect(parseMailto(link)).toEqual({
    to: [bare('a@b.vn'), bare('c@d.vn')],
    cc: [bare('e@f.vn')],
    bcc: [],
    subject: 'Khẩn Bcc:x',
    body: 'dòng\n2',
  });
});

test('broken escapes are taken as they stand', () => {
  expect(parseMailto('mailto:%zz@b.vn').to).toEqual([bare('%zz@b.vn')]);
  expect(parseMailto('mailto:').to).toEqual([]);
});
