import { beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { addAlias, setAccountState, system } from '../../directory/index.ts';
import { type TestPerson, testProvince } from '../../directory/testing.ts';
import type { Queryable } from '../../platform/index.ts';
import { createDirectory } from './recipients.ts';

const database = testDatabase();
let hieu: TestPerson;
let queries = 0;
const db: Queryable = {
  query: ((...args: unknown[]) => {
    queries++;
    return (database.pools.query as (...a: unknown[]) => unknown)(...args);
  }) as Queryable['query'],
};
const make = (ttl = 1000) => createDirectory({ db, defaultQuota: () => 500, ttl });

beforeAll(async () => {
  const province = await testProvince(database.pools);
  hieu = await province.person('Lê Minh Hiếu');
  const alias = { accountId: hieu.accountId, address: 'hieu.vp@tiengiang.test' };
  await database.pools.transaction((tx) => addAlias(tx, province.regulation, alias, system));
});
beforeEach(() => {
  queries = 0;
});

it('knows mailboxes by any address, letter case and tag aside', async () => {
  const directory = make();
  const found = await directory.resolveAll([
    hieu.address,
    hieu.address.toUpperCase(),
    hieu.address.replace('@', '+a+b@'),
    'hieu.vp@TIENGIANG.test',
  ]);
  expect(found.map((r) => r.account?.accountId)).toEqual(Array(4).fill(hieu.accountId));
  expect(found[0]).toMatchObject({ local: true, account: { state: 'active', quota: 500, used: expect.any(Number) } });
});

it('tells the unknown of our domains from other domains', async () => {
  const [unknown, outside, nearly] = await make().resolveAll([
    'khongco@tiengiang.test',
    'a@example.com',
    'a@x.tiengiang.test',
  ]);
  expect(unknown).toMatchObject({ local: true, account: null });
  expect(outside).toMatchObject({ local: false, account: null });
  expect(nearly).toMatchObject({ local: false, account: null });
});

it('asks once for many addresses of one moment, and not again soon after', async () => {
  const directory = make();
  const addresses = Array.from({ length: 200 }, (_, i) => hieu.address.replace('@', `+${i}@`));
  directory.prefetch(addresses);
  await directory.resolve(addresses[0]!);
  expect(addresses.every((address) => directory.peek(address)?.account?.accountId === hieu.accountId)).toBe(true);
  await directory.resolveAll(addresses);
  expect(queries).toBe(1);
});

it('forgets soon', async () => {
  const directory = make(20);
  expect((await directory.resolve(hieu.address)).account?.state).toBe('active');
  await database.pools.transaction((tx) => setAccountState(tx, hieu.accountId, 'locked', system));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect((await directory.resolve(hieu.address)).account?.state).toBe('locked');
});

it('rejects when the database is away, and asks anew the next time', async () => {
  let away = true;
  const directory = createDirectory({
    db: {
      query: ((...args: unknown[]) =>
        away
          ? Promise.reject(new Error('away'))
          : (database.pools.query as (...a: unknown[]) => unknown)(...args)) as Queryable['query'],
    },
    defaultQuota: () => 500,
  });
  directory.prefetch([hieu.address]);
  await expect(directory.resolve(hieu.address)).rejects.toThrow('away');
  away = false;
  expect((await directory.resolve(hieu.address)).account?.accountId).toBe(hieu.accountId);
});
