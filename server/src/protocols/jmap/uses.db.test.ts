/** Opening a mailbox is noted; keeping a list current is not opening it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testMessage } from '../../mail/testing.ts';
import { type JmapUser, type TestJmap, testJmap } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let user: JmapUser;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
  user = await jmap.user('Lê Minh Hiếu');
});
afterAll(() => jmap.stop());

const row = () => Number(user.accountId.slice(1));

async function protocols(): Promise<string[]> {
  await jmap.mail.uses.settled();
  const { rows } = await database.pools.query<{ protocol: string }>(
    'select protocol from account_use where account_id = $1',
    [row()],
  );
  return rows.map(({ protocol }) => protocol);
}

test('what a page does to stay current does not count as opening the mailbox', async () => {
  await jmap.mail.deliver(testMessage('Công văn đến'), [{ accountId: row() }], { arriving: true });
  await jmap.call(user, 'Mailbox/get', { ids: null });
  await jmap.call(user, 'Email/get', { ids: [], properties: ['subject'] });
  expect(await protocols()).toEqual([]);
});

test('a list that is asked for counts', async () => {
  await jmap.call(user, 'Email/query', {});
  expect(await protocols()).toEqual(['jmap']);
});

test('a message that is read counts', async () => {
  const other = await jmap.user('Trần Thị Mai');
  const messages = await jmap.mail.deliver(testMessage('Giấy mời'), [{ accountId: Number(other.accountId.slice(1)) }]);
  expect(messages[0]?.status).toBe('delivered');
  user = other;
  await jmap.call(other, 'Email/get', { ids: [], fetchTextBodyValues: true });
  expect(await protocols()).toEqual(['jmap']);
});
