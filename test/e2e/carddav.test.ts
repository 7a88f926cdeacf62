/** Address books by other people's programs: tsdav, and Debian's vdirsyncer. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDAVClient } from 'tsdav';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../support/needs.ts';
import { run, runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** tsdav writes nothing but Latin letters. */
const password = 'Kiem-Thu-2026';
let server: TestServer;
let origin: string;
let address: string;
let domain: string;

beforeAll(async () => {
  server = await startServer({ env: { CONGVU_SAMPLE_PASSWORD: password } });
  origin = `http://127.0.0.1:${server.ready.http}`;
  address = server.ready.accounts[0]!;
  domain = address.split('@')[1]!;
}, 120_000);

afterAll(() => server?.stop());

/** Someone becomes known to the directory, by the command line. */
const addPerson = (name: string) => {
  const env = { CONGVU_DATA: server.dataDir, CONGVU_LOG: 'error' };
  return runOk(process.execPath, ['server/src/cli/main.ts', 'user', 'add', '--name', name, '--domain', domain], {
    env,
    timeout: 60_000,
  });
};

describe('tsdav', () => {
  test('finds the books, reads them, and follows changes', async () => {
    const client = await createDAVClient({
      serverUrl: origin,
      credentials: { username: address, password: password },
      authMethod: 'Basic',
      defaultAccountType: 'carddav',
    });
    const books = await client.fetchAddressBooks();
    expect(books.map(({ displayName }) => displayName)).toContain('Danh bạ Tỉnh Tiền Giang');
    const book = books.find(({ url }) => url.endsWith('/province/'))!;
    const cards = await client.fetchVCards({ addressBook: book });
    expect(cards.length).toBeGreaterThan(60);
    const own = cards.find(({ data }) => String(data).includes(address))!;
    expect(own.etag).toBeTruthy();
    expect(String(own.data)).toMatch(/^BEGIN:VCARD\r?\nVERSION:3\.0/);

    const changes = () =>
      client.syncCollection({
        url: book.url,
        props: { 'd:getetag': {} },
        syncLevel: 1,
        syncToken: String(book.syncToken),
      });
    const hrefs = async () => (await changes()).flatMap(({ href }) => (href?.endsWith('.vcf') ? [href] : []));
    expect(await hrefs()).toEqual([]);
    await addPerson('Đặng Thị Mới Đến');
    const changed = await hrefs();
    expect(changed.length).toBeGreaterThan(0);
    const fresh = await client.fetchVCards({ addressBook: book, objectUrls: changed });
    expect(fresh.map(({ data }) => String(data)).join()).toContain('Đặng Thị Mới Đến');
  });
});

needs('vdirsyncer')('vdirsyncer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-vdirsyncer-'));
    writeFileSync(
      join(folder, 'config'),
      `[general]
status_path = "${folder}/status/"
[pair book]
a = "here"
b = "there"
collections = ["province"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "${folder}/cards/"
fileext = ".vcf"
[storage there]
type = "carddav"
read_only = true
url = "${origin}/"
username = "${address}"
password = "${password}"
`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const vdirsyncer = (...args: string[]) =>
    run('vdirsyncer', ['-c', join(folder, 'config'), ...args], { input: 'y\ny\ny\n', timeout: 90_000 });

  test('copies the book, and the second time nothing', async () => {
    const found = await vdirsyncer('discover');
    expect(found.code, found.stderr).toBe(0);
    const synced = await vdirsyncer('sync');
    expect(synced.code, synced.stderr).toBe(0);
    const files = readdirSync(join(folder, 'cards', 'province'));
    expect(files.length).toBeGreaterThan(60);
    const all = files.map((file) => readFileSync(join(folder, 'cards', 'province', file), 'utf8')).join('\n');
    expect(all).toContain('FN:Lê Minh Hiếu');
    const again = await vdirsyncer('sync');
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr + again.stdout).not.toMatch(/Copying/);
  });
});
