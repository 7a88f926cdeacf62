import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { addName } from './name.ts';
import { commandLine } from './testing.ts';

/** The line printed, in this process; errors are thrown. */
async function named(...args: string[]) {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const program = new Command();
    addName(program);
    await program.parseAsync(['name', ...args], { from: 'user' });
    expect(print).toHaveBeenCalledTimes(1);
    return JSON.parse(String(print.mock.lastCall));
  } finally {
    print.mockRestore();
  }
}

/** No database, no data folder: only the profiles. */
const run = commandLine(() => ({ CONGVU_DATA: '/nowhere/at/all', DATABASE_URL: 'postgres://127.0.0.1:1/none' }));
const congvu = (...words: string[]) => run.started(['name', ...words]);

test('it is one line of JSON, and needs no database', async () => {
  const { status, out, err } = await congvu('TG', 'person', 'Lê Minh Hiếu');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toMatch(/^\{"address":"leminhhieu@tiengiang\.gov\.vn","cite":"TG 4\.2a",.*"tried":\[\]\}\n$/);
});

test('a refusal is told on the error stream, with status 1', async () => {
  const { status, out, err } = await congvu('XX', 'person', 'Lê Minh Hiếu');
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toContain('(directory.no-province)');
  expect(err).not.toMatch(/\n\s+at /);
});

test.each(['tien-giang', 'TG', 'Tiền Giang', 'tỉnh tien giang'])('the province is known as %s', async (province) => {
  const args = ['organisation', 'Sở Thông tin và Truyền thông', '--kind', 'department'];
  expect(await named(province, ...args)).toEqual({
    address: 'stttt@tiengiang.gov.vn',
    cite: 'TG 4.1a',
    why: { vi: '`stttt`: TG 4.1a', en: '`stttt`: TG 4.1a' },
    tried: [],
  });
});

test('a person climbs past what is taken', async () => {
  const taken = 'leminhhieu, lminhhieu@tiengiang.gov.vn';
  expect(await named('TG', 'person', 'Lê Minh Hiếu', '--born', '1977', '--taken', taken)).toMatchObject({
    address: 'lmhieu@tiengiang.gov.vn',
    cite: 'TG 4.2b',
    tried: [
      { address: 'leminhhieu@tiengiang.gov.vn', reason: 'taken', cite: 'TG 4.2a' },
      { address: 'lminhhieu@tiengiang.gov.vn', reason: 'taken', cite: 'TG 4.2b' },
    ],
  });
  const inHealth = ['--organisation', 'Sở Y tế', '--taken', 'datnv'];
  expect((await named('CB', 'person', 'Nông Văn Đạt', ...inHealth)).address).toBe('datnv.soyte@caobang.gov.vn');
});

test('an organisation is named with what stands above it, by name or address', async () => {
  const office = ['organisation', 'Phòng Tài chính - Kế hoạch', '--kind', 'office', '--parent'];
  for (const parent of ['Ủy ban nhân dân huyện Tân Phước', 'Tân Phước', 'tanphuoc@tiengiang.gov.vn']) {
    expect((await named('tien-giang', ...office, parent)).address).toBe('tanphuoc.ptckh@tiengiang.gov.vn');
  }
  const hungDao = ['organisation', 'Xã Hưng Đạo', '--parent', 'Hòa An'];
  expect(await named('CB', ...hungDao)).toMatchObject({
    address: 'hungdao.hoan@caobang.gov.vn',
    withoutOverride: 'hungdao.hoaan@caobang.gov.vn',
  });
  const minhTam = ['organisation', 'Xã Minh Tâm', '--kind', 'ward', '--parent', 'Nguyên Bình'];
  expect((await named('CB', ...minhTam)).address).toBe('minhtam@caobang.gov.vn');
  const others = ['--others', 'Huyện Minh Tâm; Sở Y tế'];
  expect((await named('CB', ...minhTam, ...others)).address).toBe('xaminhtam@caobang.gov.vn');
});

test('composed and decomposed letters are answered alike, to the letter', async () => {
  for (const args of [
    ['CB', 'organisation', 'Thị trấn Bảo Lạc', '--parent', 'huyện Bảo Lạc'],
    ['CB', 'person', 'Nông Văn Đạt', '--taken', 'datnv', '--organisation', 'Sở Y tế'],
    ['CB', 'organisation', 'Xã Minh Tâm', '--parent', 'Nguyên Bình', '--others', 'Huyện Minh Tâm'],
  ]) {
    expect(await named(...args.map((one) => one.normalize('NFD')))).toEqual(await named(...args));
  }
});

test('options are taken as people write them', async () => {
  const hieu = ['TG', 'person', 'Lê Minh Hiếu', '--taken', 'leminhhieu lminhhieu; LMHIEU@tiengiang.gov.vn'];
  expect((await named(...hieu, '--born', '2/3/1977')).address).toBe('leminhhieu77@tiengiang.gov.vn');
  expect((await named(...hieu, '--born', '1977-03-02')).address).toBe('leminhhieu77@tiengiang.gov.vn');
  for (const kind of ['mass-organisation', 'Mass Organisation', 'mass_organisation', 'mặt trận, đoàn thể']) {
    expect((await named('CB', 'organisation', 'Hội Liên hiệp phụ nữ tỉnh', '--kind', kind)).address).toBe(
      'hoilhpntinh@caobang.gov.vn',
    );
  }
});

test.each([
  [['XX', 'person', 'Lê Minh Hiếu'], 'directory.no-province'],
  [['TG', 'person', ' '], 'command.usage'],
  [['TG', 'animal', 'Mèo'], 'command.usage'],
  [['TG', 'person', 'Lê Minh Hiếu', '--born', 'xưa'], 'command.usage'],
  [['TG', 'person', '???'], 'directory.no-name-left'],
  [['TG', 'organisation', 'Sở Y tế', '--kind', 'guild'], 'directory.no-naming-form'],
  [['TG', 'organisation', 'Gì đó'], 'directory.invalid'],
  [['TG', 'organisation', 'Phòng Nội vụ', '--kind', 'office'], 'directory.no-parent'],
])('%j is refused with %s', async (args, code) => {
  await expect(named(...args)).rejects.toMatchObject({ code });
});
