import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { LEGACY_NAMES, SENTENCES, sentenceBytes } from '../testing/sentences.ts';
import { decodeCharset } from './decode-charset.ts';
import { detectVietnamese } from './detect.ts';
import { syllableScore } from './syllable.ts';

describe.each(LEGACY_NAMES)('%s', (charset) => {
  test.each(SENTENCES.map((sentence) => [sentence.text, sentence] as const))('%s', (text, sentence) => {
    const bytes = sentenceBytes(sentence, charset);
    expect(decodeCharset(bytes, charset)).toBe(text);
    expect(detectVietnamese(bytes)).toBe(charset);
    for (const announced of [
      '',
      'us-ascii',
      'iso-8859-1',
      'windows-1252',
      'unknown-8bit',
      'x-viet-vps',
      'no-such-charset',
    ]) {
      expect(decodeCharset(bytes, announced)).toBe(text);
    }
  });

  test('wrongly called UTF-8', () => {
    for (const sentence of SENTENCES)
      expect(decodeCharset(sentenceBytes(sentence, charset), 'utf-8')).toBe(sentence.text);
  });

  test('a few words are enough', () => {
    const two = { tcvn3: 'B¸o c¸o', vni: 'Baùo caùo', viscii: 'Báo cáo', 'windows-1258': 'Báo cáo' }[charset];
    expect(decodeCharset(Buffer.from(two, 'latin1'), '')).toBe('Báo cáo');
  });
});

test('UTF-8 wins whatever is announced', () => {
  const bytes = Buffer.from('Ủy ban nhân dân tỉnh');
  expect(detectVietnamese(bytes)).toBe('utf-8');
  for (const announced of ['', 'us-ascii', 'iso-8859-1', 'windows-1252'])
    expect(decodeCharset(bytes, announced)).toBe('Ủy ban nhân dân tỉnh');
});

test('other languages stay what they are', () => {
  const texts = [
    'Le café était fermé, nous avons été obligés de rentrer à la maison après le dîner.',
    'Über die Grenze führt eine schöne Straße für müde Wanderer nach Köln.',
    'El niño comió más pan, y su corazón cantó una canción también.',
    'São Paulo não é a capital; a informação está à disposição.',
    'Smörgåsbord på svenska är väldigt gott, tycker många människor.',
  ];
  for (const text of texts) {
    expect(decodeCharset(iconv.encode(text, 'windows-1252'), 'iso-8859-1')).toBe(text);
    expect(decodeCharset(iconv.encode(text, 'windows-1252'), '')).toBe(text);
  }
});

test('plain ASCII and nothing at all have no charset', () => {
  expect(detectVietnamese(Buffer.from('plain text'))).toBeUndefined();
  expect(detectVietnamese(Buffer.alloc(0))).toBeUndefined();
});

test('a sample that ends within a character is still UTF-8', () => {
  const bytes = Buffer.from('ệ'.repeat(30_000));
  expect(detectVietnamese(bytes)).toBe('utf-8');
  expect(detectVietnamese(Buffer.concat([Buffer.from('x'), bytes]))).toBe('utf-8');
  expect(detectVietnamese(Buffer.concat([Buffer.from('x'.repeat(40_000)), bytes]))).toBe('utf-8');
});

test('syllables', () => {
  for (const word of 'nghiêng quyết giếng gì khuỷu ướt uống yêu đường thuở rượu hoẵng xoong'.split(' ')) {
    expect([word, syllableScore(word) > 0]).toEqual([word, true]);
  }
  for (const word of ['café', 'über', 'más', 'tàc', 'bảp', 'ắắ', 'déjà', 'naïve', 'quàng1'])
    expect([word, syllableScore(word)]).toEqual([word, 0]);
  expect(syllableScore('của')).toBe(2);
});
