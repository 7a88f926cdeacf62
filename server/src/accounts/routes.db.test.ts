import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { lookupRoutes, system } from '../directory/index.ts';
import { type TestPerson, type TestProvince, testProvince } from '../directory/testing.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../platform/index.ts';
import { type Accounts, accountPolicies, accountRoutes, createAccounts, setPassword } from './index.ts';

const database = testDatabase();
const log = createLog({ level: 'fatal' });
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let person: TestPerson;
let serial = 0;

beforeAll(async () => {
  province = await testProvince(database.pools);
  notifications = await createNotifications(database.url, log);
  const { regulation } = province;
  const { pools } = database;
  const config = loadConfig({});
  accounts = await createAccounts({ pools, notifications, regulation, config });
  app = await createHttp({ config, log, webRoot: null, version: '1', policies: accountPolicies(accounts) });
  accountRoutes(app, { accounts, pools, regulation, config });
  lookupRoutes(app, {
    db: pools,
    callerOf: async (r) => ({ personId: (await accounts.requireSession(r)).personId, writtenTo: async () => [] }),
  });
  await app.ready();
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

beforeEach(async () => {
  person = await province.person(`Võ Thị Mười ${++serial}`);
  await give(false);
});

async function give(mustChange: boolean) {
  const hash = await accounts.hasher.hash(password);
  await database.pools.transaction((tx) => setPassword(tx, { personId: person.personId, hash, mustChange }, system));
}

function post(url: string, payload: object = {}, headers: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url, payload, headers: { 'x-congvu': '1', ...headers } });
}

async function signIn(): Promise<string> {
  const answer = await post('/api/auth/sign-in', { address: person.address, password });
  expect(answer.statusCode).toBe(200);
  return String(answer.headers['set-cookie']).split(';')[0]!;
}

const code = (answer: { json(): { error?: { code: string } } }) => answer.json().error?.code;

test('sign-in answers who one is and sets a cookie that scripts can’t read', async () => {
  const answer = await post('/api/auth/sign-in', { address: person.address, password });
  expect(answer.json()).toEqual({
    person: {
      id: String(person.personId),
      name: `Võ Thị Mười ${serial}`,
      address: person.address,
      position: null,
      organisation: null,
    },
    mustChangePassword: false,
    province: { id: 'tien-giang', name: 'Tỉnh Tiền Giang' },
    roles: [],
    may: ['directory.read', 'regulation.read'],
  });
  expect(answer.headers['set-cookie']).toMatch(/^congvu_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const behindTls = await post(
    '/api/auth/sign-in',
    { address: person.address, password },
    { 'x-forwarded-proto': 'https' },
  );
  expect(behindTls.headers['set-cookie']).toMatch(/; Secure$/);
});

test('a wrong password, a bad body and another site are refused', async () => {
  expect(code(await post('/api/auth/sign-in', { address: person.address, password: 'x' }))).toBe(
    'auth.wrong-credentials',
  );
  expect(code(await post('/api/auth/sign-in', { address: person.address }))).toBe('request.invalid');
  expect(code(await post('/api/auth/sign-in', { address: person.address, password: 'x'.repeat(2000) }))).toBe(
    'request.invalid',
  );
  const other = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    payload: { address: 'a', password: 'b' },
  });
  expect(code(other)).toBe('request.cross-site');
});

test('me needs a session and lasts until sign-out', async () => {
  expect(code(await app.inject('/api/auth/me'))).toBe('auth.required');
  const cookie = await signIn();
  const me = () => app.inject({ url: '/api/auth/me', headers: { cookie } });
  expect((await me()).json().person.address).toBe(person.address);
  const out = await post('/api/auth/sign-out', {}, { cookie });
  expect([out.statusCode, out.json()]).toEqual([200, {}]);
  expect(out.headers['set-cookie']).toContain('Max-Age=0');
  expect(code(await me())).toBe('auth.required');
  expect((await post('/api/auth/sign-out')).statusCode).toBe(200);
});

test('who must change the first password can do that and nothing else', async () => {
  await give(true);
  const cookie = await signIn();
  const find = () => app.inject({ url: '/api/directory/suggest?q=vo', headers: { cookie } });
  expect((await app.inject({ url: '/api/auth/me', headers: { cookie } })).json().mustChangePassword).toBe(true);
  expect(code(await find())).toBe('auth.must-change-password');
  const change = (next: string) => post('/api/auth/change-password', { current: password, next }, { cookie });
  const refused = await change('12345678');
  expect([refused.statusCode, refused.json().error.details]).toEqual([422, ['upper', 'lower', 'special']]);
  expect(code(await change(password))).toBe('password.same');
  expect((await change('Moi#2345678')).json().mustChangePassword).toBe(false);
  expect((await find()).statusCode).toBe(200);
});

test('the password rule is open to all, with its article', async () => {
  const rule = await app.inject('/api/auth/password-rule');
  expect(rule.json()).toMatchObject({
    minLength: 8,
    classes: ['upper', 'lower', 'digit', 'special'],
    cite: { ref: 'TG 8.1', text: 'Điều 8 khoản 1, Quyết định 51/2016/QĐ-UBND' },
  });
  expect((await app.inject({ url: '/api/auth/password-rule', headers: { cookie: await signIn() } })).json()).toEqual(
    rule.json(),
  );
});

test('recipients are suggested to who is signed in, by cookie or Basic', async () => {
  const url = '/api/directory/suggest?q=m%C6%B0%E1%BB%9Di&limit=1';
  expect(code(await app.inject(url))).toBe('auth.required');
  const found = (await app.inject({ url, headers: { cookie: await signIn() } })).json();
  expect(found).toMatchObject([{ kind: 'person', organisation: null }]);
  const authorization = `Basic ${Buffer.from(`${person.address}:${password}`).toString('base64')}`;
  expect((await app.inject({ url, headers: { authorization } })).json()).toEqual(found);
  const cookie = await signIn();
  for (const bad of ['', '?q=a&limit=0', '?q=a&limit=51', `?q=${'a'.repeat(201)}`]) {
    expect(code(await app.inject({ url: `/api/directory/suggest${bad}`, headers: { cookie } })), bad).toBe(
      'request.invalid',
    );
  }
});
