import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { addAlias, grantDelegation, revokeDelegation, setAccountState, system } from '../directory/index.ts';
import { type TestPerson, type TestProvince, testDomain, testProvince } from '../directory/testing.ts';
import { createLog, createNotifications, type Notifications } from '../platform/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import type { Protocol } from './authenticate.ts';
import type { Hasher } from './password.ts';
import { setPassword } from './set-password.ts';

const database = testDatabase();
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
/** Another process, as far as it can be told apart. */
let elsewhere: Accounts;
let hieu: TestPerson;
let serial = 0;

const trustedNetworks = { list: [], contains: (address: string) => address.startsWith('127.') };
const limits = { window: 900, perAddress: 5, perNetwork: 12 };

beforeAll(async () => {
  province = await testProvince(database.pools);
  notifications = await createNotifications(database.url, createLog({ level: 'error' }));
  const deps = { pools: database.pools, notifications, regulation: province.regulation, limits };
  accounts = await createAccounts({ ...deps, config: { trustedNetworks } });
  elsewhere = await createAccounts({ ...deps, config: { trustedNetworks } });
});

afterAll(async () => {
  await accounts?.stop();
  await elsewhere?.stop();
  await notifications?.end();
});

beforeEach(async () => {
  hieu = await newPerson();
});

async function newPerson(mustChange = false): Promise<TestPerson> {
  const person = await province.person(`Lê Minh Số ${++serial}`);
  await give(person, password, mustChange);
  return person;
}

async function give(person: TestPerson, text: string, mustChange = false) {
  const hash = await accounts.hasher.hash(text);
  await database.pools.transaction((tx) => setPassword(tx, { personId: person.personId, hash, mustChange }, system));
}

const signIn = (
  address: string,
  text: string,
  remoteAddress = '127.0.0.1',
  protocol: Protocol = 'imap',
  by = accounts,
) => by.authenticate(address, text, { remoteAddress, tls: true, protocol });

/** The code of a refusal, or 'in'. */
const outcome = (...args: Parameters<typeof signIn>) =>
  signIn(...args).then(
    () => 'in',
    (error) => error.code as string,
  );

const request = (headers: Record<string, string> = {}) => ({ headers, ip: '127.0.0.1', protocol: 'http' });
const withCookie = (token: string) => request({ cookie: `congvu_session=${token}` });
const events = async (kind: string, personId: number) =>
  (
    await database.pools.query<{ n: number }>(
      "select count(*)::int as n from audit_event where kind = $1 and (data->>'personId')::bigint = $2",
      [kind, personId],
    )
  ).rows[0]!.n;
const lock = (person: TestPerson, state: 'locked' | 'active') =>
  database.pools.transaction((tx) => setAccountState(tx, person.accountId, state, system));

test('the right password signs in, under any of the mailbox’s addresses; anything else does not', async () => {
  const expected = { personId: hieu.personId, accountId: hieu.accountId, address: hieu.address };
  expect(await signIn(hieu.address, password)).toMatchObject({ ...expected, mustChangePassword: false });
  expect(await signIn(` ${hieu.address.toUpperCase()} `, password)).toMatchObject(expected);
  const alias = `so${serial}@${testDomain}`;
  const { accountId } = hieu;
  await database.pools.transaction((tx) => addAlias(tx, province.regulation, { accountId, address: alias }, system));
  expect(await signIn(alias, password)).toMatchObject(expected);
  for (const wrong of ['', 'matkhau#789', `${password} `, 'x'.repeat(5000), `${password}\0`]) {
    expect(await outcome(hieu.address, wrong)).toBe('auth.wrong-credentials');
    await signIn(hieu.address, password);
  }
});

test('an unknown address, one without a password, and an organisation’s are refused alike', async () => {
  const organisation = await province.organisation(`Sở Thử ${serial}`, 'department');
  const bare = await province.person(`Bùi Chưa Có ${serial}`);
  for (const address of ['nobody@tiengiang.test', '', 'x'.repeat(300), 'a\0b', bare.address, organisation.address]) {
    expect(await outcome(address, password), address).toBe('auth.wrong-credentials');
  }
});

test('a second sign-in asks Argon2 no more, and a new password or a lock counts at once, elsewhere too', async () => {
  const pools = database.pools;
  let verified = 0;
  const counting: Hasher = {
    ...accounts.hasher,
    verify: (hash, text) => {
      verified++;
      return accounts.hasher.verify(hash, text);
    },
  };
  const own = await createAccounts({
    pools,
    notifications,
    regulation: province.regulation,
    limits,
    config: { trustedNetworks },
    hasher: counting,
  });
  await Promise.all(Array.from({ length: 5 }, () => signIn(hieu.address, password, '127.0.0.1', 'imap', own)));
  await signIn(hieu.address, password, '127.0.0.1', 'imap', own);
  expect(verified).toBe(1);
  await give(hieu, 'Khac#12345');
  expect(await outcome(hieu.address, password, '127.0.0.1', 'imap', own)).toBe('auth.wrong-credentials');
  expect(await outcome(hieu.address, 'Khac#12345', '127.0.0.1', 'imap', own)).toBe('in');
  await lock(hieu, 'locked');
  expect(await outcome(hieu.address, 'Khac#12345', '127.0.0.1', 'imap', own)).toBe('auth.locked');
  expect(await outcome(hieu.address, 'wrong', '127.0.0.1', 'imap', own)).toBe('auth.wrong-credentials');
  await lock(hieu, 'active');
  expect(await outcome(hieu.address, 'Khac#12345', '127.0.0.1', 'imap', own)).toBe('in');
  await own.stop();
});

test('a first password opens the web only', async () => {
  const fresh = await newPerson(true);
  for (const protocol of ['imap', 'submission', 'jmap'] as const) {
    expect(await outcome(fresh.address, password, '127.0.0.1', protocol)).toBe('auth.must-change-password');
  }
  expect((await signIn(fresh.address, password, '127.0.0.1', 'web')).mustChangePassword).toBe(true);
});

test('too many wrong passwords for an address shut out strangers, but not where the person has been before', async () => {
  await signIn(hieu.address, password, '192.0.2.1');
  for (let i = 0; i < limits.perAddress; i++) {
    expect(await outcome(hieu.address, 'wrong', `198.51.100.${i}`)).toBe('auth.wrong-credentials');
  }
  expect(await outcome(hieu.address, password, '198.51.100.200')).toBe('auth.throttled');
  expect(await outcome(hieu.address, 'wrong', '198.51.100.200', 'imap', elsewhere)).toBe('auth.throttled');
  expect(await outcome(hieu.address, password, '192.0.2.1')).toBe('in');
  expect(await events('auth.failed', hieu.personId)).toBe(limits.perAddress - 1);
  expect(await events('auth.throttled', hieu.personId)).toBe(1);

  for (let i = 0; i < limits.perAddress; i++) await outcome(hieu.address, 'wrong', '192.0.2.1');
  expect(await outcome(hieu.address, password, '192.0.2.1')).toBe('auth.throttled');
  await database.pools.query("update sign_in_failure set at = at - interval '901 seconds'");
  expect(await outcome(hieu.address, password, '192.0.2.1')).toBe('in');
});

test('an address nobody has is throttled like one somebody has, trusted network or not', async () => {
  const address = `nobody${serial}@tiengiang.test`;
  for (let i = 0; i < limits.perAddress; i++) expect(await outcome(address, 'x')).toBe('auth.wrong-credentials');
  expect(await outcome(address, 'x')).toBe('auth.throttled');
});

test('guesses sent all at once don’t outrun the count', async () => {
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, i) => outcome(hieu.address, `guess ${i}`)));
  expect(outcomes.filter((o) => o === 'auth.wrong-credentials')).toHaveLength(limits.perAddress);
  expect(outcomes.filter((o) => o === 'auth.throttled')).toHaveLength(30 - limits.perAddress);
});

test('a network that tries many addresses is shut out, a trusted one is not', async () => {
  const guess = (i: number, from: string) => outcome(`guess${serial}-${i}@tiengiang.test`, 'x', from);
  for (let i = 0; i < limits.perNetwork; i++) expect(await guess(i, '203.0.113.9')).toBe('auth.wrong-credentials');
  expect(await outcome(hieu.address, password, '203.0.113.9')).toBe('auth.throttled');
  expect(await outcome(hieu.address, password, '203.0.113.10')).toBe('in');
  for (let i = 0; i <= limits.perNetwork; i++) {
    expect(await guess(100 + i, '127.0.0.2')).toBe('auth.wrong-credentials');
  }
});

test('a success clears the count of its address', async () => {
  for (let round = 0; round < 3; round++) {
    for (let i = 1; i < limits.perAddress; i++) await outcome(hieu.address, 'wrong');
    await give(hieu, `MatKhau#${round}`); // not from the cache
    expect(await outcome(hieu.address, `MatKhau#${round}`)).toBe('in');
  }
});

test('a session lives, ends by sign-out, by lock, and by time', async () => {
  const open = async () => accounts.openSession(await signIn(hieu.address, password, '127.0.0.1', 'web'), request());
  const token = await open();
  expect(await elsewhere.requireSession(withCookie(token))).toMatchObject({ personId: hieu.personId });
  expect(await accounts.sessionOf(request())).toBeUndefined();
  for (const wrong of ['x', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, "' or true --"]) {
    expect(await accounts.sessionOf(withCookie(wrong))).toBeUndefined();
  }
  await expect(accounts.requireSession(request())).rejects.toMatchObject({ code: 'auth.required' });

  await lock(hieu, 'locked');
  expect(await accounts.sessionOf(withCookie(token))).toBeUndefined();
  await lock(hieu, 'active');
  const session = (await accounts.sessionOf(withCookie(token)))!;
  await accounts.closeSession(session);
  expect(await accounts.sessionOf(withCookie(token))).toBeUndefined();

  const late = await open();
  await database.pools.query("update web_session set expires_at = now() - interval '1 second'");
  expect(await accounts.sessionOf(withCookie(late))).toBeUndefined();
});

test('use moves the end of a session on, up to seven days', async () => {
  const who = await signIn(hieu.address, password, '127.0.0.1', 'web');
  const token = await accounts.openSession(who, request());
  const hoursLeft = async () =>
    (
      await database.pools.query<{ hours: number }>(
        'select extract(epoch from expires_at - now())::float / 3600 as hours from web_session where person_id = $1',
        [hieu.personId],
      )
    ).rows[0]!.hours;
  const age = (created: string) =>
    database.pools.query(
      `update web_session set created_at = now() - interval '${created}', last_seen_at = now() - interval '6 hours',
       expires_at = now() + interval '6 hours' where person_id = $1`,
      [hieu.personId],
    );
  await age('6 hours');
  await accounts.sessionOf(withCookie(token));
  expect(await hoursLeft()).toBeCloseTo(12, 1);
  await age('166 hours');
  await accounts.sessionOf(withCookie(token));
  expect(await hoursLeft()).toBeCloseTo(2, 1);
});

test('sessions are listed and revoked; a changed password ends all others', async () => {
  const open = async () =>
    accounts.openSession(
      await signIn(hieu.address, password, '127.0.0.1', 'web'),
      request({ 'user-agent': 'Firefox' }),
    );
  const [one, two, three] = [await open(), await open(), await open()];
  const listed = await accounts.listSessions(hieu.personId);
  expect(listed).toHaveLength(3);
  expect(listed[0]).toMatchObject({ userAgent: 'Firefox', remoteAddress: '127.0.0.1' });
  const session = (await accounts.sessionOf(withCookie(one)))!;
  expect(
    await accounts.revokeSessions(
      hieu.personId,
      (await accounts.sessionOf(withCookie(three)))!.tokenHash!.toString('hex'),
    ),
  ).toBe(1);
  expect(await accounts.sessionOf(withCookie(three))).toBeUndefined();

  await accounts.changePassword(session, { current: password, next: 'Moi#2345678' }, request());
  expect(await accounts.sessionOf(withCookie(one))).toBeDefined();
  expect(await accounts.sessionOf(withCookie(two))).toBeUndefined();
  expect(await outcome(hieu.address, password)).toBe('auth.wrong-credentials');
  expect(await outcome(hieu.address, 'Moi#2345678')).toBe('in');
  expect(await events('auth.password-changed', hieu.personId)).toBe(1);
});

test('a password is changed only with the present one, to another one that meets the rule', async () => {
  const fresh = await newPerson(true);
  const token = await accounts.openSession(await signIn(fresh.address, password, '127.0.0.1', 'web'), request());
  const session = (await accounts.sessionOf(withCookie(token)))!;
  await expect(accounts.requireSession(withCookie(token))).rejects.toMatchObject({ code: 'auth.must-change-password' });
  const change = (current: string, next: string) => accounts.changePassword(session, { current, next }, request());
  await expect(change('wrong', 'Moi#2345678')).rejects.toMatchObject({ code: 'auth.wrong-credentials' });
  await expect(change(password, password)).rejects.toMatchObject({ code: 'password.same' });
  await expect(change(password, 'moi')).rejects.toMatchObject({
    code: 'password.rule',
    details: ['length', 'upper', 'digit', 'special'],
  });
  await change(password, 'Moi#2345678');
  expect((await accounts.requireSession(withCookie(token))).mustChangePassword).toBe(false);
  // Of two changes at once one holds.
  const both = await Promise.allSettled([change('Moi#2345678', 'Mot#2345678'), change('Moi#2345678', 'Hai#2345678')]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('HTTP Basic signs in as the mail protocols do', async () => {
  const basic = (text: string) => request({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  expect(await accounts.sessionOf(basic(`${hieu.address}:${password}`))).toMatchObject({ personId: hieu.personId });
  await expect(accounts.sessionOf(basic(`${hieu.address}:x`))).rejects.toMatchObject({
    code: 'auth.wrong-credentials',
  });
  const fresh = await newPerson(true);
  await expect(accounts.sessionOf(basic(`${fresh.address}:${password}`))).rejects.toMatchObject({
    code: 'auth.must-change-password',
  });
});

test('sender addresses follow delegation at once, in every process, and open connections hear of it', async () => {
  const office = await province.organisation(`Phòng Văn thư ${serial}`, 'department');
  const delegate = (rights: ('read' | 'send_as' | 'send_on_behalf')[]) =>
    database.pools.transaction((tx) =>
      grantDelegation(tx, { accountId: office.accountId, personId: hieu.personId, rights }, system),
    );
  const heard: string[] = [];
  const who = await signIn(hieu.address, password);
  const stop = elsewhere.watch(who, (event) => heard.push(event));
  const right = () => elsewhere.maySendAs(hieu.personId, office.address.toUpperCase());
  expect(await right()).toBeUndefined();
  expect(await elsewhere.maySendAs(hieu.personId, hieu.address)).toBe('own');
  expect(await elsewhere.maySendAs(hieu.personId, 'nobody@tiengiang.test')).toBeUndefined();

  const eventually = { timeout: 2500, interval: 5 };
  await delegate(['read', 'send_on_behalf']);
  await expect.poll(right, eventually).toBe('send_on_behalf');
  await delegate(['send_as', 'send_on_behalf']);
  await expect.poll(right, eventually).toBe('send_as');
  expect((await elsewhere.usableAddresses(hieu.personId)).map((a) => [a.address, a.right])).toEqual([
    [hieu.address, 'own'],
    [office.address, 'send_as'],
  ]);
  expect(await elsewhere.accountOf(hieu.personId, office.accountId)).toMatchObject({ own: false });
  await database.pools.transaction((tx) => revokeDelegation(tx, office.accountId, hieu.personId, system));
  await expect.poll(right, eventually).toBeUndefined();
  expect(heard).not.toContain('ended');
  expect(heard).toContain('changed');

  await lock(hieu, 'locked');
  await expect.poll(() => heard.at(-1), eventually).toBe('ended');
  await lock(hieu, 'active');
  await expect.poll(() => heard.at(-1), eventually).toBe('changed');
  await give(hieu, 'Khac#12345');
  await expect.poll(() => heard.at(-1), eventually).toBe('ended');
  stop();
});

test('a delegation that runs out is over within a second', async () => {
  const office = await province.organisation(`Phòng Kế toán ${serial}`, 'department');
  const until = new Date(Date.now() + 1500);
  const input = { accountId: office.accountId, personId: hieu.personId, rights: ['read'] as const, until };
  await database.pools.transaction((tx) => grantDelegation(tx, input, system));
  const open = async () => (await accounts.accountOf(hieu.personId, office.accountId)) !== undefined;
  await expect.poll(open, { timeout: 1200, interval: 5 }).toBe(true);
  await expect.poll(open, { timeout: 4000, interval: 20 }).toBe(false);
});
