import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { namingOf } from './testing.ts';

const { person, organisation } = namingOf('cao-bang');
const baoLac = { above: ['Ủy ban nhân dân huyện Bảo Lạc'] };

test.each([
  ['Ban Dân tộc tỉnh Cao Bằng', 'board', 'bandantoc'],
  ['Ban Dân tộc Cao Bằng', 'board', 'bandantoc'],
  ['Hội Liên hiệp phụ nữ tỉnh Cao Bằng', 'mass-organisation', 'hoilhpntinh'],
  ['Ủy ban nhân dân huyện Bảo Lạc', 'district', 'baolac'],
  // soyte is of CB 7.3b; the others follow the clause.
  ['Sở Y tế', 'department', 'soyte'],
  ['Sở Nội vụ', 'department', 'sonoivu'],
  ['Sở Kế hoạch và Đầu tư', 'department', 'sokhdt'],
  ['Sở Văn hóa, Thể thao và Du lịch', 'department', 'sovhttdl'],
  ['Ban Quản lý Khu kinh tế', 'board', 'banqlkkt'],
  ['Ủy ban nhân dân tỉnh Cao Bằng', 'province', 'ubndtinh'],
  ['Ủy ban nhân dân thị xã Cao Bằng', 'district', 'caobang'],
  ['Công an tỉnh', 'armed-force', 'congantinh'],
])('%s is named %3$s (CB 7.3a)', async (name, kind, local) => {
  expect(await organisation(name, kind)).toMatchObject({ local, cite: 'CB 7.3a', tried: [] });
});

test.each([
  ['Phòng Nội vụ', 'phongnoivu.baolac'],
  ['Phòng Tài chính - Kế hoạch', 'phongtckh.baolac'],
  ['Phòng Giáo dục và Đào tạo', 'phonggddt.baolac'],
  ['Ban Tiếp dân', 'bantiepdan.baolac'],
  ['Trung tâm Y tế', 'ttyt.baolac'],
])('%s of Bảo Lạc is named %s: office, dot, district (CB 7.3a)', async (name, local) => {
  expect(await organisation(name, 'office', baoLac)).toMatchObject({ local, cite: 'CB 7.3a', tried: [] });
});

test('a commune has its name alone, unless another place bears it', async () => {
  expect(await organisation('Ủy ban nhân dân xã Cốc Pàng', 'commune', baoLac)).toMatchObject({
    local: 'cocpang',
    cite: 'CB 7.3a',
    tried: [],
  });
  const township = await organisation('Ủy ban nhân dân thị trấn Bảo Lạc', 'township', baoLac);
  expect(township).toMatchObject({
    local: 'ttbaolac',
    cite: 'CB 7.3a',
    tried: [{ local: 'baolac', reason: 'namesake', cite: 'CB 7.3a' }],
  });
  expect(explain(township).vi).toBe(
    '`ttbaolac`: `baolac` trùng tên (Ủy ban nhân dân huyện Bảo Lạc); CB 7.3a: trùng tên huyện, thị: thêm xa, p hoặc tt ở trước',
  );
  const district = { name: 'Huyện Hạ Lang', kind: 'district', place: 'halang' };
  const named = (name: string, kind: string) => organisation(name, kind, { ...baoLac, others: [district] });
  expect((await named('Xã Hạ Lang', 'commune')).local).toBe('xahalang');
  expect((await named('Phường Hạ Lang', 'ward')).local).toBe('phalang');
  expect((await named('TT Hạ Lang', 'township')).local).toBe('tthalang');
});

test('communes of one name stand with their district, though nobody has the name alone (CB 7.3a)', async () => {
  const hungDao = (district: string) => organisation('Ủy ban nhân dân xã Hưng Đạo', 'commune', { above: [district] });
  expect(await hungDao('Ủy ban nhân dân huyện Nguyên Bình')).toMatchObject({
    local: 'hungdao.nguyenbinh',
    cite: 'CB 7.3a',
    tried: [{ local: 'hungdao', reason: 'namesake' }],
  });
  // Not of the profile's list: the directory knows.
  const others = [{ name: 'Xã Minh Tâm (huyện khác)', kind: 'commune', place: 'minhtam' }];
  const found = await organisation('Xã Minh Tâm', 'commune', { above: ['Nguyên Bình'], others });
  expect(found.local).toBe('minhtam.nguyenbinh');
  expect(found.tried[0]?.because?.vi).toBe('Xã Minh Tâm (huyện khác)');
  expect((await organisation('Xã Minh Tâm', 'commune', { above: ['Nguyên Bình'] })).local).toBe('minhtam');
});

test('where only the address is taken, the district follows as well', async () => {
  const found = await organisation('Xã Cốc Pàng', 'commune', { ...baoLac, taken: ['cocpang'] });
  expect(found).toMatchObject({ local: 'cocpang.baolac', cite: null, tried: [{ reason: 'taken' }] });
});

test('the article’s own slips are overrides; the rule gives something else', async () => {
  expect(await organisation('Sở Thông tin và Truyền thông', 'department')).toMatchObject({
    local: 'soittt',
    cite: 'CB 7.3a',
    withoutOverride: 'sotttt',
  });
  const hoaAn = { above: ['Ủy ban nhân dân huyện Hòa An'] };
  expect(await organisation('Ủy ban nhân dân xã Hưng Đạo', 'commune', hoaAn)).toMatchObject({
    local: 'hungdao.hoan',
    withoutOverride: 'hungdao.hoaan',
  });
  // The article itself calls it so, with the province's name at the end and no "tỉnh".
  expect((await organisation('sở Thông tin và Truyền thông Cao Bằng', 'department')).local).toBe('soittt');
  expect((await organisation('Sở Thông tin và Truyền thông tỉnh Cao Bằng', 'department')).local).toBe('soittt');
  expect((await organisation('xã Hưng Đạo', 'commune', { above: ['Hòa An'] })).local).toBe('hungdao.hoan');
  // Where the tone mark stands is a matter of taste.
  expect((await organisation('UBND xã Hưng Đạo', 'commune', { above: ['huyện Hoà An'] })).local).toBe('hungdao.hoan');
});

test('Nông Văn Đạt and namesakes: unit where it is known, else a number (CB 7.3b)', async () => {
  expect(await person('Nông Văn Đạt')).toMatchObject({ local: 'datnv', cite: 'CB 7.3b', tried: [] });
  expect(await person('Nông Văn Đạt', { taken: ['datnv'] })).toMatchObject({ local: 'datnv2', cite: 'CB 7.3b' });
  const inHealth = { organisation: 'Sở Y tế', taken: ['datnv'] };
  expect(await person('Nông Văn Đạt', inHealth)).toMatchObject({ local: 'datnv.soyte', cite: 'CB 7.3b' });
  expect((await person('Nông Văn Đạt', { ...inHealth, taken: ['datnv', 'datnv.soyte'] })).local).toBe('datnv2');
  expect((await person('Hoàng Đạt')).local).toBe('dath');
  expect((await person('Đạt')).local).toBe('dat');
});
