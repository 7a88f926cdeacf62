import { describe, expect, test } from 'vitest';
import { addressText, isAddress, mergeAddresses, parseAddresses, parseMailto } from './addresses.ts';

const bare = (email: string) => ({ name: null, email });

describe('addresses', () => {
  test.each([
    ['a@b.vn, c@d.vn', [bare('a@b.vn'), bare('c@d.vn')]],
    ['Lê Thị Lan <lan@x.vn>; "Trần, Bình" <b@x.vn>', [{ name: 'Lê Thị Lan', email: 'lan@x.vn' }, { name: 'Trần, Bình', email: 'b@x.vn' }]],
    ['"a \\"b\\"" <c@d.vn>', [{ name: 'a "b"', email: 'c@d.vn' }]],
    ['a@b.vn c@d.vn\ne@f.vn\tg@h.vn', [bare('a@b.vn'), bare('c@d.vn'), bare('e@f.vn'), bare('g@h.vn')]],
    ['Sở Nội vụ sonoivu@x.vn', [{ name: 'Sở Nội vụ', email: 'sonoivu@x.vn' }]],
    ['<mailto:a@b.vn>', [bare('a@b.vn')]],
    ['"mở ngoặc <a@b.vn>\nc@d.vn', [{ name: '"mở ngoặc', email: 'a@b.vn' }, bare('c@d.vn')]],
    ['không phải', [bare('không phải')]],
    [' , ;\n', []],
  ])('%j', (text, list) => expect(parseAddresses(text)).toEqual(list));

  test.each(['a@b.vn', 'a.b+c@x-y.gov.vn', 'văn.thư@tỉnh.vn'])('%s is one', (a) => expect(isAddress(a)).toBe(true));
  test.each(['a@b', '@b.vn', 'a b@c.vn', 'a@b..vn', '.a@b.vn', 'a..b@c.vn', 'a@-b.vn', 'a@b.vn,', `${'a'.repeat(65)}@b.vn`, 'a@b@c.vn'])(
    '%s is none',
    (a) => expect(isAddress(a)).toBe(false),
  );

  test('each address stands once, whatever its case', () => {
    expect(mergeAddresses([bare('a@b.vn')], [bare('A@B.vn'), bare('c@d.vn'), bare('C@d.vn')]).map((a) => a.email)).toEqual(['a@b.vn', 'c@d.vn']);
  });

  test('a list as text', () => {
    expect(addressText([{ name: 'Lan', email: 'l@x.vn' }, bare('b@x.vn')])).toBe('Lan <l@x.vn>, b@x.vn');
    expect(addressText(null)).toBe('');
  });
});

test('mailto links', () => {
  expect(parseMailto('mailto:a@b.vn,c@d.vn?subject=Kh%E1%BA%A9n%0D%0ABcc:x&body=d%C3%B2ng%0D%0A2&cc=e@f.vn&attach=/etc/passwd')).toEqual({
    to: [bare('a@b.vn'), bare('c@d.vn')],
    cc: [bare('e@f.vn')],
    bcc: [],
    subject: 'Khẩn Bcc:x',
    body: 'dòng\n2',
  });
  expect(parseMailto('mailto:%zz').to).toEqual([bare('%zz')]);
});
