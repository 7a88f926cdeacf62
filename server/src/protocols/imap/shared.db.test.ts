import type { TestClient } from '@congvu/imap/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type DelegationRight, grantDelegation, revokeDelegation, system } from '../../directory/index.ts';
import type { TestOrganisation, TestPerson } from '../../directory/testing.ts';
import { testMessage } from '../../mail/testing.ts';
import { type TestImap, testImap } from './testing.ts';

const database = testDatabase();
let imap: TestImap;
let person: TestPerson;
let office: TestOrganisation;
let client: TestClient;

/** Modified UTF-7 (RFC 3501 §5.1.3). */
const utf7 = (name: string) =>
  name.replace(/[^\x20-\x7e]+/g, (run) => {
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64');
    return `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
const root = utf7('Hộp thư đơn vị/');
const shared = `"${root}${utf7('Sở Thông tin và Truyền thông')}/INBOX"`;

beforeAll(async () => {
  imap = await testImap(database.url, database.pools);
  person = await imap.province.person('Lê Văn Thư');
  office = await imap.province.organisation('Sở Thông tin và Truyền thông', 'department');
  await imap.setPassword(person.personId);
  await imap.store.mail.deliver(testMessage('Công văn đến'), [{ accountId: office.accountId }], { arriving: true });
  client = await imap.signIn(person.address);
});
afterAll(() => imap.stop());

const grant = (...rights: DelegationRight[]) =>
  database.pools.transaction((tx) =>
    grantDelegation(tx, { accountId: office.accountId, personId: person.personId, rights }, system),
  );
const listed = async () => (await client.ok('LIST "" "*"')).untagged.join('\n');
/** Rights take effect within a second. */
const soon = { timeout: 1000, interval: 50 };

it('shows an organisation mailbox only to those it is delegated to', async () => {
  expect(await listed()).not.toContain(root);
  expect((await client.send(`SELECT ${shared}`)).status).toBe('NO');
  await grant('read');
  await expect.poll(listed, soon).toContain(shared.slice(1, -1));
  expect((await client.ok('NAMESPACE')).untagged[0]).toContain(`"${root}"`);
});

it('lets one who may read, read and nothing else', async () => {
  const selected = await client.ok(`SELECT ${shared}`);
  expect(selected.code).toBe('READ-ONLY');
  expect(selected.untagged).toContain('1 EXISTS');
  expect((await client.ok('FETCH 1 (BODY.PEEK[HEADER.FIELDS (SUBJECT)])')).untagged.join()).toContain('Subject:');
  expect((await client.send('STORE 1 +FLAGS (\\Seen)')).status).toBe('NO');
  expect((await client.send(`APPEND ${shared} {3+}\r\nabc`)).code).toBe('NOPERM');
  expect((await client.send(`DELETE ${shared}`)).status).toBe('NO');
  expect((await client.send(`CREATE ${shared.replace('INBOX', 'Moi')}`)).code).toBe('NOPERM');
  expect((await client.ok('COPY 1 INBOX')).code).toMatch(/^COPYUID/);
});

const uses = async () => {
  const { rows } = await database.pools.query<{ kind: string; actor_person_id: number; remote_address: string }>(
    "select kind, actor_person_id, remote_address from audit_event where account_id = $1 and kind like 'mailbox.%' order by event_id",
    [office.accountId],
  );
  expect(rows.every((row) => row.actor_person_id === person.personId && row.remote_address === '127.0.0.1')).toBe(true);
  return rows.map((row) => row.kind);
};

it('lets one who may write, change it; the trail tells who read and who changed', async () => {
  await grant('read', 'write');
  await expect.poll(async () => (await client.ok(`SELECT ${shared}`)).code, soon).toBe('READ-WRITE');
  await client.ok('STORE 1 +FLAGS (\\Seen)');
  expect(await uses()).toEqual(['mailbox.read']);
  expect((await client.ok('STORE 1 +FLAGS (\\Flagged)')).untagged.join()).toContain('\\Flagged');
  await client.ok('STORE 1 -FLAGS (\\Flagged)');
  expect(await uses()).toEqual(['mailbox.read', 'mailbox.changed']);
});

it('is closed within a second of the right being taken back', async () => {
  await database.pools.transaction((tx) => revokeDelegation(tx, office.accountId, person.personId, system));
  await expect
    .poll(async () => (await client.send('FETCH 1 FLAGS').catch(() => ({ status: 'closed' }))).status, soon)
    .not.toBe('OK');
  const again = await imap.signIn(person.address);
  expect((await again.send(`SELECT ${shared}`)).status).toBe('NO');
});

it('ends a connection whose password was changed', async () => {
  const other = await imap.signIn(person.address);
  await other.ok('SELECT INBOX');
  await imap.setPassword(person.personId);
  await expect
    .poll(async () => (await other.send('LIST "" "*"').catch(() => ({ status: 'closed' }))).status, soon)
    .not.toBe('OK');
});
