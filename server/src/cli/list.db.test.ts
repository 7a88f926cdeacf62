import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { commandLine } from './testing.ts';

const database = testDatabase();
const dir = mkdtempSync(join(tmpdir(), 'congvu-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));

const run = commandLine(
  () => ({ CONGVU_DATA: join(dir, 'data'), DATABASE_URL: database.url, CONGVU_LOG: 'error' }),
  dir,
);
const congvu = (...words: string[]) => run(['list', ...words]);

const count = async (sql: string) =>
  (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n;
const csv = (name: string, ...rows: string[]) => writeFileSync(join(dir, name), rows.join('\r\n'));

test('a list is checked, imported, exported and taken back from the command line', async () => {
  expect((await congvu('template', '--province', 'tien-giang', '--out', 'mau.xlsx')).status).toBe(0);
  expect(readFileSync(join(dir, 'mau.xlsx')).subarray(0, 2).toString()).toBe('PK');

  csv(
    'donvi.csv',
    'STT;Tên cơ quan, đơn vị;Loại;Trực thuộc;Mã định danh',
    '1;Sở Nội vụ;Sở;;H58.7',
    '2;Văn phòng;Phòng;Sở Nội vụ;H58.7.1',
  );
  const fresh = await congvu('import', 'donvi.csv', '--province', 'tien-giang');
  expect(fresh.err).toContain('(directory.no-province)');
  const units = await congvu(
    'import',
    'donvi.csv',
    '--province',
    'tien-giang',
    '--create-domain',
    '--domain',
    'bench.test',
  );
  expect(units).toMatchObject({ status: 0, err: '' });
  expect(units.out).toContain('Đã nhập / imported: 2 đơn vị / organisations: +2');
  expect(await count("account join address d using (account_id) where d.address = 'snv@bench.test'")).toBe(1);

  csv(
    'canbo.csv',
    'Họ và tên;Năm sinh;Chức danh nọ;Đơn vị',
    'Nguyễn Văn An;1980;Giám đốc;Sở Nội vụ',
    'Trần Thị Bình;31/02/1990;Chuyên viên;Sở Lạ',
  );
  const before = await count('audit_event');
  const faulty = await congvu('check', 'canbo.csv', '--map', 'C=position', '--marked', 'ket-qua.xlsx');
  expect(faulty.status).toBe(1);
  expect(faulty.out).toMatch(/CSV, dòng 3, Trần Thị Bình: .*31\/02\/1990.*Sở Lạ/);
  expect(statSync(join(dir, 'ket-qua.xlsx')).size).toBeGreaterThan(1000);
  const refused = await congvu('import', 'canbo.csv');
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.err).toContain('(list.has-faults)');
  expect([await count('person'), await count('audit_event')]).toEqual([0, before]);
  expect(await count("list_import where state <> 'applied'")).toBe(0);

  csv('canbo.csv', 'Họ và tên;Năm sinh;Chức danh nọ', 'Nguyễn Văn An;1980;Giám đốc', 'Trần Thị Bình;1990;Chuyên viên');
  const rows = await congvu('check', 'canbo.csv', '--map', 'C=position', '--under', 'snv@bench.test', '--json');
  expect(rows.status).toBe(0);
  expect(
    rows.out
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line).address),
  ).toEqual(['nguyenvanan@bench.test', 'tranthibinh@bench.test']);
  const people = await congvu('import', 'canbo.csv', '--map', 'C=position', '--under', 'H58.7', '--from', '2026-01-01');
  expect(people).toMatchObject({ status: 0, err: '' });
  expect(await count("appointment where position = 'Giám đốc' and is_head and valid_from = '2026-01-01'")).toBe(1);

  const exported = await run.started(['list', 'export', '--what', 'people', '--format', 'csv', '--out', '-']);
  expect(exported.out).toMatch(/Nguyễn Văn An;.*;Giám đốc;.*nguyenvanan@bench\.test/);
  expect((await congvu('export', '--format', 'vcf', '--under', 'H58.7.1', '--out', 'vp.vcf')).status).toBe(0);
  expect(readFileSync(join(dir, 'vp.vcf'), 'utf8')).toContain('FN:Văn phòng');

  const number = /list undo (\d+)/.exec(units.out)![1]!;
  const used = await congvu('undo', number);
  expect(used.status).toBe(1);
  expect(used.err).toMatch(/Sở Nội vụ\thas-people\n[\s\S]*\(list\.used\)/);
  for (const one of [/list undo (\d+)/.exec(people.out)![1]!, number])
    expect((await congvu('undo', one)).status).toBe(0);
  expect([await count('person'), await count('organisation'), await count('address')]).toEqual([0, 0, 0]);
}, 60_000);

test('what was called wrongly, or is no list, has a code and no stack', async () => {
  writeFileSync(join(dir, 'lon.csv'), '');
  truncateSync(join(dir, 'lon.csv'), 200 * 2 ** 20);
  csv('anh.csv', '%PDF-1.7');
  csv('mot.csv', 'Họ và tên;Đơn vị', 'An;Sở');
  const refused: [string[], string][] = [
    [['check', 'lon.csv'], 'list.too-large'],
    [['check', 'anh.csv'], 'list.not-a-list'],
    [['check', 'khong-co.xlsx'], 'file.not-found'],
    [['check', 'mot.csv', '--sheet', 'Khác'], 'command.usage'],
    [['check', 'mot.csv', '--map', 'A=tuoi'], 'command.usage'],
    [['check', 'mot.csv', '--under', 'nobody@bench.test'], 'command.usage'],
    [['check', 'mot.csv', '--from', '2026-02-30'], 'command.usage'],
    [['undo', '999'], 'request.not-found'],
  ];
  for (const [words, code] of refused) {
    const answer = await congvu(...words);
    expect(answer, words.join(' ')).toMatchObject({ status: 1, out: '' });
    expect(answer.err, words.join(' ')).toContain(`(${code})`);
    expect(answer.err).not.toMatch(/\n\s+at /);
  }
  expect(await count("list_import where state in ('read', 'checked')")).toBe(0);
}, 60_000);
