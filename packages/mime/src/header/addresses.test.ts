import { expect, test } from 'vitest';
import { parseAddresses } from './addresses.ts';
import { formatAddress, formatAddresses } from './format-address.ts';

const one = (name: string | null, email: string) => ({ name, email });

test.each([
  ['a@b.test', [one(null, 'a@b.test')]],
  ['<a@b.test>', [one(null, 'a@b.test')]],
  ['An <a@b.test>, Bình <c@d.test>', [one('An', 'a@b.test'), one('Bình', 'c@d.test')]],
  ['"Sở, ban (ngành)" <a@b.test>', [one('Sở, ban (ngành)', 'a@b.test')]],
  ['"a \\"b\\" c" <a@b.test>', [one('a "b" c', 'a@b.test')]],
  ['=?UTF-8?Q?Nguy=E1=BB=85n?= =?UTF-8?Q?_An?= <a@b.test>', [one('Nguyễn An', 'a@b.test')]],
  // A comma within an encoded word, which should not be there.
  ['=?UTF-8?Q?Nguy=E1=BB=85n,An?= <a@b.test>', [one('Nguyễn,An', 'a@b.test')]],
  ['"=?UTF-8?B?S+G6vw==?=" <a@b.test>', [one('Kế', 'a@b.test')]],
  ['a@b.test (An Nguyen)', [one('An Nguyen', 'a@b.test')]],
  [
    'Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>',
    [one('Pete', 'pete(hisaccount)@silly.test(hishost)')],
  ],
  ['<@a.test,@b.test:c@d.test>', [one(null, 'c@d.test')]],
  ['"john doe"@b.test', [one(null, '"john doe"@b.test')]],
  ['john . doe @ b . test', [one(null, 'john.doe@b.test')]],
  ['John Doe john@b.test', [one('John Doe', 'john@b.test')]],
  ['root', [one(null, 'root')]],
  ['An <a@b.test', [one('An', 'a@b.test')]],
  ['a@b.test; c@d.test', [one(null, 'a@b.test'), one(null, 'c@d.test')]],
  [', ,, a@b.test,', [one(null, 'a@b.test')]],
  ['Undisclosed recipients:;', []],
  [
    'nhóm: a@b.test, C <c@d.test>; e@f.test',
    [
      { name: null, email: 'a@b.test', group: 'nhóm' },
      { name: 'C', email: 'c@d.test', group: 'nhóm' },
      one(null, 'e@f.test'),
    ],
  ],
  ['a@[192.0.2.1:25]', [one(null, 'a@[192.0.2.1:25]')]],
  ['', []],
  ['<>', []],
  ['"never closed <a@b.test>', [one('never closed', 'a@b.test')]],
  ['(never closed a@b.test', [one('never closed', 'a@b.test')]],
  ['người.dùng@thư.test', [one(null, 'người.dùng@thư.test')]],
])('%s', (text, expected) => {
  expect(parseAddresses(text)).toEqual(expected);
});

test('octets in a legacy charset', () => {
  expect(parseAddresses(Buffer.from('NguyÔn V¨n An <a@b.test>', 'latin1'))).toEqual([one('Nguyễn Văn An', 'a@b.test')]);
});

test('formatting', () => {
  expect(formatAddress(one(null, 'a@b.test'))).toBe('a@b.test');
  expect(formatAddress(one('An Binh', 'a@b.test'))).toBe('An Binh <a@b.test>');
  expect(formatAddress(one('Binh, A. "x" \\', 'a@b.test'))).toBe('"Binh, A. \\"x\\" \\\\" <a@b.test>');
  expect(formatAddress(one('Kế', 'a@b.test'))).toBe('=?UTF-8?B?S+G6vw==?= <a@b.test>');
  expect(formatAddress(one('x\r\nBcc: y', 'a@b.test\r\nBcc: <z>'))).toBe('"x Bcc: y" <a@b.testBcc: z>');
  expect(
    formatAddresses([
      { ...one('An', 'a@b.test'), group: 'ban' },
      { ...one(null, 'c@d.test'), group: 'ban' },
      one(null, 'e@f.test'),
    ]),
  ).toBe('ban: An <a@b.test>, c@d.test;, e@f.test');
});

test('what is formatted reads back', () => {
  for (const name of [
    'An',
    'Sở, ban',
    'a (b) <c>',
    '"q"',
    '\\',
    'Ủy ban nhân dân tỉnh Tiền Giang – Văn phòng, phòng Hành chính',
    '=?x?=',
    'a@b',
    ':;',
  ]) {
    expect([name, parseAddresses(formatAddress(one(name, 'a@b.test')))]).toEqual([name, [one(name, 'a@b.test')]]);
  }
});
