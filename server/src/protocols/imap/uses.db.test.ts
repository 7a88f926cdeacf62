import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type TestImap, testImap } from './testing.ts';

const database = testDatabase();
let imap: TestImap;

beforeAll(async () => {
  imap = await testImap(database.url, database.pools);
});
afterAll(() => imap.stop());

it('notes that a mailbox was opened when a folder of it is selected, not at sign-in', async () => {
  const person = await imap.province.person('Lê Văn Thư');
  await imap.setPassword(person.personId);
  const client = await imap.signIn(person.address);
  const uses = async () => {
    await imap.store.mail.uses.settled();
    const { rows } = await database.pools.query<{ account_id: number; protocol: string }>(
      'select account_id, protocol from account_use',
    );
    return rows;
  };
  await client.ok('LIST "" "*"');
  expect(await uses()).toEqual([]);
  await client.ok('SELECT INBOX');
  expect(await uses()).toEqual([{ account_id: person.accountId, protocol: 'imap' }]);
});
