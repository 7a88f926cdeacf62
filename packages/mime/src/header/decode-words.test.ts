import { expect, test } from 'vitest';
import { decodeWords } from './decode-words.ts';

const b64 = (bytes: Buffer | string) => Buffer.from(bytes as string).toString('base64');

test.each([
  // RFC 2047 §8.
  ['(=?ISO-8859-1?Q?a?=)', '(a)'],
  ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
  ['(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)', '(ab)'],
  ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
  ['(=?ISO-8859-1?Q?a?=\r\n     =?ISO-8859-1?Q?b?=)', '(ab)'],
  ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
  ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
  ['=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>', 'Keld Jørn Simonsen <keld@dkuug.dk>'],
  ['=?utf-8?q?K=e1=ba=bf_ho=e1=ba=a1ch?=', 'Kế hoạch'],
  [`=?UTF-8?B?${b64('Công văn')}?= số 5`, 'Công văn số 5'],
  // RFC 2231 §5: a language.
  ['=?utf-8*vi?Q?=E1=BA=BF?=', 'ế'],
  // Blanks where they may not be.
  ['=?utf-8?Q?K=E1=BA=BF ho=E1=BA=A1ch?=', 'Kế hoạch'],
  // Nothing to decode.
  ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
  ['=?utf-8?B?abc', '=?utf-8?B?abc'],
  ['a = b ? c', 'a = b ? c'],
  ['', ''],
  // Broken hexadecimal stays.
  ['=?utf-8?Q?50=_=ZZ?=', '50= =ZZ'],
])('%s', (text, expected) => {
  expect(decodeWords(text)).toBe(expected);
});

test('a letter split between two words', () => {
  const bytes = Buffer.from('Tiếng');
  const words = [bytes.subarray(0, 3), bytes.subarray(3)].map((each) => `=?utf-8?B?${each.toString('base64')}?=`);
  expect(decodeWords(words.join('\r\n '))).toBe('Tiếng');
  expect(decodeWords('=?UTF-8?Q?Ti=E1=BA?= =?utf-8?B?v25n?=')).toBe('Tiếng');
});

test('charsets unknown, wrong and Vietnamese', () => {
  expect(decodeWords('=?x-nonsense?Q?K=E1=BA=BF?=')).toBe('Kế');
  expect(decodeWords('=?us-ascii?Q?K=E1=BA=BF?=')).toBe('Kế');
  expect(decodeWords(`=?x-viet-tcvn?B?${b64(Buffer.from('B¸o c¸o', 'latin1'))}?=`)).toBe('Báo cáo');
  expect(decodeWords('=?iso-8859-1?Q?B=B8o_c=B8o?=')).toBe('Báo cáo');
  expect(decodeWords('=?windows-1258?Q?Ti=EA=EC?=')).toBe('Tiế');
});

test('octets that no word covers', () => {
  expect(decodeWords(Buffer.from('Kế hoạch =?utf-8?Q?s=E1=BB=91?= 5'))).toBe('Kế hoạch số 5');
  expect(decodeWords(Buffer.from('B¸o c¸o', 'latin1'))).toBe('Báo cáo');
  expect(decodeWords(Buffer.from('Kế hoạch').toString('latin1'))).toBe('Kế hoạch');
  expect(decodeWords('Kế hoạch é')).toBe('Kế hoạch é');
  expect(decodeWords('café')).toBe('café');
});

test('no control character comes out: a word is no way to a second header line', () => {
  expect(decodeWords('=?utf-8?Q?a=0D=0ABcc:_b=00?=')).toBe('aBcc: b');
  expect(decodeWords('=?utf-16be?B?2AA=?=')).toBe('\ufffd');
});
