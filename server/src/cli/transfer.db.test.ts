import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { readMbox } from '../mail/index.ts';
import { testMessage } from '../mail/testing.ts';
import { commandLine } from './testing.ts';

const database = testDatabase();
let folder: string;
let person: TestPerson;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congvu-transfer-'));
  person = await (await testProvince(database.pools)).person('Trần Thị Chuyển');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = commandLine(() => ({
  DATABASE_URL: database.url,
  CONGVU_DATA: join(folder, 'data'),
  CONGVU_LOG: 'error',
}));

/** The exit status and all it said. */
async function congvu(...words: string[]): Promise<{ status: number; said: string }> {
  const { status, out, err } = await run(words);
  return { status, said: out + err };
}

async function* whole(file: string): AsyncGenerator<Buffer> {
  yield await readFile(file);
}

it(
  'takes mbox and .eml files into a mailbox it makes, and gives the same messages out again',
  { timeout: 60_000 },
  async () => {
    const messages = [1, 2, 3].map((n) => testMessage(`Thư cũ ${n}`, `Nội dung ${n}\nFrom đầu dòng`));
    const lf = messages
      .slice(0, 2)
      .map((m) => `From a@b.c Thu Nov 19 08:30:00 2026\n${m.toString().replaceAll('\r\n', '\n')}\n`);
    await writeFile(join(folder, 'cu.mbox'), lf.join(''));
    await writeFile(join(folder, 'mot.eml'), messages[2]!.toString().replaceAll('\r\n', '\n'));

    const taken = await congvu(
      'import',
      join(folder, 'cu.mbox'),
      join(folder, 'mot.eml'),
      '--to',
      person.address,
      '--mailbox',
      'Thư cũ/2026',
    );
    expect(taken).toMatchObject({ status: 0, said: expect.stringContaining('3 messages imported') });

    const mbox = join(folder, 'ra-mbox');
    expect((await congvu('export', '--from', person.address, '--mailbox', 'Thư cũ/2026', '--out', mbox)).status).toBe(
      0,
    );
    const out = [];
    for await (const message of readMbox(whole(join(mbox, 'Thư cũ', '2026.mbox')), 1e9, () => {})) out.push(message);
    expect(out.map((m) => m.bytes.toString()).sort()).toEqual(messages.map(String).sort());
    expect(out[0]!.receivedAt).toBe(Date.UTC(2026, 10, 19, 8, 30));

    const eml = join(folder, 'ra-eml');
    expect((await congvu('export', '--from', person.address, '--format', 'eml', '--out', eml)).status).toBe(0);
    expect(await readdir(join(eml, 'Thư cũ', '2026'))).toHaveLength(3);
  },
);

it('says what is wrong and changes nothing', { timeout: 60_000 }, async () => {
  const before = await database.pools.query('select count(*) from message');
  expect(await congvu('import', join(folder, 'cu.mbox'), '--to', 'ai@tiengiang.test')).toMatchObject({
    status: 1,
    said: expect.stringContaining('directory.no-mailbox'),
  });
  expect(await congvu('import', join(folder, 'khong-co.mbox'), '--to', person.address)).toMatchObject({
    status: 1,
    said: expect.stringContaining('file.not-found'),
  });
  expect(await congvu('export', '--from', person.address, '--out', folder)).toMatchObject({
    status: 1,
    said: expect.stringContaining('export.folder-not-empty'),
  });
  expect((await database.pools.query('select count(*) from message')).rows).toEqual(before.rows);
});
