import { describe, expect, test } from 'vitest';
import { convertLegacyText, detectLegacyText, fontCharset } from './legacy-text.ts';

test.each([
  ['NguyÔn V¨n An', 'Nguyễn Văn An'],
  ['Uû ban nh©n d©n tØnh TiÒn Giang', 'Uỷ ban nhân dân tỉnh Tiền Giang'],
  ['CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  ['Së Th«ng tin vµ TruyÒn th«ng', 'Sở Thông tin và Truyền thông'],
  ['Nguyeãn Vaên An', 'Nguyễn Văn An'],
  ['UÛy ban nhaân daân tænh Tieàn Giang', 'Ủy ban nhân dân tỉnh Tiền Giang'],
  ['COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
])('%s', (legacy, text) => {
  expect(convertLegacyText(legacy)).toBe(text);
});

test.each([
  'Nguyễn Văn An',
  'Lê Hà',
  'plain',
  '',
  'Ủy ban nhân dân',
  'Trà Vinh',
  'café crème',
  'Müller',
  '“A” – b',
  '中文',
  'Hồ Chí Minh',
  'Công văn đến',
])('%s is left alone', (text) => {
  expect(convertLegacyText(text)).toBe(text);
  expect(detectLegacyText(text)).toBeUndefined();
});

describe('with what the caller knows', () => {
  test('a column decides for its cells', () => {
    const column = ['Hµ', 'Bïi ThÞ Hßa', 'TrÇn V¨n Bè', 'NguyÔn Hång S¬n', 'plain'];
    const charset = detectLegacyText(column);
    expect(charset).toBe('tcvn3');
    expect(column.map((cell) => convertLegacyText(cell, charset))).toEqual([
      'Hà',
      'Bùi Thị Hòa',
      'Trần Văn Bố',
      'Nguyễn Hồng Sơn',
      'plain',
    ]);
  });

  test('a font of capitals', () => {
    expect(fontCharset('.VnTimeH')).toEqual({ charset: 'tcvn3', capitals: true });
    expect(fontCharset('.VnTime')).toEqual({ charset: 'tcvn3', capitals: false });
    expect(fontCharset('VNI-Times')).toEqual({ charset: 'vni', capitals: false });
    expect(fontCharset('Times New Roman')).toBeUndefined();
    expect(convertLegacyText('Céng hßa', 'tcvn3', true)).toBe('CỘNG HÒA');
  });
});

test('capitals come back where the words around show them', () => {
  expect(convertLegacyText('ý KIÕN CñA UBND TØNH', 'tcvn3')).toBe('Ý KIẾN CỦA UBND TỈNH');
  expect(convertLegacyText('«ng Hµ ®i häp', 'tcvn3')).toBe('ông Hà đi họp');
  expect(convertLegacyText('Hµ NéI\nHµ ®i', 'tcvn3')).toBe('HÀ NỘI\nHà đi');
});
