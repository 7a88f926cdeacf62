import type { AddressProposal, Mailbox, MailboxList, MailboxOptions, NewMailboxAnswer } from '@congvu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type Accounts, accountPolicies, createAccounts, firstPasswords, setPassword } from '../accounts/index.ts';
import { accountRoutes } from '../accounts/routes.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../platform/index.ts';
import { system } from './audit.ts';
import { createPerson } from './people/create-person.ts';
import { grantRole } from './roles.ts';
import { mailboxRoutes } from './routes-mailboxes.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testDomain, testProvince } from './testing.ts';

const database = testDatabase();
const config = loadConfig({});
const log = createLog({ level: 'error' });
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let department: TestOrganisation;
let office: TestOrganisation;
let other: TestOrganisation;
/** Of the whole province, of the department alone, and one of the crowd. */
let manager: TestPerson;
let operator: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const { regulation } = province;
  const { pools } = database;
  notifications = await createNotifications(database.url, log);
  accounts = await createAccounts({ pools, notifications, regulation, config });
  app = await createHttp({ config, log, policies: accountPolicies(accounts), webRoot: null, version: '1' });
  accountRoutes(app, { accounts, pools, regulation, config });
  mailboxRoutes(app, {
    pools,
    regulation,
    accounts,
    newPassword: firstPasswords({ regulation, hasher: accounts.hasher }),
  });
  await app.ready();

  department = await province.organisation('Sở Thông tin và Truyền thông', 'department');
  office = await province.organisation('Phòng Nội vụ', 'office', department.organisationId);
  other = await province.organisation('Sở Y tế', 'department');
  const hash = await accounts.hasher.hash(password);
  const newPerson = async (name: string, at: TestOrganisation) => {
    const person = await province.person(name, { organisationId: at.organisationId, position: 'Chuyên viên' });
    await pools.transaction((tx) => setPassword(tx, { personId: person.personId, hash, mustChange: false }, system));
    return person;
  };
  manager = await newPerson('Đinh Thị Quản', other);
  operator = await newPerson('Đinh Văn Hành', office);
  stranger = await newPerson('Đinh Thị Ngoài', other);
  const grant = (person: TestPerson, role: 'managing-authority' | 'operator', organisationId: number | null) =>
    pools.transaction((tx) => grantRole(tx, regulation, { personId: person.personId, role, organisationId }, system));
  await grant(manager, 'managing-authority', null);
  await grant(operator, 'operator', department.organisationId);
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

async function call<T>(who: TestPerson, method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await app.inject({
    method,
    url: `/api/directory/mailboxes${path}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${who.address}:${password}`).toString('base64')}`,
      'x-congvu': '1',
      'accept-language': 'en',
    },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() as T & { error?: { code: string; details?: unknown } } };
}
const get = <T>(who: TestPerson, path: string) => call<T>(who, 'GET', path);
const post = <T>(who: TestPerson, path: string, body: object) => call<T>(who, 'POST', path, body);
const at = (local: string) => `${local}@${testDomain}`;
const count = async (sql: string) =>
  (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n;

test('a proposal says what, why and what was passed over, and reserves nothing', async () => {
  const first = await province.person('Lê Minh Hiếu');
  const person = { person: { name: 'Lê Minh Hiếu', born: '1977', organisationId: other.organisationId } };
  const before = await count('address');
  for (let again = 0; again < 2; again++) {
    const { status, body } = await post<AddressProposal>(manager, '/propose', { for: person });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      domain: testDomain,
      domains: [testDomain],
      address: at('lminhhieu'),
      cite: { ref: 'TG 4.2b', text: 'Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND' },
      why: { en: '`lminhhieu`: `leminhhieu` is taken; TG 4.2b' },
      tried: [{ address: first.address, reason: 'taken', text: { vi: 'đã có người dùng', en: 'is taken' } }],
      fault: null,
      byHand: null,
      entitlement: { basis: 'of-right' },
    });
  }
  expect(await count('address')).toBe(before);
  const unit = { organisation: { name: 'Phòng Tài chính - Kế hoạch', kind: 'office', parentId: other.organisationId } };
  expect((await post<AddressProposal>(manager, '/propose', { for: unit })).body.address).toBe(at('syt.ptckh'));
  const lost = { organisation: { name: 'Phòng Tài chính', kind: 'office', parentId: null } };
  expect((await post<AddressProposal>(manager, '/propose', { for: lost })).body).toMatchObject({
    address: null,
    fault: { code: 'directory.no-parent' },
  });
});

test('an address by hand is looked at with the proposal', async () => {
  const { personId, accountId } = await province.person('Lê Thị Tay');
  const look = async (byHand: string) =>
    (await post<AddressProposal>(manager, '/propose', { for: { accountId }, byHand })).body;
  expect((await look(at('tay.le'))).byHand).toMatchObject({ address: at('tay.le'), free: true, code: null });
  expect((await look(department.address)).byHand).toMatchObject({ free: false, code: 'directory.address-taken' });
  expect((await look(at('admin'))).byHand).toMatchObject({ free: false, code: 'directory.address-reserved' });
  expect((await look('tay@elsewhere.test')).byHand).toMatchObject({ free: false, code: 'directory.no-domain' });
  // Its own address is not in its way.
  expect(await look(at('lethitay'))).toMatchObject({ address: at('lethitay'), byHand: { free: true } });
  expect((await post(manager, '/propose', { for: { personId: personId + 10_000 } })).status).toBe(404);
});

test('a mailbox is made by the ladder, with a first password told once, or by hand with a reason', async () => {
  const make = (name: string) =>
    database.pools.transaction((tx) => createPerson(tx, { province: 'tien-giang', name }, system));
  const personId = await make('Vương Thị Mới');
  const made = await post<NewMailboxAnswer>(manager, '', { owner: { personId }, name: { domain: testDomain } });
  expect(made.status).toBe(200);
  expect(made.body.mailbox).toMatchObject({ address: at('vuongthimoi'), state: 'active', mayChange: true });
  const signIn = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    headers: { 'x-congvu': '1' },
    payload: { address: at('vuongthimoi'), password: made.body.firstPassword },
  });
  expect(signIn.json()).toMatchObject({ mustChangePassword: true });
  const twice = await post(manager, '', { owner: { personId }, name: { domain: testDomain } });
  expect([twice.status, twice.body.error?.code]).toEqual([409, 'directory.has-mailbox']);

  const second = await make('Vương Văn Tay');
  const byHand = (name: object) => post<NewMailboxAnswer>(manager, '', { owner: { personId: second }, name });
  expect((await byHand({ address: at('tay') })).status).toBe(400);
  expect((await byHand({ address: at('tay'), reason: '  ' })).status).toBe(400);
  expect((await byHand({ address: at('tay'), reason: 'tên thường gọi' })).body.mailbox.address).toBe(at('tay'));
  const over = {
    owner: { organisationId: other.organisationId },
    name: { domain: testDomain },
    quotaBytes: 600 * 2 ** 20,
  };
  expect((await post(manager, '', over)).body.error).toMatchObject({
    code: 'directory.quota-over-rule',
    details: { most: 500 * 2 ** 20 },
  });
});

test('renaming, aliases, state and quota answer with the mailbox as it stands', async () => {
  const { accountId } = await province.person('Mạc Thị Đổi');
  const act = async (path: string, body: object) => (await post<Mailbox>(manager, `/${accountId}${path}`, body)).body;
  expect(await act('/rename', { name: { address: at('doi.mac'), reason: 'theo đơn' } })).toMatchObject({
    address: at('doi.mac'),
    aliases: [{ address: at('macthidoi'), until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }],
    details: { history: [{ address: at('doi.mac'), until: null }, { address: at('macthidoi') }] },
  });
  expect((await act('/aliases', { address: at('mac'), reason: 'ngắn' })).aliases.map((one) => one.address)).toEqual([
    at('mac'),
    at('macthidoi'),
  ]);
  expect((await act('/aliases/remove', { address: at('macthidoi') })).aliases).toEqual([
    { address: at('mac'), until: null },
  ]);
  expect((await post(manager, `/${accountId}/state`, { state: 'locked' })).status).toBe(400);
  expect((await act('/state', { state: 'locked', reason: 'lộ mật khẩu' })).state).toBe('locked');
  expect((await act('/state', { state: 'active' })).state).toBe('active');
  expect((await act('/quota', { bytes: 2 ** 20 })).details?.quota).toMatchObject({
    bytes: 2 ** 20,
    own: true,
    most: 500 * 2 ** 20,
    cite: { ref: 'TG 7' },
  });
  expect((await act('/quota', { bytes: null })).details?.quota).toMatchObject({ bytes: 500 * 2 ** 20, own: false });
  expect((await act('/state', { state: 'closed', reason: 'nghỉ việc' })).state).toBe('closed');
  const closed = await post(manager, `/${accountId}/aliases`, { address: at('x.y'), reason: 'x' });
  expect([closed.status, closed.body.error?.code]).toEqual([409, 'directory.mailbox-closed']);
  expect((await act('/state', { state: 'active', reason: 'nhầm' })).state).toBe('active');
});

test('who may see and change what', async () => {
  const mine = stranger.accountId;
  expect((await get<Mailbox>(stranger, `/${mine}`)).body).toMatchObject({ details: { quota: {} }, mayChange: false });
  expect((await get<Mailbox>(stranger, `/${department.accountId}`)).body).toMatchObject({
    address: department.address,
    details: null,
    mayChange: false,
  });
  expect((await get<Mailbox>(operator, `/${office.accountId}`)).body).toMatchObject({ details: {}, mayChange: true });
  expect((await get<Mailbox>(operator, `/${other.accountId}`)).body).toMatchObject({ details: null, mayChange: false });
  const forbidden: [TestPerson, string, object][] = [
    [stranger, `/${mine}/quota`, { bytes: null }],
    [operator, `/${other.accountId}/state`, { state: 'locked', reason: 'x' }],
    [operator, '', { owner: { organisationId: other.organisationId }, name: { domain: testDomain } }],
    [operator, '/propose', { for: { organisationId: other.organisationId } }],
    [operator, '/propose', { for: { organisation: { name: 'Sở Mới', kind: 'department', parentId: null } } }],
    [stranger, '/propose', { for: { accountId: mine } }],
  ];
  for (const [who, path, body] of forbidden) {
    const answer = await post(who, path, body);
    expect([answer.status, answer.body.error?.code], path).toEqual([403, 'auth.forbidden']);
  }
  expect((await get(stranger, '')).status).toBe(403);
  const inPart = { for: { organisation: { name: 'Phòng Mới', kind: 'office', parentId: office.organisationId } } };
  expect((await post<AddressProposal>(operator, '/propose', inPart)).body.address).toBe(at('stttt.pnv.pm'));
});

const addresses = ({ rows }: MailboxList) => rows.map((row) => row.address);

test('the list comes page by page, each mailbox once, by address', async () => {
  const whole = (await get<MailboxList>(manager, '?limit=500')).body;
  expect(whole.total).toBe(whole.rows.length);
  expect(whole.cursor).toBeNull();
  const seen: (string | null)[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `?limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const page: MailboxList = (await get<MailboxList>(manager, path)).body;
    seen.push(...addresses(page));
    cursor = page.cursor;
  }
  expect(seen).toEqual(addresses(whole));
  expect(seen).toEqual([...seen].sort());
  expect((await get(manager, '?cursor=xyz')).body.error?.code).toBe('directory.invalid');
});

test('the list is filtered, and shows only the caller’s part', async () => {
  const list = async (who: TestPerson, query: string) => addresses((await get<MailboxList>(who, `?${query}`)).body);
  expect(await list(operator, '')).toEqual([operator.address, department.address, office.address].sort());
  expect(await list(manager, `organisation=${office.organisationId}`)).toEqual([operator.address, office.address]);
  expect(await list(manager, 'kind=organisation&q=y te')).toEqual([other.address]);
  expect(await list(manager, 'q=Đinh Thị')).toEqual([stranger.address, manager.address]);
  expect(await list(manager, `q=${encodeURIComponent(department.address)}`)).toEqual([department.address]);
  expect(await list(manager, 'q=100%25')).toEqual([]);

  const locked = await province.person('Chu Thị Khóa');
  await post(manager, `/${locked.accountId}/state`, { state: 'locked', reason: 'x' });
  expect(await list(manager, 'state=locked')).toEqual([locked.address]);
  await database.pools.query('update account set used_bytes = 475 * 1048576 where account_id = $1', [locked.accountId]);
  expect(await list(manager, 'overPercent=90')).toEqual([locked.address]);
  expect(await list(manager, 'overPercent=96')).toEqual([]);

  expect(await list(manager, 'unusedMonths=6')).toEqual([]);
  await database.pools.query("update account set created_at = now() - interval '7 months' where account_id = any($1)", [
    [locked.accountId, office.accountId],
  ]);
  await database.pools.query("insert into account_use (account_id, protocol) values ($1, 'imap')", [office.accountId]);
  expect(await list(manager, 'unusedMonths=6')).toEqual([locked.address]);
  expect(await list(manager, 'unusedMonths=8')).toEqual([]);
});

test('the list of a day shows mailboxes as they stood then', async () => {
  const person = await province.person('Kiều Thị Xưa');
  const { accountId } = person;
  await post(manager, `/${accountId}/rename`, { name: { address: at('xua.kieu'), reason: 'x' } });
  await post(manager, `/${accountId}/state`, { state: 'closed', reason: 'x' });
  // As if made three days ago, renamed the day before yesterday, closed today.
  const shift = `update account_version set valid_from = valid_from - $2::interval, valid_until = valid_until - $3::interval
                 where account_id = $1 and address = $4 and state = 'active'`;
  await database.pools.query(shift, [accountId, '3 days', '2 days', person.address]);
  await database.pools.query(shift, [accountId, '2 days', '0 days', at('xua.kieu')]);
  const list = async (query: string) => (await get<MailboxList>(manager, `?q=kieu thi xua${query}`)).body.rows;
  const day = (ago: number) => Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').subtract({ days: ago }).toString();
  expect(await list('')).toMatchObject([{ address: at('xua.kieu'), state: 'closed' }]);
  expect(await list(`&at=${day(0)}`)).toMatchObject([{ address: at('xua.kieu'), state: 'closed' }]);
  expect(await list(`&at=${day(1)}`)).toMatchObject([{ address: at('xua.kieu'), state: 'active' }]);
  expect(await list(`&at=${day(3)}`)).toMatchObject([{ address: person.address, state: 'active' }]);
  expect(await list(`&at=${day(5)}`)).toEqual([]);
  expect((await get(manager, '?at=2026-02-30')).status).toBe(422);
});

test('the page is told what to filter by', async () => {
  expect((await get<MailboxOptions>(manager, '/options')).body).toEqual({
    warnPercent: 90,
    unused: [
      { months: 6, action: 'lock', cite: { ref: 'TG 5.3', text: expect.any(String) } },
      { months: 12, action: 'delete', cite: { ref: 'TG 5.3', text: expect.any(String) } },
    ],
    whole: true,
    mayChange: true,
  });
  expect((await get<MailboxOptions>(operator, '/options')).body).toMatchObject({ whole: false, mayChange: true });
});
