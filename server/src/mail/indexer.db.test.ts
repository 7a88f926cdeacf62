import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { type TestMail, testMail, testMessage } from './testing.ts';

const database = testDatabase();
let store: TestMail;
let person: TestPerson;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  person = await (await testProvince(database.pools)).person('Võ Văn Tìm');
});
afterAll(() => store.stop());

const deliver = async (n: number) => {
  await store.mail.deliver(testMessage(`Số ${n}`), [{ accountId: person.accountId }], { arriving: true });
};
const indexed = async () =>
  (await database.pools.query<{ n: number }>('select count(*)::int as n from content_text')).rows[0]!.n;

test('a batch that has begun gives way to mail, keeps what is ready, and the rest is indexed later', async () => {
  for (let n = 0; n < 20; n++) await deliver(n);
  // Begun after two seconds of quiet; each message is followed by a rest, so a batch of 20 is long under way.
  await expect.poll(() => store.mail.indexer.working, { timeout: 10_000, interval: 2 }).toBe(true);
  await deliver(20);
  await expect.poll(() => store.mail.indexer.working, { timeout: 10_000, interval: 2 }).toBe(false);
  const before = await indexed();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(20);
  await expect.poll(indexed, { timeout: 20_000, interval: 100 }).toBe(21);
}, 40_000);
