import { setTimeout as sleep } from 'node:timers/promises';
import { passwordFaults } from '@congvu/contract';
import { expect, test } from 'vitest';
import { loadRegulation } from '../regulation/index.ts';
import { Gate, KeyedGate } from './gate.ts';
import { readBasic, readCookie, sessionCookie } from './http-credentials.ts';
import { networkOf } from './network.ts';
import { createHasher, generatePassword, isOutdated, prepared } from './password.ts';
import { VerifiedCache } from './verified-cache.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('cookies and Basic credentials are read, and nonsense is not', () => {
  expect(readCookie('a=b; congvu_session=tok; c=d')).toBe('tok');
  expect(readCookie('xcongvu_session=tok')).toBeUndefined();
  expect(readCookie(undefined)).toBeUndefined();
  const basic = (text: string) => readBasic(`Basic ${Buffer.from(text).toString('base64')}`);
  expect(basic('hiếu@a.test:Mật:khẩu')).toEqual({ user: 'hiếu@a.test', password: 'Mật:khẩu' });
  expect(basic('no-colon')).toBeUndefined();
  expect(readBasic('Bearer abc')).toBeUndefined();
  expect(readBasic('Basic !!!')).toBeUndefined();
  expect(sessionCookie('tok', true)).toBe('congvu_session=tok; Path=/; HttpOnly; SameSite=Lax; Secure');
  expect(sessionCookie(undefined, false)).toContain('Max-Age=0');
});

test('a password is the same however its letters are composed, and its hash is Argon2id of today', async () => {
  const hasher = createHasher();
  const hash = await hasher.hash('Mật khẩu#1'.normalize('NFD'));
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(isOutdated(hash)).toBe(false);
  expect(await hasher.verify(hash, prepared('Mật\u00a0khẩu#1'))).toBe(true);
  expect(await hasher.verify(hash, 'Mat khau#1')).toBe(false);
  expect(await hasher.pretend('anything')).toBe(false);
});

test('a generated password meets the rule and is another each time', () => {
  const rule = loadRegulation().passwordRule('tien-giang');
  const made = Array.from({ length: 500 }, () => generatePassword(rule));
  expect(made.filter((p) => passwordFaults(p, rule, 'leminhhieu@tiengiang.test').length > 0)).toEqual([]);
  expect(new Set(made).size).toBe(500);
});

test('the cache knows a password for one version and ten minutes, and keeps to its size', () => {
  let now = 0;
  const cache = new VerifiedCache({ now: () => now, most: 2 });
  cache.add(1, 1, 'a');
  expect(cache.has(1, 1, 'a')).toBe(true);
  expect(cache.has(1, 1, 'b')).toBe(false);
  expect(cache.has(2, 1, 'a')).toBe(false);
  now = 599_999;
  expect(cache.has(1, 1, 'a')).toBe(true);
  now = 600_000;
  expect(cache.has(1, 1, 'a')).toBe(false);
  cache.add(1, 1, 'a');
  expect(cache.has(1, 2, 'a')).toBe(false); // changed
  expect(cache.has(1, 1, 'a')).toBe(false); // and forgotten
  for (const person of [1, 2, 3]) cache.add(person, 1, 'a');
  expect([1, 2, 3].map((person) => cache.has(person, 1, 'a'))).toEqual([false, true, true]);
});

test('a gate lets few run at once and loses none; a keyed one runs a key in turn and refuses a crowd', async () => {
  const gate = new Gate(2);
  let running = 0;
  let most = 0;
  const task = async () => {
    most = Math.max(most, ++running);
    await sleep(1);
    running--;
    if (most === 99) throw new Error('never');
    return 1;
  };
  const done = await Promise.all(Array.from({ length: 20 }, () => gate.run(task)));
  expect([done.length, most, gate.idle]).toEqual([20, 2, true]);
  await expect(gate.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(gate.idle).toBe(true);

  const keyed = new KeyedGate(3);
  const order: string[] = [];
  const step = (name: string) => async () => {
    order.push(`${name}+`);
    await sleep(1);
    order.push(`${name}-`);
  };
  const attempts = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((name) => keyed.run('key', step(name))));
  expect(order).toEqual(['a+', 'a-', 'b+', 'b-', 'c+', 'c-', 'd+', 'd-']);
  expect(attempts.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'auth.throttled' } });
});
