/** Quảng Ninh leaves the local part open (QN 4.2); Bình Dương's and Thái Bình's texts are silent. The profiles say so. */
import { expect, test } from 'vitest';
import { namingOf } from './testing.ts';

test.each([
  ['quang-ninh', 'QN 4.2'],
  ['binh-duong', null],
  ['thai-binh', null],
])('%s: an installation’s own form, and a note that says so', async (province, cite) => {
  const { person, organisation } = namingOf(province);
  const note = { vi: expect.stringContaining('của hệ thống'), en: expect.stringContaining('own form') };
  expect(await person('Lê Minh Hiếu')).toMatchObject({ local: 'leminhhieu', cite, note });
  expect(await organisation('Sở Y tế', 'department')).toMatchObject({ local: 'syt', cite, note });
  const named = async (name: string, kind: string, above: string[], taken: string[] = []) =>
    (await organisation(name, kind, { above, taken })).local;
  expect(await named('Ủy ban nhân dân huyện Đầm Hà', 'district', [])).toBe('damha');
  expect(await named('Xã Tân Bình', 'commune', ['Huyện Đầm Hà'])).toBe('tanbinh.damha');
  expect(await named('Thị trấn Đầm Hà', 'township', ['Huyện Đầm Hà'], ['damha.damha'])).toBe('thitrandamha.damha');
  expect(await named('Phòng Nội vụ', 'office', ['Huyện Đầm Hà'])).toBe('pnv.damha');
  expect(await named('Trung tâm Tin học', 'centre', ['Sở Y tế'])).toBe('ttth.syt');
});
