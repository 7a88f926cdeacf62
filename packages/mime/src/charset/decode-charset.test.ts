import { expect, test } from 'vitest';
import { charsetKnown, decodeCharset } from './decode-charset.ts';

test.each([
  ['utf-8', Buffer.from('\ufeffTiếng Việt'), 'Tiếng Việt'],
  ['UTF8', Buffer.from('Tiếng Việt'), 'Tiếng Việt'],
  ['utf-16le', Buffer.from('Việt', 'utf16le'), 'Việt'],
  ['utf-16', Buffer.from([0xfe, 0xff, 0x00, 0x56, 0x1e, 0xc7]), 'Vệ'],
  ['iso-8859-15', Buffer.from([0xa4]), '€'],
  ['gb18030', Buffer.from('d6d0cec4', 'hex'), '中文'],
  ['gb2312', Buffer.from('d6d0cec4', 'hex'), '中文'],
  ['big5', Buffer.from('a4a4a4e5', 'hex'), '中文'],
  ['shift_jis', Buffer.from('93fa967b', 'hex'), '日本'],
  ['euc-jp', Buffer.from('c6fccbdc', 'hex'), '日本'],
  ['iso-2022-jp', Buffer.from('\x1b$BF|K\\\x1b(B', 'latin1'), '日本'],
  ['euc-kr', Buffer.from('c7d1b1b9', 'hex'), '한국'],
  ['ks_c_5601-1987', Buffer.from('c7d1b1b9', 'hex'), '한국'],
  ['koi8-r', Buffer.from('f0d2c9', 'hex'), 'При'],
  ['windows-1251', Buffer.from('cff0e8', 'hex'), 'При'],
  ['utf-7', Buffer.from('Vi+Hsc-t'), 'Việt'],
  ['tis-620', Buffer.from('a1', 'hex'), 'ก'],
])('%s', (charset, bytes, text) => {
  expect(decodeCharset(bytes, charset)).toBe(text);
  expect(charsetKnown(charset)).toBe(true);
});

test('an unknown charset is guessed', () => {
  expect(charsetKnown('x-nonsense')).toBe(false);
  expect(decodeCharset(Buffer.from('chữ Việt'), 'x-nonsense')).toBe('chữ Việt');
  expect(decodeCharset(Buffer.from('plain'), '__proto__')).toBe('plain');
  // A codec that is no charset: it must not turn text into hexadecimal.
  expect(decodeCharset(Buffer.from('plain'), 'hex')).toBe('plain');
  expect(decodeCharset(Buffer.from('plain'), 'base64')).toBe('plain');
});

test('UTF-8 with slips keeps what is right', () => {
  const cut = Buffer.from('Ủy ban nhân dân tỉnh Tiền Giang, huyện Cái Bè').subarray(0, -1);
  expect(decodeCharset(cut, 'utf-8')).toBe('Ủy ban nhân dân tỉnh Tiền Giang, huyện Cái B\ufffd');
});

test('windows-1252 quotation marks', () => {
  expect(decodeCharset(Buffer.from([0x93, 0x41, 0x94]), 'iso-8859-1')).toBe('“A”');
  expect(decodeCharset(Buffer.from('93B¸o94'.replace('93', '\x93').replace('94', '\x94'), 'latin1'), 'tcvn3')).toBe(
    '“Báo”',
  );
});

test('marks of windows-1258 are composed', () => {
  expect(decodeCharset(Buffer.from([0x61, 0xec]), 'windows-1258')).toBe('á');
  expect(decodeCharset(Buffer.from([0xea, 0xec]), 'cp1258')).toBe('ế');
});
