/** A list's whole way on a real server: upload, check, import, letters, first sign-in, mail program, undo, export. */

import {
  defaultListOptions,
  type ErrorBody,
  type ListImport,
  type ListPreview,
  type ListRowPage,
} from '@congvu/contract';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBook } from '../../server/src/directory/lists/read/read-book.ts';
import { type MadeSheet, makeWorkbook } from '../../server/src/directory/lists/testing/make-workbook.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let base: string;
let cookie: string;

beforeAll(async () => {
  server = await startServer();
  base = `http://127.0.0.1:${server.ready.http}`;
  cookie = await signIn(server.ready.accounts[0]!, server.password);
}, 120_000);
afterAll(() => server?.stop());

async function signIn(address: string, password: string): Promise<string> {
  const answer = await send('POST', '/api/auth/sign-in', { address, password });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const raw = body instanceof Uint8Array;
  return fetch(`${base}${path}`, {
    method,
    headers: {
      'x-congvu': '1',
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
  });
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function settled(id: number): Promise<ListImport> {
  for (;;) {
    const list = await call<ListImport>('GET', `/api/lists/imports/${id}`);
    if (!list.state.endsWith('ing')) return list;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const sheet: MadeSheet = {
  name: 'Cán bộ',
  rows: [
    ['Họ và tên', 'Năm sinh', 'Chức vụ', 'Đơn vị'],
    ['Trần Thị Danh Sách', 1985, 'Chuyên viên', 'Sở Nội vụ'],
    ['Trần Thị Danh Sách', 1986, 'Chuyên viên', 'Sở Nội vụ'],
  ],
};

test('a list is uploaded, checked, imported, its people sign in with their codes, mail programs wait for the change', async () => {
  const bytes = makeWorkbook({ sheets: [sheet] });
  const uploaded = await call<ListImport>(
    'POST',
    `/api/lists/imports?name=${encodeURIComponent('Danh sách.xlsx')}`,
    bytes,
  );
  expect(uploaded).toMatchObject({ state: 'read', fileName: 'Danh sách.xlsx', may: { check: true, apply: false } });
  const preview = await call<ListPreview>('GET', `/api/lists/imports/${uploaded.id}/preview`);
  expect(preview.sheets[0]!.mapping).toMatchObject({
    kind: 'people',
    columns: ['name', 'born', 'position', 'organisation'],
  });

  await call('POST', `/api/lists/imports/${uploaded.id}/check`, {
    sheets: [preview.sheets[0]!.mapping],
    options: { ...defaultListOptions, domain: preview.choices.domains[0] },
  });
  const checked = await settled(uploaded.id);
  expect(checked).toMatchObject({
    state: 'checked',
    failure: null,
    summary: { people: { add: 2, faults: 0 } },
    may: { apply: true },
  });
  const page = await call<ListRowPage>('GET', `/api/lists/imports/${uploaded.id}/rows?show=all`);
  const addresses = page.rows.map(({ address }) => address!);
  expect(addresses.map((address) => address.split('@')[0])).toEqual(['tranthidanhsach', 'tthidanhsach']);
  const marked = await readBook(
    Buffer.from(await (await send('GET', `/api/lists/imports/${uploaded.id}/marked`)).arrayBuffer()),
  );
  expect(marked.sheets[0]!.rows[1]!.cells.slice(-2)).toEqual(['Thêm', addresses[0]]);

  await call('POST', `/api/lists/imports/${uploaded.id}/apply`, { digest: checked.digest });
  expect(await settled(uploaded.id)).toMatchObject({
    state: 'applied',
    may: { undo: true, letters: true },
    letters: { waiting: 2, given: 0 },
  });
  // Nobody can sign in before there is a code.
  expect(
    (await send('POST', '/api/auth/sign-in', { address: addresses[0], password: 'x' }, { cookie: '' })).status,
  ).toBe(401);

  const codesOf = async () => {
    const answer = await send('POST', `/api/lists/imports/${uploaded.id}/letters`, { format: 'xlsx' });
    expect(answer.status).toBe(200);
    const { sheets } = await readBook(Buffer.from(await answer.arrayBuffer()));
    return new Map(sheets[0]!.rows.slice(1).map(({ cells }) => [cells[4] as string, cells[5] as string]));
  };
  const first = await codesOf();
  const second = await codesOf();
  const [address] = addresses as [string];
  const tryCode = (password: string) => send('POST', '/api/auth/sign-in', { address, password }, { cookie: '' });
  expect((await tryCode(first.get(address)!)).status).toBe(401);
  const page2 = await send('POST', `/api/lists/imports/${uploaded.id}/letters`, { format: 'html' });
  const html = await page2.text();
  expect(html).toContain('MÃ KÍCH HOẠT');
  const code = /<dd>tranthidanhsach@[^<]*<\/dd><dt>Mã kích hoạt<\/dt><dd><code>([^<]+)</.exec(html)![1]!;
  expect(code).not.toBe(second.get(address));

  const imap = () =>
    new ImapFlow({
      host: '127.0.0.1',
      port: server.ready.imaps,
      secure: true,
      tls: { rejectUnauthorized: false },
      auth: { user: address, pass: code },
      logger: false,
    });
  await expect(imap().connect()).rejects.toThrow();
  const answer = await tryCode(code.toUpperCase());
  expect(await answer.json()).toMatchObject({ mustChangePassword: true });
  const theirs = answer.headers.get('set-cookie')!.split(';')[0]!;
  expect((await send('GET', '/api/system/status', undefined, { cookie: theirs })).status).toBe(403);
  const changed = await send(
    'POST',
    '/api/auth/change-password',
    { current: code, next: 'CuaRieng#2026' },
    { cookie: theirs },
  );
  expect(changed.status).toBe(200);
  expect((await tryCode(code)).status).toBe(401);

  const undone = await (async () => {
    await call('POST', `/api/lists/imports/${uploaded.id}/undo`);
    return settled(uploaded.id);
  })();
  expect(undone).toMatchObject({
    state: 'applied',
    failure: { code: 'list.used', details: [{ name: 'Trần Thị Danh Sách', reason: 'signed-in' }] },
  });
  expect(undone.letters).toEqual({ waiting: 1, given: 1 });
});

test('an import nobody used is undone, and its addresses are given again', async () => {
  const rows = [
    ['Họ và tên', 'Đơn vị'],
    ['Võ Thu Hồi', 'Sở Nội vụ'],
  ];
  const addressOf = async () => {
    const { id } = await call<ListImport>(
      'POST',
      '/api/lists/imports?name=a.xlsx',
      makeWorkbook({ sheets: [{ name: 'A', rows }] }),
    );
    const { sheets } = await call<ListPreview>('GET', `/api/lists/imports/${id}/preview`);
    await call('POST', `/api/lists/imports/${id}/check`, {
      sheets: sheets.map(({ mapping }) => mapping),
      options: defaultListOptions,
    });
    const { digest } = await settled(id);
    await call('POST', `/api/lists/imports/${id}/apply`, { digest });
    await settled(id);
    const found = await call<ListRowPage>('GET', `/api/lists/imports/${id}/rows`);
    return { id, address: found.rows[0]!.address };
  };
  const first = await addressOf();
  await call('POST', `/api/lists/imports/${first.id}/undo`);
  expect(await settled(first.id)).toMatchObject({ state: 'undone' });
  const second = await addressOf();
  expect(second.address).toBe(first.address);
});

describe('exports and templates', () => {
  const bytesOf = async (path: string) => Buffer.from(await (await send('GET', path)).arrayBuffer());

  test('what is exported is understood when it is imported again', async () => {
    const exported = await bytesOf('/api/lists/export?what=both&format=xlsx');
    const { id } = await call<ListImport>('POST', '/api/lists/imports?name=b.xlsx', exported);
    const { sheets } = await call<ListPreview>('GET', `/api/lists/imports/${id}/preview`);
    expect(sheets.map(({ mapping }) => mapping.kind)).toEqual(['organisations', 'people']);
    await call('POST', `/api/lists/imports/${id}/check`, {
      sheets: sheets.map(({ mapping }) => mapping),
      options: defaultListOptions,
    });
    const { summary } = await settled(id);
    expect(summary!.organisations).toMatchObject({ add: 0, faults: 0 });
    expect(summary!.organisations.skip).toBeGreaterThan(10);
    expect(summary!.people).toMatchObject({ add: 0 });
  });

  test('CSV, vCards of both versions, an earlier day, a part of the tree', async () => {
    const csv = (await bytesOf('/api/lists/export?what=people&format=csv')).toString();
    expect(csv).toMatch(/^\ufeffSố thứ tự;Họ và tên;/);
    const cards = (await bytesOf('/api/lists/export?what=both&format=vcf')).toString();
    expect(cards.match(/BEGIN:VCARD/g)!.length).toBe(cards.match(/END:VCARD/g)!.length);
    expect(cards).toContain('VERSION:4.0');
    expect((await bytesOf('/api/lists/export?what=people&format=vcf&version=3.0')).toString()).toContain('VERSION:3.0');
    const before = await readBook(await bytesOf('/api/lists/export?what=organisations&format=xlsx&at=1900-01-01'));
    expect(before.sheets[0]!.rows).toHaveLength(1);
  });

  test('the template is a list, as it comes', async () => {
    const { id } = await call<ListImport>(
      'POST',
      '/api/lists/imports?name=mau.xlsx',
      await bytesOf('/api/lists/template'),
    );
    const { sheets } = await call<ListPreview>('GET', `/api/lists/imports/${id}/preview`);
    expect(sheets.slice(0, 2).map(({ name, mapping }) => [name, mapping.kind, mapping.columns.includes(null)])).toEqual(
      [
        ['Đơn vị', 'organisations', false],
        ['Cán bộ', 'people', false],
      ],
    );
    expect(sheets.slice(2).every(({ mapping }) => mapping.kind === null)).toBe(true);
  });
});

test('200 MB are refused without being read', async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent++;
      if (sent > 200) controller.close();
      else controller.enqueue(new Uint8Array(1 << 20));
    },
  });
  const answer = await fetch(`${base}/api/lists/imports?name=lon.xlsx`, {
    method: 'POST',
    headers: { 'x-congvu': '1', cookie, 'content-type': 'application/octet-stream' },
    body,
    duplex: 'half',
  } as RequestInit).catch(() => undefined);
  // The answer may be lost with the connection; what counts is that the server read no more than it had to.
  if (answer) expect([answer.status, ((await answer.json()) as ErrorBody).error.code]).toEqual([413, 'list.too-large']);
  expect(sent).toBeLessThan(60);
  expect((await call<ListImport[]>('GET', '/api/lists/imports')).some(({ fileName }) => fileName === 'lon.xlsx')).toBe(
    false,
  );
});
