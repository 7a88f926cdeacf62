import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { namingOf } from './testing.ts';

const { person, organisation } = namingOf('tien-giang');

test.each([
  ['Sở Thông tin và Truyền thông', 'department', [], 'stttt', 'TG 4.1a'],
  ['Ủy ban nhân dân huyện Chợ Gạo', 'district', [], 'chogao', 'TG 4.1b'],
  ['Ủy ban nhân dân thị xã Cai Lậy', 'district', [], 'txcailay', 'TG 4.1b'],
  ['Ủy ban nhân dân thị xã Gò Công', 'district', [], 'txgocong', 'TG 4.1b'],
  ['Ủy ban nhân dân xã Mỹ Phước', 'commune', ['Ủy ban nhân dân huyện Tân Phước'], 'tanphuoc.myphuoc', 'TG 4.1c'],
  ['Phòng Tài chính - Kế hoạch', 'office', ['Ủy ban nhân dân huyện Tân Phước'], 'tanphuoc.ptckh', 'TG 4.1d'],
  [
    'Trung tâm Công nghệ thông tin và Truyền thông',
    'centre',
    ['Sở Thông tin và Truyền thông'],
    'stttt.ttcntttt',
    'TG 4.1d',
  ],
  // Beyond the article's examples:
  ['Ủy ban nhân dân tỉnh Tiền Giang', 'province', [], 'ubndt', 'TG 4.1a'],
  ['Ủy ban nhân dân tỉnh', 'province', [], 'ubndt', 'TG 4.1a'],
  ['Sở Y tế tỉnh Tiền Giang', 'department', [], 'syt', 'TG 4.1a'],
  ['Sở Y tế Tiền Giang', 'department', [], 'syt', 'TG 4.1a'],
  ['Ủy ban nhân dân thành phố Mỹ Tho', 'district', [], 'mytho', 'TG 4.1b'],
  ['Ủy ban nhân dân huyện Cai Lậy', 'district', [], 'cailay', 'TG 4.1b'],
  ['Uỷ ban nhân dân Phường 1', 'ward', ['Mỹ Tho'], 'mytho.phuong1', 'TG 4.1c'],
  ['Thị trấn Chợ Gạo', 'township', ['huyện Chợ Gạo'], 'chogao.chogao', 'TG 4.1c'],
  ['Phòng Nội vụ', 'office', ['Tân Phước'], 'tanphuoc.pnv', 'TG 4.1d'],
  ['Văn phòng Sở', 'office', ['Sở Y tế'], 'syt.vps', 'TG 4.1d'],
  ['Văn phòng Ủy ban nhân dân', 'office', ['Xã Mỹ Phước', 'Huyện Tân Phước'], 'tanphuoc.myphuoc.vpubnd', 'TG 4.1d'],
  ['Hội Nông dân', 'mass-organisation', [], 'hnd', 'TG 4.1a'],
  ['Hội Nông dân', 'mass-organisation', ['Ủy ban nhân dân huyện Cái Bè'], 'caibe.hnd', 'TG 4.1d'],
  ['Trung tâm Xúc tiến đầu tư', 'centre', ['Ủy ban nhân dân tỉnh'], 'ttxtdt', 'TG 4.1a'],
])('%s is named %4$s', async (name, kind, above, local, cite) => {
  expect(await organisation(name, kind, { above })).toMatchObject({ local, cite, tried: [] });
});

test('the two towns have addresses of their own beside what the rule gives (TG 4.1b)', async () => {
  const town = (name: string) => organisation(name, 'district');
  expect(await town('Ủy ban nhân dân thị xã Cai Lậy')).toMatchObject({ local: 'txcailay', withoutOverride: 'cailay' });
  expect(await town('UBND Thị xã Gò Công')).toMatchObject({ local: 'txgocong', withoutOverride: 'gocong' });
  expect(await town('Ủy ban nhân dân huyện Cai Lậy')).not.toHaveProperty('withoutOverride');
  const again = await organisation('Ủy ban nhân dân thị xã Cai Lậy', 'district', { taken: ['txcailay', 'cailay'] });
  expect(again).toMatchObject({ local: 'thixacailay', cite: null });
});

test('a commune directly under the province goes without a district', async () => {
  const under = { above: ['Ủy ban nhân dân tỉnh Tiền Giang'] };
  expect(await organisation('Ủy ban nhân dân xã Tân Phú', 'commune', under)).toMatchObject({
    local: 'tanphu',
    cite: null,
    note: { en: expect.stringContaining('no district') },
  });
  await expect(organisation('Ủy ban nhân dân xã Tân Phú', 'commune')).rejects.toMatchObject({
    code: 'directory.no-parent',
  });
});

test('an abbreviation that spells something gives way to the next step', async () => {
  const found = await organisation('Cục Ủy thác', 'department');
  expect(found).toMatchObject({ local: 'cucuythac', cite: null, tried: [{ local: 'cut', reason: 'unsuitable' }] });
  expect(explain(found).vi).toBe(
    '`cucuythac`: `cut` không phù hợp (viết tắt thành từ thô tục); Tên viết tắt không dùng được; TG 4.1a không nêu cách khác',
  );
  const office = await organisation('Phòng Công chứng', 'office', { above: ['Sở Tư pháp'], taken: ['stp.pcc'] });
  expect(office.local).toBe('stp.phongcongchung');
  // Only what nobody chose is looked into: a name of one word is a name.
  expect((await organisation('Cục', 'department')).local).toBe('c');
});

test('Lê Minh Hiếu and namesakes climb the ladder of TG 4.2', async () => {
  const taken: string[] = [];
  const given: (string | null)[][] = [];
  for (const born of [1970, 1975, 1976, 1977, 1978]) {
    const { local, cite } = await person('Lê Minh Hiếu', { born, taken });
    given.push([local, cite]);
    taken.push(local);
  }
  expect(given).toEqual([
    ['leminhhieu', 'TG 4.2a'],
    ['lminhhieu', 'TG 4.2b'],
    ['lmhieu', 'TG 4.2b'],
    ['leminhhieu77', 'TG 4.2b'],
    ['leminhhieu78', 'TG 4.2b'],
  ]);
});

test('a proposal says what it passed over, and why', async () => {
  const found = await person('Lê Minh Hiếu', { taken: ['leminhhieu', 'lminhhieu'] });
  expect(found.tried).toEqual([
    { local: 'leminhhieu', reason: 'taken', cite: 'TG 4.2a' },
    { local: 'lminhhieu', reason: 'taken', cite: 'TG 4.2b' },
  ]);
  expect(explain(found)).toEqual({
    vi: '`lmhieu`: `leminhhieu` và `lminhhieu` đã có người dùng; TG 4.2b',
    en: '`lmhieu`: `leminhhieu` and `lminhhieu` are taken; TG 4.2b',
  });
  expect(explain(await person('Lê Minh Hiếu')).en).toBe('`leminhhieu`: TG 4.2a');
});

test('where the ladder ends, or the year of birth is not known, a number follows, without an article', async () => {
  const taken = ['leminhhieu', 'lminhhieu', 'lmhieu', 'leminhhieu77'];
  expect(await person('Lê Minh Hiếu', { born: 1977, taken })).toMatchObject({ local: 'leminhhieu2', cite: null });
  expect(await person('Lê Minh Hiếu', { taken: [...taken, 'leminhhieu2'] })).toMatchObject({ local: 'leminhhieu3' });
  const many = Array.from({ length: 300 }, (_, i) => `leminhhieu${i}`);
  const late = await person('Lê Minh Hiếu', { taken: [...taken, ...many] });
  expect(late.local).toBe('leminhhieu300');
  expect(explain(late).en).toMatch(/^`leminhhieu300`: `leminhhieu`, `lminhhieu`, `lmhieu` and 298 more are taken; /);
  const all = Array.from({ length: 1000 }, (_, i) => `leminhhieu${i}`);
  await expect(person('Lê Minh Hiếu', { taken: [...taken, ...all] })).rejects.toMatchObject({
    code: 'directory.no-name-left',
  });
});

test('names of few or many words, and reserved names', async () => {
  expect((await person('Lê Hiếu', { taken: ['lehieu'] })).local).toBe('lhieu');
  expect((await person('Nguyễn Thị Thu Hà', { taken: ['nguyenthithuha', 'nthithuha'] })).local).toBe('nttha');
  expect((await person('Hiếu')).local).toBe('hieu');
  expect((await person("H'Hen Niê")).local).toBe('hhennie');
  expect((await person('Ad Min')).tried).toEqual([{ local: 'admin', reason: 'reserved', cite: 'TG 4.2a' }]);
  expect((await person('Post Master')).tried).toMatchObject([{ local: 'postmaster', reason: 'reserved' }]);
  await expect(person('!?')).rejects.toMatchObject({ code: 'directory.no-name-left' });
  await expect(organisation('Hội Làm vườn', 'guild')).rejects.toMatchObject({ code: 'directory.no-naming-form' });
});

test('64 characters are the most', async () => {
  const name = `Nguyễn ${'Thanh '.repeat(20)}Hà`;
  const found = await person(name);
  expect(found).toMatchObject({
    local: `n${'t'.repeat(20)}ha`,
    tried: [{ reason: 'too-long' }, { reason: 'too-long' }],
  });
  const exactly = 'Nguyen '.repeat(10).trim();
  expect((await person(`${exactly} Hien`)).local).toHaveLength(64);
  expect((await person(`${exactly} Hiens`)).tried).toMatchObject([{ reason: 'too-long' }]);
});

test('what was someone’s own before is theirs again first', async () => {
  const back = await person('Lê Minh Hiếu', { former: ['hieu.lm'] });
  expect(back).toMatchObject({ local: 'hieu.lm', cite: null, tried: [] });
});
