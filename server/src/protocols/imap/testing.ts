/** For tests: an IMAP server on a test database. */
import { createImapServer } from '@congvu/imap';
import { TestClient } from '@congvu/imap/testing';
import { type Accounts, createAccounts, setPassword } from '../../accounts/index.ts';
import { system } from '../../directory/index.ts';
import { type TestProvince, testProvince } from '../../directory/testing.ts';
import { type TestMail, testMail } from '../../mail/testing.ts';
import { createLog, createNotifications, loadConfig, type Pools } from '../../platform/index.ts';
import { createImapBackend } from './backend.ts';

export const testPassword = 'MatKhau$789';

export interface TestImap {
  store: TestMail;
  province: TestProvince;
  accounts: Accounts;
  backend: ReturnType<typeof createImapBackend>;
  setPassword(personId: number): Promise<void>;
  /** A client that is signed in. */
  signIn(address: string): Promise<TestClient>;
  stop(): Promise<void>;
}

export async function testImap(url: string, pools: Pools): Promise<TestImap> {
  const log = createLog({ level: 'error' });
  const store = await testMail(url, pools);
  const province = await testProvince(pools);
  const notifications = await createNotifications(url, log);
  await notifications.listen('congvu_change', (payload) => store.mail.hub.receive(payload));
  store.mail.snapshots.trusted = true;
  store.mail.trees.trusted = true;
  const { regulation } = province;
  const accounts = await createAccounts({ pools, notifications, regulation, config: loadConfig({}) });
  const backend = createImapBackend({ mail: store.mail, accounts, messageLimit: 70 << 20 });
  const server = createImapServer({ backend, allowPlaintextAuth: true, limits: { failedLoginDelay: 1 }, log });
  const { port } = await server.listen(0, '127.0.0.1');
  const clients: TestClient[] = [];
  return {
    store,
    province,
    accounts,
    backend,
    async setPassword(personId) {
      const hash = await accounts.hasher.hash(testPassword);
      await pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
    },
    async signIn(address) {
      const client = await TestClient.connect(port);
      clients.push(client);
      await client.greeting();
      await client.ok(`LOGIN ${address} ${testPassword}`);
      return client;
    },
    async stop() {
      for (const client of clients) client.close();
      await server.close();
      await accounts.stop();
      await notifications.end();
      await store.stop();
    },
  };
}
