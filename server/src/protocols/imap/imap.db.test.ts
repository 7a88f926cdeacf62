import { imapContract } from '@congvu/imap/testing';
import { afterAll, beforeAll } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createAccounts, setPassword } from '../../accounts/index.ts';
import { system } from '../../directory/index.ts';
import { type TestProvince, testProvince } from '../../directory/testing.ts';
import { type TestMail, testMail } from '../../mail/testing.ts';
import { createLog, createNotifications, loadConfig } from '../../platform/index.ts';
import { createImapBackend } from './backend.ts';

const database = testDatabase();
let store: TestMail;
let province: TestProvince;
const endings: (() => Promise<unknown>)[] = [];
let accounts: Awaited<ReturnType<typeof createAccounts>>;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  store.mail.snapshots.trusted = true;
  province = await testProvince(database.pools);
  const notifications = await createNotifications(database.url, createLog({ level: 'error' }));
  const config = loadConfig({});
  accounts = await createAccounts({ pools: database.pools, notifications, regulation: province.regulation, config });
  endings.push(
    () => accounts.stop(),
    () => notifications.end(),
  );
});
afterAll(async () => {
  for (const end of endings) await end();
  await store.stop();
});

let made = 0;
imapContract('PostgreSQL', async () => {
  const password = 'MatKhau$789';
  const person = await province.person(
    `Người ${'ABCDEGHIKLMNOPQRSTUVXY'[made % 22]} ${'ABCDEGHIKLMNOPQRSTUVXY'[Math.floor(made++ / 22)]}`,
  );
  const hash = await accounts.hasher.hash(password);
  await database.pools.transaction((tx) =>
    setPassword(tx, { personId: person.personId, hash, mustChange: false }, system),
  );
  return {
    backend: createImapBackend({ mail: store.mail, accounts, messageLimit: 70 << 20 }),
    user: person.address,
    password,
    deliver: async (bytes: Buffer) => {
      await store.mail.deliver(bytes, [{ accountId: person.accountId }], { arriving: true });
    },
    close: async () => {},
  };
});
