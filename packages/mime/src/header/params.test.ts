import { expect, test } from 'vitest';
import { decodeParams, joinContinuations, parseParams } from './params.ts';

const read = (text: string) => decodeParams(parseParams(text).params);

test.each([
  ['text/plain; charset=us-ascii (Plain text)', { charset: 'us-ascii' }],
  ['text/plain; charset="utf-8"; format=flowed', { charset: 'utf-8', format: 'flowed' }],
  ['text/plain;charset=utf-8 name="x y.txt"', { charset: 'utf-8', name: 'x y.txt' }],
  ['attachment; filename=Ke hoach 5.pdf; size=3', { filename: 'Ke hoach 5.pdf', size: '3' }],
  ['attachment; filename="a \\"b\\".pdf"', { filename: 'a "b".pdf' }],
  ['attachment; filename="C:\\Users\\a.doc"', { filename: 'C:\\Users\\a.doc' }],
  ['attachment; filename="never closed', { filename: 'never closed' }],
  ['attachment; filename="=?UTF-8?B?S+G6vyBob+G6oWNo?="', { filename: 'Kế hoạch' }],
  ['attachment; ; =x; a; b=', { b: '' }],
  ['a; x=1; x=2', { x: '1' }],
  // RFC 2231 §3, §4, §4.1.
  ['a; URL*0="ftp://";URL*1="cs.utk.edu"', { url: 'ftp://cs.utk.edu' }],
  ["a; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", { title: 'This is ***fun***' }],
  [
    "a; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
    { title: "This is even more ***fun*** isn't it!" },
  ],
  ["a; filename*1*=%E1%BA%BF; filename*0*=utf-8''K", { filename: 'Kế' }],
  ["a; filename*0*=utf-8''K%E1; filename*1*=%BA%BF", { filename: 'Kế' }],
  ['a; filename="K?.pdf"; filename*=UTF-8\'\'K%E1%BA%BF.pdf', { filename: 'Kế.pdf' }],
  ["a; filename*=tcvn3''B%B8o%20c%B8o", { filename: 'Báo cáo' }],
  ['a; filename*=K%E1%BA%BF', { filename: 'Kế' }],
  ['a; filename*0="=?UTF-8?B?S+G6"; filename*1="vw==?="', { filename: 'Kế' }],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('the value stands without comments', () => {
  expect(parseParams('text/plain (hello); a=b').value).toBe('text/plain');
});

test('a parameter named for the prototype does nothing', () => {
  const params = read("a; __proto__=x; __proto__*=utf-8''x; constructor=y");
  expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  expect(params).toEqual({ constructor: 'y' });
});

test('at most a hundred', () => {
  expect(parseParams(`a${';x=1'.repeat(1000)}`).params).toHaveLength(100);
});

test('continuations joined for IMAP stay encoded', () => {
  const join = (text: string) => joinContinuations(parseParams(text).params);
  expect(join('a; x=1; f*0*=utf-8\'\'K%E1; f*1*=%BA%BF; f*2=" a.pdf"; y=2')).toEqual([
    ['x', '1'],
    ['f*', "utf-8''K%E1%BA%BF%20a.pdf"],
    ['y', '2'],
  ]);
  expect(join('a; f*1=b; f*0=a')).toEqual([['f', 'ab']]);
  expect(join("a; f*=utf-8''x")).toEqual([['f*', "utf-8''x"]]);
});
