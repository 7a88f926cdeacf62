import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { checkStore } from './check.ts';
import { type TestMail, testMail, testMessage } from './testing.ts';

const database = testDatabase();
let store: TestMail;
let person: TestPerson;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  person = await (await testProvince(database.pools)).person('Trần Văn Bình');
  for (let i = 0; i < 5; i++) await store.mail.deliver(testMessage(`Thư ${i}`), [{ accountId: person.accountId }]);
});
afterAll(() => store.stop());

const check = () => checkStore({ pools: database.pools, blobs: store.blobs });
const rules = async () => [...new Set((await check()).faults.map((f) => f.rule))].sort();

it('finds nothing wrong with a healthy store', async () => {
  const result = await check();
  expect(result).toMatchObject({ contents: 5, messages: 5, faults: [] });
});

it.each([
  [
    'account-counters',
    'update account set used_bytes = used_bytes + 1',
    'update account set used_bytes = used_bytes - 1',
  ],
  ['mailbox-counters', 'update mailbox set unseen = unseen + 1', 'update mailbox set unseen = unseen - 1'],
  ['mailbox-uids', 'update mailbox set uid_next = uid_next - 1', 'update mailbox set uid_next = uid_next + 1'],
  [
    'content-octets',
    "update content set hash = sha256('x') where content_id = (select min(content_id) from content)",
    undefined,
  ],
])('finds %s', async (rule, damage, repair) => {
  await database.pools.query(damage);
  expect(await rules()).toContain(rule);
  if (repair) await database.pools.query(repair);
});

it('finds a message whose content is gone', async () => {
  await database.pools.query('delete from content where content_id = (select max(content_id) from content)');
  expect(await rules()).toContain('message-content');
});
