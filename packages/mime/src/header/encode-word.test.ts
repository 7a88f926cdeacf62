import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWords } from './decode-words.ts';
import { encodeWord, encodeWordAlways, foldHeader } from './encode-word.ts';

test('plain ASCII stays', () => {
  expect(encodeWord('Re: plan 5')).toBe('Re: plan 5');
  expect(encodeWord('')).toBe('');
});

test('what looks like an encoded word is encoded', () => {
  const encoded = encodeWord('=?utf-8?Q?x?=');
  expect(encoded).not.toBe('=?utf-8?Q?x?=');
  expect(decodeWords(encoded)).toBe('=?utf-8?Q?x?=');
});

test('the shorter encoding', () => {
  expect(encodeWord('So 5 cua tinh é')).toBe('=?UTF-8?Q?So_5_cua_tinh_=C3=A9?=');
  expect(encodeWord('Kế hoạch')).toBe('=?UTF-8?B?S+G6vyBob+G6oWNo?=');
});

const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/[\x00-\x1f\x7f]/g, ''));

test('words are at most 75 characters, hold whole characters, and decode to the text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const encoded = encodeWordAlways(text);
      expect(encoded).toMatch(/^[\x20-\x7e]*$/);
      for (const word of encoded.split(' ')) {
        expect(word.length).toBeLessThanOrEqual(75);
        if (!text.includes('\ufffd')) expect(decodeWords(word)).not.toContain('\ufffd');
      }
      expect(decodeWords(encoded)).toBe(text);
      expect(decodeWords(encodeWord(text))).toBe(text);
    }),
  );
});

test('folding keeps lines to 78 where it can, and unfolds to the value', () => {
  const value = encodeWord('Kế hoạch triển khai hộp thư điện tử công vụ năm 2025 trên địa bàn tỉnh Tiền Giang');
  const folded = foldHeader('Subject', value);
  for (const line of folded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  expect(folded.replace(/\r\n/g, '')).toBe(`Subject: ${value}`);
  expect(folded.split('\r\n').length).toBeGreaterThan(1);
  expect(foldHeader('X', 'a'.repeat(200))).toBe(`X: ${'a'.repeat(200)}`);
});

test('a value makes no second header', () => {
  expect(foldHeader('Subject', 'a\r\nBcc: b')).toBe('Subject: a Bcc: b');
});
