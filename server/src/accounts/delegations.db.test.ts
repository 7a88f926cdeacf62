import type { MailboxDelegations, MyDelegations } from '@congvu/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  accountsOf,
  type DelegationRight,
  delegateByRule,
  delegationRoutes,
  grantDelegation,
  grantRole,
  listDelegations,
  type NewDelegation,
  system,
} from '../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../directory/testing.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { Forbidden } from './policy.ts';
import { accountPolicies } from './routes.ts';
import { setPassword } from './set-password.ts';

const database = testDatabase();
const config = loadConfig({});
const log = createLog({ level: 'error' });
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let hash: string;
let serial = 0;

let department: TestOrganisation;
let office: TestOrganisation;
let head: TestPerson;
let clerk: TestPerson;
let colleague: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const { regulation } = province;
  notifications = await createNotifications(database.url, log);
  accounts = await createAccounts({ pools: database.pools, notifications, regulation, config });
  hash = await accounts.hasher.hash(password);
  app = await createHttp({ config, log, policies: accountPolicies(accounts), webRoot: null, version: '1' });
  const refusal = () => new Forbidden('delegation.grant');
  delegationRoutes(app, { ...accounts, pools: database.pools, regulation, refusal });
  await app.ready();
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

beforeEach(async () => {
  const n = ++serial;
  department = await province.organisation(`Sở Ủy quyền số ${n}`, 'department');
  office = await province.organisation(`Phòng Văn thư số ${n}`, 'office', department.organisationId);
  head = await newPerson(department, true);
  clerk = await newPerson(office);
  colleague = await newPerson(department);
  stranger = await newPerson(await province.organisation(`Sở Láng giềng số ${n}`, 'department'));
});

async function newPerson(at: TestOrganisation, isHead = false): Promise<TestPerson> {
  const work = { organisationId: at.organisationId, position: isHead ? 'Giám đốc' : 'Chuyên viên' };
  const person = await province.person(`Phạm Thị Số ${++serial}`, work);
  const { personId } = person;
  if (isHead) await database.pools.query('update appointment set is_head = true where person_id = $1', [personId]);
  await database.pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  return person;
}

const rule = (most: number | null, inWriting: boolean): Regulation => {
  const { rule: ruleOf } = province.regulation;
  const changed = (...[id, name, at]: Parameters<typeof ruleOf>) =>
    name === 'delegation-limit' ? { most, inWriting } : ruleOf(id, name, at);
  return { ...province.regulation, rule: changed as typeof ruleOf };
};
const delegate = (person: TestPerson, more: Partial<NewDelegation> = {}, by: Regulation = province.regulation) =>
  database.pools
    .transaction((tx) =>
      delegateByRule(
        tx,
        by,
        { accountId: department.accountId, personId: person.personId, rights: ['read'], ...more },
        system,
      ),
    )
    .then(
      () => 'done',
      (error) => error.code as string,
    );
const request = (person: TestPerson, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({
    method,
    url,
    headers: { authorization: `Basic ${Buffer.from(`${person.address}:${password}`).toString('base64')}` },
    ...(payload ? { payload } : {}),
  });
const rightsOf = async (person: TestPerson) =>
  (await accountsOf(database.pools, person.personId)).find((a) => a.accountId === department.accountId)?.rights;
const path = () => `/api/mailboxes/${department.accountId}/delegations`;
const post = async (by: TestPerson, people: TestPerson[], rights: DelegationRight[], more: object = {}) =>
  (await request(by, 'POST', path(), { personIds: people.map((p) => p.personId), rights, ...more })).statusCode;
const list = async (by: TestPerson, query = '') =>
  (await request(by, 'GET', `${path()}${query}`)).json() as MailboxDelegations;

test('the head has the organisation’s mailbox as long as the appointment lasts, joined with what was delegated', async () => {
  expect((await rightsOf(head))?.toSorted()).toEqual(['manage', 'read', 'send_as', 'write']);
  await expect.poll(() => rightsOf(clerk)).toBeUndefined();
  const input = { accountId: department.accountId, personId: head.personId, rights: ['send_on_behalf'] as const };
  await database.pools.transaction((tx) => grantDelegation(tx, input, system));
  expect((await rightsOf(head))?.toSorted()).toEqual(['manage', 'read', 'send_as', 'send_on_behalf', 'write']);
  await database.pools.query(
    'update appointment set valid_from = current_date - 9, valid_until = current_date - 1 where person_id = $1',
    [head.personId],
  );
  await expect.poll(() => rightsOf(head)).toEqual(['send_on_behalf']);
});

test('delegates are people of the organisation, unless it is written down', async () => {
  expect(await delegate(clerk)).toBe('done');
  expect(await delegate(colleague)).toBe('done');
  expect(await delegate(stranger)).toBe('directory.delegate-elsewhere');
  expect(await delegate(stranger, { decision: '   ' })).toBe('directory.delegate-elsewhere');
  expect(await delegate(stranger, { decision: 'Giấy ủy quyền số 12/UQ ngày 03/02/2026' })).toBe('done');
});

test('the regulation may ask for writing, and for one delegate at a time', async () => {
  const strict = rule(1, true);
  const decision = 'Giấy ủy quyền số 5';
  expect(await delegate(clerk, {}, strict)).toBe('directory.delegation-in-writing');
  const until = new Date(Date.now() + 86_400_000);
  expect(await delegate(clerk, { decision, until }, strict)).toBe('done');
  // The same person again replaces.
  expect(await delegate(clerk, { decision, until, rights: ['read', 'write'] }, strict)).toBe('done');
  expect(await delegate(colleague, { decision }, strict)).toBe('directory.too-many-delegates');
  expect(await delegate(colleague, { decision, from: until }, strict)).toBe('done');
  await expect.poll(() => rightsOf(clerk)).toEqual(['read', 'write']);
  const [one, two] = await Promise.all([
    delegate(stranger, { decision, from: until }, rule(2, true)),
    delegate(head, { decision, from: until }, rule(2, true)),
  ]);
  expect([one, two].sort()).toEqual(['directory.too-many-delegates', 'done']);
});

test('the head delegates to several at once, all or none; both sides see it and may see it end', async () => {
  const decision = 'Văn bản ủy quyền số 7/UQ-SUQ';
  expect(await post(head, [clerk, stranger], ['read'])).toBe(422);
  await expect.poll(() => rightsOf(clerk)).toBeUndefined();
  expect(await post(head, [clerk, colleague], ['read', 'send_as'], { decision })).toBe(201);
  await expect.poll(() => rightsOf(clerk)).toEqual(['read', 'send_as']);

  const { rows, grantable, limit } = await list(head);
  expect(rows.map((row) => [row.person.id, row.by, row.mayEnd])).toEqual([
    [head.personId, 'appointment', false],
    [clerk.personId, 'delegation', true],
    [colleague.personId, 'delegation', true],
  ]);
  expect(rows[1]).toMatchObject({ decision, state: 'now', rights: ['read', 'send_as'] });
  expect(grantable).toContain('manage');
  expect(limit).toMatchObject({ most: null, cite: { ref: 'TG 9.1' } });

  const mine = async (who: TestPerson) => (await request(who, 'GET', '/api/delegations/mine')).json() as MyDelegations;
  expect((await mine(clerk)).toMe).toMatchObject([{ mailbox: { accountId: department.accountId }, mayEnd: false }]);
  expect((await mine(head)).byMe.map((row) => row.person.id)).toEqual([clerk.personId, colleague.personId]);
  expect((await mine(head)).toMe).toMatchObject([{ by: 'appointment', mailbox: { accountId: department.accountId } }]);

  expect((await request(clerk, 'POST', `/api/delegations/${rows[1]!.id}/end`)).statusCode).toBe(403);
  expect((await request(stranger, 'POST', `/api/delegations/${rows[1]!.id}/end`)).statusCode).toBe(403);
  expect((await request(head, 'POST', `/api/delegations/${rows[1]!.id}/end`)).statusCode).toBe(200);
  expect((await request(head, 'POST', `/api/delegations/${rows[1]!.id}/end`)).statusCode).toBe(404);
  await expect.poll(() => rightsOf(clerk)).toBeUndefined();
  expect((await mine(clerk)).toMe).toMatchObject([{ state: 'ended', endedBy: expect.stringContaining('Phạm Thị') }]);
  expect((await list(head)).rows).toHaveLength(2);
  expect((await list(head, '?history=true')).rows).toHaveLength(3);

  const { rows: events } = await database.pools.query(
    `select kind, person_id, organisation_id, before, after from audit_event
     where account_id = $1 and actor_person_id = $2 order by event_id`,
    [department.accountId, head.personId],
  );
  const { organisationId } = department;
  expect(events).toMatchObject([
    { kind: 'delegation.granted', person_id: clerk.personId, organisation_id: organisationId, after: { decision } },
    { kind: 'delegation.granted', person_id: colleague.personId },
    { kind: 'delegation.revoked', person_id: clerk.personId, before: { rights: ['read', 'send_as'], decision } },
  ]);
});

test('who only holds manage delegates, but hands on no such right, nor takes it from another', async () => {
  expect(await post(head, [clerk, colleague], ['read', 'manage'])).toBe(201);
  await expect.poll(() => accounts.delegatesBy(clerk.personId, { accountId: department.accountId })).toBe('manage');
  const more = { decision: 'Giấy số 3' };
  expect(await post(clerk, [stranger], ['manage'], more)).toBe(403);
  expect(await post(clerk, [colleague], ['read'], more)).toBe(403);
  expect(await post(clerk, [stranger], ['read'], more)).toBe(201);
  const { rows, grantable } = await list(clerk);
  expect(grantable).not.toContain('manage');
  expect(Object.fromEntries(rows.map((row) => [row.person.id, row.mayEnd]))).toEqual({
    [head.personId]: false,
    [clerk.personId]: true,
    [colleague.personId]: false,
    [stranger.personId]: true,
  });
  const idOf = (person: TestPerson) => rows.find((row) => row.person.id === person.personId)!.id;
  expect((await request(clerk, 'POST', `/api/delegations/${idOf(colleague)}/end`)).statusCode).toBe(403);
  expect((await request(clerk, 'POST', `/api/delegations/${idOf(stranger)}/end`)).statusCode).toBe(200);
});

test('a head delegates what is under them and nothing beside it; a personal mailbox is nobody’s to delegate', async () => {
  const at = (accountId: number) => `/api/mailboxes/${accountId}/delegations`;
  const body = { personIds: [colleague.personId], rights: ['read'], decision: 'Giấy số 4' };
  // As the page sends it, with what is left empty.
  const sent = { ...body, from: null, until: null };
  expect((await request(head, 'POST', at(office.accountId), sent)).statusCode).toBe(201);
  const { accountId } = await province.organisation(`Sở Khác số ${++serial}`, 'department');
  expect((await request(head, 'POST', at(accountId), body)).statusCode).toBe(403);
  expect((await request(head, 'GET', at(accountId))).statusCode).toBe(403);
  expect((await request(head, 'POST', at(clerk.accountId), body)).json().error.code).toBe(
    'directory.not-organisation-mailbox',
  );
  expect((await request(stranger, 'POST', at(stranger.accountId), body)).statusCode).toBe(403);
});

test('an auditor sees who may open a mailbox and changes nothing', async () => {
  const { personId } = stranger;
  const role = { personId, role: 'auditor', organisationId: null } as const;
  await database.pools.transaction((tx) => grantRole(tx, province.regulation, role, system));
  await expect.poll(async () => (await request(stranger, 'GET', path())).statusCode).toBe(200);
  expect((await list(stranger)).grantable).toEqual([]);
  expect(await post(stranger, [clerk], ['read'])).toBe(403);
});

test('one that ended before it began never was', async () => {
  const from = new Date(Date.now() + 3_600_000);
  await delegate(clerk, { from });
  await delegate(clerk, { from, rights: ['read', 'write'] });
  const rows = await listDelegations(database.pools, { accountId: department.accountId }, { endedDays: 9 });
  expect(rows.filter((row) => row.by === 'delegation')).toMatchObject([{ state: 'later', rights: ['read', 'write'] }]);
});
