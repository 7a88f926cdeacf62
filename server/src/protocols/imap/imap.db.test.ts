import { imapContract } from '@congvu/imap/testing';
import { afterAll, beforeAll } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type TestImap, testImap, testPassword } from './testing.ts';

const database = testDatabase();
let imap: TestImap;
let made = 0;

beforeAll(async () => {
  imap = await testImap(database.url, database.pools);
});
afterAll(() => imap.stop());

imapContract('PostgreSQL', async () => {
  const person = await imap.province.person(`Người Thứ ${String.fromCharCode(65 + made++)}`);
  await imap.setPassword(person.personId);
  return {
    backend: imap.backend,
    user: person.address,
    password: testPassword,
    deliver: async (bytes: Buffer) => {
      await imap.store.mail.deliver(bytes, [{ accountId: person.accountId }], { arriving: true });
    },
    close: async () => {},
  };
});
