import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditPage, AuditState } from '@congvu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Accounts, accountPolicies, createAccounts, setPassword } from '../../accounts/index.ts';
import { type AuditEvent, grantRole, system, writeAudit, writeAudits } from '../../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../../platform/index.ts';
import { createChainKeeper } from './chain-state.ts';
import { findEvents } from './find-events.ts';
import { auditRoutes } from './routes.ts';

const database = testDatabase();
const config = loadConfig({});
const log = createLog({ level: 'fatal' });
const password = 'MatKhau#789';
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-audit-'));
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let hash: string;
let department: TestOrganisation;
let office: TestOrganisation;
let other: TestOrganisation;
let manager: TestPerson;
let head: TestPerson;
let clerk: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const { regulation } = province;
  notifications = await createNotifications(database.url, log);
  accounts = await createAccounts({ pools: database.pools, notifications, regulation, config });
  hash = await accounts.hasher.hash(password);
  app = await createHttp({ config, log, policies: accountPolicies(accounts), webRoot: null, version: '1' });
  const chain = createChainKeeper({ pools: database.pools, dataDir, log });
  auditRoutes(app, { ...accounts, pools: database.pools, log, chain });
  await app.ready();
  department = await province.organisation('Sở Nhật ký', 'department');
  office = await province.organisation('Phòng Lưu trữ', 'office', department.organisationId);
  other = await province.organisation('Sở Ngoài cuộc', 'department');
  manager = await newPerson('Lê Văn Quản');
  head = await newPerson('Đỗ Thị Trưởng', department, true);
  clerk = await newPerson('Mai Văn Thư', office);
  const role = { personId: manager.personId, role: 'managing-authority', organisationId: null } as const;
  await database.pools.transaction((tx) => grantRole(tx, regulation, role, system));
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
  rmSync(dataDir, { recursive: true });
});

async function newPerson(name: string, at?: TestOrganisation, isHead = false): Promise<TestPerson> {
  const person = await province.person(name, at && { organisationId: at.organisationId, position: 'Chuyên viên' });
  const { personId } = person;
  if (isHead) await database.pools.query('update appointment set is_head = true where person_id = $1', [personId]);
  await database.pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  return person;
}

const request = (person: TestPerson, method: 'GET' | 'POST', url: string) =>
  app.inject({
    method,
    url,
    headers: { authorization: `Basic ${Buffer.from(`${person.address}:${password}`).toString('base64')}` },
  });
const read = async (person: TestPerson, query: Record<string, string | number> = {}) => {
  const params = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  return (await request(person, 'GET', `/api/audit?${params}`)).json() as AuditPage;
};
const write = (...events: AuditEvent[]) => database.pools.transaction((tx) => writeAudits(tx, system, events));

test('a managing authority reads all, a head their part, others nothing', async () => {
  await write(
    {
      kind: 'organisation.renamed',
      organisationId: office.organisationId,
      before: { name: 'Phòng Cũ' },
      after: { name: 'Phòng Lưu trữ' },
    },
    {
      kind: 'organisation.renamed',
      organisationId: other.organisationId,
      before: { name: 'Sở Cũ' },
      after: { name: 'Sở Ngoài cuộc' },
    },
  );
  const kind = 'organisation.renamed';
  expect((await read(manager, { kind })).rows.map((row) => row.organisation?.name)).toEqual([
    'Sở Ngoài cuộc',
    'Phòng Lưu trữ',
  ]);
  expect((await read(head, { kind })).rows.map((row) => row.organisation?.name)).toEqual(['Phòng Lưu trữ']);
  expect((await read(head, { kind, organisation: other.organisationId })).rows).toEqual([]);
  expect(
    (await read(head)).rows.every((row) => [department, office].some((o) => o.organisationId === row.organisation?.id)),
  ).toBe(true);
  expect((await request(clerk, 'GET', '/api/audit')).statusCode).toBe(403);
});

test('what is there no more is named as its own events name it', async () => {
  const gone = 987_654;
  await write(
    { kind: 'organisation.created', organisationId: gone, province: 'tien-giang', after: { name: 'Sở Ghi Nhầm' } },
    { kind: 'organisation.unfounded', organisationId: gone, province: 'tien-giang', before: { name: 'Sở Ghi Nhầm' } },
  );
  const { rows } = await read(manager, { group: 'organisation' });
  const told = rows.filter((row) => row.organisation?.id === gone).map((row) => row.organisation!.name);
  expect(told).toEqual(['Sở Ghi Nhầm', 'Sở Ghi Nhầm']);
});

test('events of another province are nobody’s here', async () => {
  await database.pools.query("insert into province values ('xa', 'Tỉnh Xa')");
  await write({ kind: 'domain.created', province: 'xa', data: { domain: 'xa.vn' } });
  await write({ kind: 'sample.started' });
  const { rows } = await read(manager, { group: 'system' });
  expect(rows.map((row) => row.data.domain)).not.toContain('xa.vn');
  // Of no province: told only where there is one alone.
  expect(rows.map((row) => row.kind)).not.toContain('sample.started');
  await database.pools.query("delete from province where province_id = 'xa'");
  expect((await read(manager, { group: 'system' })).rows.map((row) => row.kind)).toContain('sample.started');
});

test('filters: who, whom, which organisation with all under it, mailbox, group, time, and a text without diacritics', async () => {
  const by = { kind: 'person', personId: clerk.personId, remoteAddress: '10.1.2.3' } as const;
  await database.pools.transaction((tx) =>
    writeAudit(tx, by, {
      kind: 'person.changed',
      personId: head.personId,
      before: { phone: '0273 1' },
      after: { phone: '0273 999888', note: 'Điều chỉnh đột xuất' },
    }),
  );
  const [event] = (await read(manager, { actor: clerk.personId })).rows;
  expect(event).toMatchObject({
    kind: 'person.changed',
    actor: { kind: 'person', person: { id: clerk.personId, name: 'Mai Văn Thư' } },
    person: { id: head.personId, name: 'Đỗ Thị Trưởng' },
    // Where the person works.
    organisation: { id: department.organisationId },
    before: { phone: '0273 1' },
    remoteAddress: '10.1.2.3',
    seq: expect.any(Number),
  });
  const found = async (query: Record<string, string | number>) =>
    (await read(manager, query)).rows.some((row) => row.id === event!.id);
  expect(await found({ person: head.personId, group: 'person' })).toBe(true);
  expect(await found({ person: clerk.personId })).toBe(false);
  expect(await found({ organisation: department.organisationId })).toBe(true);
  expect(await found({ organisation: other.organisationId })).toBe(false);
  expect(await found({ group: 'mailbox' })).toBe(false);
  expect(await found({ text: 'dieu chinh DOT xuat' })).toBe(true);
  expect(await found({ text: '999888' })).toBe(true);
  expect(await found({ text: '10.1.2.3' })).toBe(true);
  expect(await found({ text: 'không có đâu' })).toBe(false);
  expect(await found({ from: event!.at })).toBe(true);
  expect(await found({ until: event!.at.replace(/\d{3}Z$/, '000Z') })).toBe(false);
  expect(await found({ account: head.accountId })).toBe(false);
  expect((await read(manager, { account: head.accountId })).rows.map((row) => row.kind)).toContain('account.created');
  for (const bad of ['after=x', 'from=yesterday', 'actor=-1', 'group=none', 'kind=A', 'more=1']) {
    expect((await request(manager, 'GET', `/api/audit?${bad}`)).statusCode).toBe(400);
  }
});

test('who and what is there no more keeps the name that was told last', async () => {
  const [personId, accountId] = [900_001, 900_002];
  await write(
    { kind: 'person.created', personId, after: { name: 'Tên Cũ' } },
    { kind: 'appointment.taken-back', personId, data: { act: 'person.created' } },
    { kind: 'person.removed', personId, before: { name: 'Tên Mới' } },
    { kind: 'account.created', accountId, after: { address: 'gone@tiengiang.test' } },
  );
  const { rows, names } = await read(manager, { person: personId });
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row.person).toEqual({ id: personId, name: 'Tên Mới' });
  expect(names.people[personId]).toBe('Tên Mới');
  expect((await read(manager, { account: accountId })).rows[0]!.account).toMatchObject({
    address: 'gone@tiengiang.test',
  });
});

test('pages follow each other without a gap or a repetition, also in one transaction’s thousand events', async () => {
  await write(...Array.from({ length: 1001 }, (_, i) => ({ kind: 'list.applied', data: { i } }) as AuditEvent));
  const seen: unknown[] = [];
  let after: string | null = '';
  for (let page = 0; after !== null && page < 50; page++) {
    const found: AuditPage = await read(manager, { kind: 'list.applied', ...(after ? { after } : {}) });
    seen.push(...found.rows.map((row) => row.data.i));
    after = found.next;
  }
  expect(seen).toEqual(Array.from({ length: 1001 }, (_, i) => 1000 - i));
});

test('a text that is rare is looked for in steps, and goes on where it stopped', async () => {
  await write({ kind: 'person.changed', after: { note: 'kim đáy bể' } });
  for (let i = 0; i < 11; i++)
    await write(
      ...Array.from({ length: 1000 }, () => ({ kind: 'person.changed', after: { note: 'rơm' } }) as AuditEvent),
    );
  const extent = { province: 'tien-giang', whole: true, roots: [] };
  const filter = { text: 'KIM ĐÁY BỂ' };
  const first = await findEvents(database.pools, extent, filter, { limit: 5, patience: 0 });
  expect(first.rows).toEqual([]);
  expect(first.searchedTo).toMatch(/^\d{4}-/);
  const second = await findEvents(database.pools, extent, filter, { limit: 5, patience: 0, after: first.next! });
  expect(second.rows.map((row) => row.after)).toEqual([{ note: 'kim đáy bể' }]);
});

test('looking is in the trail, once for the same look; so is taking out', async () => {
  const count = async (kind: string) =>
    (
      await database.pools.query<{ n: number }>(
        'select count(*)::int as n from audit_event where kind = $1 and actor_person_id = $2',
        [kind, head.personId],
      )
    ).rows[0]!.n;
  const before = await count('audit.viewed');
  await read(head, { text: 'một lần' });
  await read(head, { text: 'một lần' });
  expect(await count('audit.viewed')).toBe(before + 1);

  const csv = await request(head, 'GET', '/api/audit/export?format=csv&group=organisation');
  expect(csv.headers['content-disposition']).toContain('nhat-ky.csv');
  expect(csv.payload).toContain('Đổi tên Phòng Lưu trữ');
  expect(csv.payload).toContain('Tên: Phòng Cũ → Phòng Lưu trữ');
  expect(csv.payload).not.toContain('Sở Ngoài cuộc');
  const xlsx = await request(head, 'GET', '/api/audit/export?format=xlsx&language=en&group=organisation');
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect(await count('audit.exported')).toBe(2);
  expect((await request(clerk, 'GET', '/api/audit/export?format=csv')).statusCode).toBe(403);
});

test('the chain is looked through from the page; what was found is remembered and told', async () => {
  const state = async () => (await request(manager, 'GET', '/api/audit/state')).json() as AuditState;
  expect((await request(head, 'POST', '/api/audit/verify')).statusCode).toBe(403);
  expect((await request(manager, 'POST', '/api/audit/verify')).statusCode).toBe(202);
  await expect.poll(async () => (await state()).last).toMatchObject({ by: 'Lê Văn Quản', from: 1, fault: null });
  expect((await state()).running).toBe(false);
  await database.pools.transaction(async (tx) => {
    await tx.query('alter table audit_event disable trigger user');
    await tx.query(
      "update audit_event set kind = 'person.left' where event_id = (select event_id from audit_chain where seq = 9)",
    );
    await tx.query('alter table audit_event enable trigger user');
  });
  await request(manager, 'POST', '/api/audit/verify');
  await expect.poll(async () => (await state()).last?.fault).toMatchObject({ kind: 'altered', seq: 9 });
  expect((await read(manager, { kind: 'audit.verified' })).rows.map((row) => row.data.fault !== undefined)).toEqual([
    true,
    false,
  ]);
});

test('who used a mailbox is told to those who look after it', async () => {
  const by = { kind: 'person', personId: clerk.personId } as const;
  const { accountId } = department;
  await writeAudit(database.pools, by, { kind: 'mailbox.read', accountId, data: { protocol: 'imap' } });
  await writeAudit(database.pools, by, {
    kind: 'mailbox.sent-as',
    accountId,
    data: { protocol: 'jmap', subject: 'Mời họp' },
  });
  const url = `/api/mailboxes/${accountId}/uses`;
  expect((await request(head, 'GET', url)).json()).toMatchObject({
    rows: [
      { act: 'sent-as', subject: 'Mời họp', person: { name: 'Mai Văn Thư' } },
      { act: 'read', protocol: 'imap' },
    ],
    next: null,
  });
  expect((await request(clerk, 'GET', url)).statusCode).toBe(403);
});
