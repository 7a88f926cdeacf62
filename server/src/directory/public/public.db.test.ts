import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createHttp, createLog, type HttpApp, loadConfig } from '../../platform/index.ts';
import { appoint } from '../appointments/appoint.ts';
import { system } from '../audit.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../testing.ts';
import { issueKey, listKeys, revokeKey } from './keys.ts';
import { createPublicReader } from './read.ts';
import { publicRoutes } from './routes.ts';
import { publishedRule } from './rule.ts';
import { createSigner } from './signed.ts';

const database = testDatabase();
let province: TestProvince;
let root: TestOrganisation;
let department: TestOrganisation;
let office: TestOrganisation;
let school: TestOrganisation;
let head: TestPerson;
let clerk: TestPerson;
let app: HttpApp;

beforeAll(async () => {
  province = await testProvince(database.pools);
  root = await province.organisation('Ủy ban nhân dân tỉnh', 'province');
  department = await province.organisation('Sở Y tế', 'department', root.organisationId);
  office = await province.organisation('Phòng Nghiệp vụ', 'office', department.organisationId);
  school = await province.organisation('Trường Mầm non Hoa Sen', 'school', department.organisationId);
  head = await province.person('Trần Văn <b>Hà</b>');
  await give(head, department, 'Giám đốc', { isHead: true });
  await give(await province.person('Lê Thị Phó'), department, 'Phó Giám đốc');
  clerk = await province.person('Nguyễn Chuyên Viên', {
    organisationId: department.organisationId,
    position: 'Chuyên viên',
  });
  await give(await province.person('Phạm Trưởng Phòng'), office, 'Trưởng phòng', { isHead: true });
  await give(await province.person('Hồ Hiệu Trưởng'), school, 'Hiệu trưởng', { isHead: true });
  await database.pools.query(
    "update person set phone = '0273 3873 777', mobile = '0913 000 111' where person_id = $1",
    [head.personId],
  );
  await database.pools.query(
    "update organisation set phone = '0273 3873 100', website = 'syt.vi-du.test', address = '4 Hùng Vương' where organisation_id = $1",
    [department.organisationId],
  );
  const config = loadConfig({ CONGVU_TRUSTED_NETWORKS: 'none' });
  app = await createHttp({ config, log: createLog({ level: 'fatal' }), webRoot: null, version: '1' });
  await app.register((scope) =>
    publicRoutes(scope, { db: database.pools, regulation: province.regulation, networkOf: (ip) => ip }),
  );
  await app.ready();
}, 60_000);

afterAll(() => app?.close());

const give = (
  person: TestPerson,
  at: TestOrganisation,
  position: string,
  more: { isHead?: boolean; published?: boolean } = {},
) =>
  database.pools.transaction((tx) =>
    appoint(tx, { personId: person.personId, organisationId: at.organisationId, position, ...more } as never, system),
  );

let client = 0;
/** Each from a network of its own, unless told. */
const get = (url: string, headers: Record<string, string> = {}, remoteAddress = `192.0.2.${++client % 250}`) =>
  app.inject({ url, headers, remoteAddress });
const show = (
  token: string,
  headers: Record<string, string> = {},
  remoteAddress = `192.0.2.${++client % 250}`,
  unit = '',
) =>
  app.inject({
    method: 'POST',
    url: '/danh-ba/tien-giang/dia-chi',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: `t=${token}&u=${unit}`,
    remoteAddress,
  });
const unitUrl = async (name: string): Promise<string> => {
  const { body } = await get(`/danh-ba/tien-giang/tim?q=${encodeURIComponent(name)}`);
  return /href="(\/danh-ba\/tien-giang\/[a-z0-9-]+-[0-9a-f]{12})"/.exec(body)![1]!;
};
const withoutStyle = (body: string) => body.replace(/<style>.*<\/style>/s, '');
const tokens = (body: string) => [...body.matchAll(/name="t" value="([^"]+)"/g)].map((match) => match[1]!);

describe('what is shown', () => {
  test('the agencies, from the only province’s own address', async () => {
    const start = await get('/danh-ba');
    expect([start.statusCode, start.headers.location]).toEqual([302, '/danh-ba/tien-giang']);
    const { body, statusCode } = await get('/danh-ba/tien-giang');
    expect(statusCode).toBe(200);
    expect(body).toContain('>Sở Y tế</a>');
    expect(body).toContain('Quyết định 51/2016/QĐ-UBND');
    expect(body).not.toContain('Hoa Sen');
    expect(body).toMatch(/^<!doctype html>\n<html lang="vi">/);
  });

  test('an agency with its officials by the rule, nobody else, and no address', async () => {
    const url = await unitUrl('Sở Y tế');
    const { body } = await get(url);
    for (const text of [
      'Giám đốc',
      'Phó Giám đốc',
      'Lê Thị Phó',
      '0273 3873 777',
      '0273 3873 100',
      '4 Hùng Vương',
      'Phòng Nghiệp vụ',
    ])
      expect(body).toContain(text);
    expect(body.indexOf('Phó Giám đốc')).toBeGreaterThan(body.indexOf('>Giám đốc<'));
    for (const hidden of ['Nguyễn Chuyên Viên', '0913 000 111', 'tiengiang.test"', '@', head.address.split('@')[0]!])
      expect(withoutStyle(body), hidden).not.toContain(hidden);
    // What people are called can do nothing in the page.
    expect(body).toContain('Trần Văn &lt;b&gt;Hà&lt;/b&gt;');
  });

  test('in English, by its own address or by asking', async () => {
    const english = await get('/directory-public/tien-giang');
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain('Agencies and their competent officials');
    expect((await get('/danh-ba/tien-giang?lang=en')).body).toContain('<html lang="en">');
  });

  test('someone’s decision outweighs the rule', async () => {
    const url = await unitUrl('Sở Y tế');
    await database.pools.query('update appointment set published = true where person_id = $1', [clerk.personId]);
    expect((await get(url)).body).toContain('Nguyễn Chuyên Viên');
    await database.pools.query('update appointment set published = false where person_id = $1', [clerk.personId]);
    expect((await get(url)).body).not.toContain('Nguyễn Chuyên Viên');
    await database.pools.query('update appointment set published = null where person_id = $1', [clerk.personId]);
  });

  test('an old name in the address leads to the new one', async () => {
    const url = await unitUrl('Sở Y tế');
    const old = url.replace('so-y-te', 'ten-cu');
    const { statusCode, headers } = await get(old);
    expect([statusCode, headers.location]).toEqual([301, url]);
  });

  test.each([
    '/danh-ba/khong-co',
    '/danh-ba/tien-giang/so-y-te',
    '/danh-ba/tien-giang/x-000000000000',
    '/danh-ba/tien-giang/1',
    '/danh-ba/a/b/c',
  ])('there is no %s', async (url) => {
    const { statusCode, body, headers } = await get(url);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toContain('text/html');
    expect(body).toContain('Không có trang này');
  });

  test('what is not shown has no page, though it has a code', async () => {
    const { rows } = await database.pools.query<{ code: string }>(
      "select public_code as code from directory_entry where name like 'Trường%' or person_id = $1",
      [head.personId],
    );
    for (const { code } of rows) expect((await get(`/danh-ba/tien-giang/x-${code}`)).statusCode).toBe(404);
  });
});

describe('searching', () => {
  const found = async (q: string) => {
    const { body } = await get(`/danh-ba/tien-giang/tim?q=${encodeURIComponent(q)}`);
    return [...body.matchAll(/<b>([^<]+)<\/b>(?=<\/a>|<small>)/g)].map((match) => match[1]!);
  };

  test('with and without marks, by name, position and agency', async () => {
    expect((await found('so y te'))[0]).toBe('Sở Y tế');
    expect((await found('lê thị phó'))[0]).toBe('Lê Thị Phó');
    expect((await found('phó giám đốc sở y tế'))[0]).toBe('Lê Thị Phó');
    expect(await found('truong phong')).toContain('Phạm Trưởng Phòng');
  });

  test('finds nobody who is not published, nobody by an address or a telephone number', async () => {
    for (const q of [
      'nguyen chuyen vien',
      'hoa sen',
      'ho hieu truong',
      head.address,
      head.address.split('@')[0]!,
      '0913 000 111',
      '0273 3873 777',
      'tranvan',
    ])
      expect(await found(q), q).toEqual([]);
  });

  test('says so when there is nothing', async () => {
    expect((await get('/danh-ba/tien-giang/tim?q=zzz%22%3E%3Cscript%3E')).body).toContain(
      'zzz&quot;&gt;&lt;script&gt;',
    );
    expect((await get('/danh-ba/tien-giang/tim?q=')).body).toContain('Hãy nhập ít nhất một từ');
  });
});

describe('addresses', () => {
  test('each is shown when its button is pressed, with a script or without', async () => {
    const { body } = await get(await unitUrl('Sở Y tế'));
    const all = tokens(body);
    const answers = await Promise.all(all.map((token) => show(token, { accept: 'application/json' })));
    expect(answers.map((answer) => answer.json().address)).toEqual(
      expect.arrayContaining([department.address, head.address]),
    );
    const url = await unitUrl('Sở Y tế');
    const page = await show(all[0]!, {}, '192.0.2.251', url.slice(-12));
    expect(page.body).toContain(`mailto:${department.address}`);
    expect(page.body).toContain(`<a href="${url}">Trở lại</a>`);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('a link is worth nothing when forged, old, or about someone not shown', async () => {
    const signer = await createSigner(database.pools);
    const { rows } = await database.pools.query<{ code: string }>(
      'select public_code as code from directory_entry where person_id = $1',
      [clerk.personId],
    );
    const code = rows[0]!.code;
    expect((await show(`${code}${'A'.repeat(22)}`)).statusCode).toBe(410);
    expect((await show('x')).statusCode).toBe(410);
    expect((await show(signer.sign(code, Date.now() - 7_300_000))).statusCode).toBe(410);
    expect((await show(signer.sign(code))).statusCode).toBe(404);
  });

  test('so many in a time for one network, then a page that says so', async () => {
    const [token] = tokens((await get(await unitUrl('Sở Y tế'))).body);
    const statuses: number[] = [];
    let last = '';
    for (let i = 0; i < 32; i++) {
      const answer = await show(token!, {}, '198.51.100.9');
      statuses.push(answer.statusCode);
      last = answer.body;
      if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect(last).toContain('Quá nhiều yêu cầu');
    // Others go on.
    expect((await show(token!)).statusCode).toBe(200);
    expect((await get('/danh-ba/tien-giang', {}, '198.51.100.9')).statusCode).toBe(200);
  });
});

describe('data', () => {
  test('for everyone without addresses', async () => {
    const csv = (await get('/danh-ba/tien-giang/du-lieu.csv')).body;
    expect(csv.startsWith('\ufeffCơ quan cấp trên,Đơn vị công tác,')).toBe(true);
    expect(csv).toContain('Ủy ban nhân dân tỉnh,Sở Y tế,0273 3873 100,');
    expect(csv).toContain('Lê Thị Phó,Phó Giám đốc');
    expect(csv).not.toContain('@');
    expect(csv).not.toContain('Nguyễn Chuyên Viên');
    const json = (await get('/danh-ba/tien-giang/du-lieu.json')).json();
    expect(json.cite.ref).toBe('TG 15.3');
    const unit = json.units.find((one: { name: string }) => one.name === 'Sở Y tế');
    expect(unit.officials.map((one: { position: string }) => one.position)).toEqual(['Giám đốc', 'Phó Giám đốc']);
    expect(JSON.stringify(json)).not.toContain('@');
  });

  test('a part of the tree', async () => {
    const code = (await unitUrl('Phòng Nghiệp vụ')).slice(-12);
    const json = (await get(`/danh-ba/tien-giang/du-lieu.json?unit=${code}`)).json();
    expect(json.units.map((one: { name: string }) => one.name)).toEqual(['Phòng Nghiệp vụ']);
  });

  test('with addresses for a portal that has a key, until it is revoked', async () => {
    const { pools } = database;
    const { id, token } = await pools.transaction((tx) =>
      issueKey(tx, 'tien-giang', { name: 'Cổng thông tin' }, system),
    );
    const ask = () => get('/danh-ba/tien-giang/du-lieu.json', { authorization: `Bearer ${token}` });
    const { body } = await ask();
    expect(body).toContain(head.address);
    expect(body).toContain(department.address);
    expect(body).not.toContain(clerk.address);
    expect((await get(`/danh-ba/tien-giang/du-lieu.csv?key=${token}`)).body).toContain(head.address);
    expect((await listKeys(pools, 'tien-giang'))[0]).toMatchObject({
      name: 'Cổng thông tin',
      usedAt: expect.any(Date),
    });
    await expect(pools.transaction((tx) => revokeKey(tx, 'elsewhere', id, system))).rejects.toMatchObject({
      code: 'directory.no-key',
    });
    expect(await pools.transaction((tx) => revokeKey(tx, 'tien-giang', id, system))).toBe(true);
    expect((await ask()).statusCode).toBe(401);
    const { rows } = await pools.query<{ kind: string; data: unknown }>(
      "select kind, data from audit_event where kind like 'public-key.%' order by event_id",
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['public-key.issued', 'public-key.revoked']);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('what a spreadsheet would take for a formula is text', async () => {
    const person = await province.person('Đặng Công Thức');
    await give(person, office, '=HYPERLINK("http://xau.test")', { isHead: true });
    const { body } = await get('/danh-ba/tien-giang/du-lieu.csv');
    expect(body).toContain(`"'=HYPERLINK(""http://xau.test"")"`);
  });
});

test('how much is published, and what was decided one by one', async () => {
  const rule = publishedRule(province.regulation, 'tien-giang')!;
  const reader = createPublicReader(database.pools, 'tien-giang', rule);
  await database.pools.query('update appointment set published = true where person_id = $1', [clerk.personId]);
  expect(await reader.counts()).toMatchObject({ organisations: 3, added: 1, withheld: 0 });
  const { officials } = await reader.counts();
  await database.pools.query('update appointment set published = false where person_id = $1', [clerk.personId]);
  expect(await reader.counts()).toMatchObject({ officials: officials - 1, added: 0, withheld: 1 });
  expect(await reader.unitById(department.organisationId)).toMatchObject({ name: 'Sở Y tế' });
  expect(await reader.unitById(school.organisationId)).toBeUndefined();
});

describe('how it may be used', () => {
  test('only the page for frames stands in frames of others, and it has nothing to press', async () => {
    const url = await unitUrl('Sở Y tế');
    const own = await get(url);
    expect(own.headers['x-frame-options']).toBe('DENY');
    expect(own.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(own.headers['content-security-policy']).toContain("default-src 'none'");
    const frame = await get(`/danh-ba/tien-giang/nhung?unit=${url.slice(-12)}`);
    expect(frame.statusCode).toBe(200);
    expect(frame.headers['x-frame-options']).toBeUndefined();
    expect(frame.headers['content-security-policy']).toContain('frame-ancestors *');
    expect(frame.body).toContain('Lê Thị Phó');
    expect(withoutStyle(frame.body)).not.toMatch(/<form|<script|@/);
  });

  test('a page that did not change is not sent again; after a change it is', async () => {
    const url = await unitUrl('Phòng Nghiệp vụ');
    const first = await get(url);
    const again = await get(url, { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await give(await province.person('Tạ Phó Phòng'), office, 'Phó Trưởng phòng');
    const changed = await get(url, { 'if-none-match': String(first.headers.etag) });
    expect(changed.statusCode).toBe(200);
    expect(changed.body).toContain('Tạ Phó Phòng');
  });

  test('robots read the agencies, not searches, addresses or data', async () => {
    const { body } = await get('/robots.txt');
    expect(body).toContain('Allow: /danh-ba\n');
    expect(body).toContain('Disallow: /danh-ba/*/dia-chi');
    expect(body).toContain('Disallow: /\n');
  });

  test('who asks too much is told in a page, also what to do', async () => {
    let last = await get('/danh-ba/tien-giang', {}, '203.0.113.5');
    for (let i = 0; i < 245 && last.statusCode === 200; i++) last = await get('/danh-ba/tien-giang', {}, '203.0.113.5');
    expect(last.statusCode).toBe(429);
    expect(last.headers['content-type']).toContain('text/html');
    expect(last.body).toContain('Hãy thử lại sau ít phút');
  });
});

test('agencies by name as people read lists', async () => {
  await province.organisation('Sở Nông nghiệp thử', 'department');
  await province.organisation('Sở Nội vụ thử', 'department');
  const { body } = await get('/danh-ba/tien-giang');
  const [first, second] = [body.indexOf('Sở Nội vụ thử'), body.indexOf('Sở Nông nghiệp thử')];
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first);
});
