import { expect, test } from 'vitest';
import { distinct, formatAddress, isAddress, splitAddresses } from './addresses.ts';

test.each([
  ['an@tiengiang.gov.vn', true],
  ['le.minh-hieu+a@so.tiengiang.test', true],
  ['ánh@tiengiang.gov.vn', false],
  ['an@tiengiang', false],
  ['an@@tiengiang.vn', false],
  ['.an@tiengiang.vn', false],
  ['an..b@tiengiang.vn', false],
  ['an@-x.vn', false],
  ['an b@x.vn', false],
  [`${'a'.repeat(65)}@x.vn`, false],
  ['', false],
])('%s is an address: %s', (text, is) => {
  expect(isAddress(text)).toBe(is);
});

test('a pasted list is taken apart', () => {
  const text =
    'a@x.vn, b@x.vn;c@x.vn\nNguyễn Văn A <d@x.vn>\t"Sở Y tế, Tiền Giang" <e@x.vn>\r\n<f@x.vn>,, mailto:g@x.vn';
  expect(splitAddresses(text)).toEqual([
    { name: null, email: 'a@x.vn' },
    { name: null, email: 'b@x.vn' },
    { name: null, email: 'c@x.vn' },
    { name: 'Nguyễn Văn A', email: 'd@x.vn' },
    { name: 'Sở Y tế, Tiền Giang', email: 'e@x.vn' },
    { name: null, email: 'f@x.vn' },
    { name: null, email: 'g@x.vn' },
  ]);
});

test('spaces part addresses only where all are addresses', () => {
  expect(splitAddresses('a@x.vn b@x.vn').map((a) => a.email)).toEqual(['a@x.vn', 'b@x.vn']);
  expect(splitAddresses('anh Ba')).toEqual([{ name: null, email: 'anh Ba' }]);
  expect(splitAddresses('anh Ba <ba@x>')).toEqual([{ name: 'anh Ba', email: 'ba@x' }]);
});

test('an open quote ends with its line', () => {
  expect(splitAddresses('"A <a@x.vn>\nb@x.vn').map((a) => a.email)).toEqual(['a@x.vn', 'b@x.vn']);
});

test('what is written is read back', () => {
  for (const address of [
    { name: 'Nguyễn Văn A', email: 'a@x.vn' },
    { name: 'Sở Y tế, Tiền Giang', email: 'a@x.vn' },
    { name: null, email: 'a@x.vn' },
  ]) {
    expect(splitAddresses(formatAddress(address))).toEqual([address]);
  }
});

test('each address once', () => {
  const list = splitAddresses('A <a@x.vn>, a@X.vn, b@x.vn');
  expect(distinct(list).map((a) => a.email)).toEqual(['a@x.vn', 'b@x.vn']);
});
