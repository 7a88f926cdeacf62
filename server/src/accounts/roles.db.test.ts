import { errorCatalogue, type RoleList } from '@congvu/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  closeMailbox,
  endRole,
  grantDelegation,
  grantRole,
  requireManagingAuthority,
  setAccountState,
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
  scopeBy,
} from '../platform/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import type { PolicyRule } from './policy.ts';
import { roleRoutes } from './role-routes.ts';
import { accountPolicies, accountRoutes } from './routes.ts';
import { setPassword } from './set-password.ts';

const database = testDatabase();
const config = loadConfig({});
const log = createLog({ level: 'error' });
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
/** Another process, as far as it can be told apart. */
let elsewhere: Accounts;
let app: HttpApp;
let hash: string;
let serial = 0;

/** Sở with an office under it; another Sở; the Party's commission. */
let department: TestOrganisation;
let office: TestOrganisation;
let other: TestOrganisation;
let party: TestOrganisation;
let manager: TestPerson;
let head: TestPerson;
let clerk: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const { regulation } = province;
  notifications = await createNotifications(database.url, log);
  const deps = { pools: database.pools, notifications, regulation, config };
  accounts = await createAccounts(deps);
  elsewhere = await createAccounts(deps);
  hash = await accounts.hasher.hash(password);
  app = await createHttp({ config, log, policies: accountPolicies(accounts), webRoot: null, version: '1' });
  accountRoutes(app, { accounts, pools: database.pools, regulation, config });
  roleRoutes(app, { accounts, pools: database.pools, regulation });
  app.get(
    '/api/organisations/:id',
    {
      config: { policy: 'organisation.contact', scope: scopeBy('params', { organisationId: 'id' }) },
      schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } },
    },
    () => ({ ok: true }),
  );
  await app.ready();
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await elsewhere?.stop();
  await notifications?.end();
});

beforeEach(async () => {
  await database.pools.query('truncate role_assignment');
  const n = ++serial;
  department = await province.organisation(`Sở Thử nghiệm số ${n}`, 'department');
  office = await province.organisation(`Phòng Kỹ thuật số ${n}`, 'office', department.organisationId);
  other = await province.organisation(`Sở Đối chiếu số ${n}`, 'department');
  party = await province.organisation(`Đảng ủy số ${n}`, 'department');
  await database.pools.query("update organisation set kind = 'party' where organisation_id = $1", [
    party.organisationId,
  ]);
  manager = await newPerson();
  head = await newPerson(department, true);
  clerk = await newPerson(office);
  stranger = await newPerson(other);
});

async function newPerson(at?: TestOrganisation, isHead = false): Promise<TestPerson> {
  const work = at && { organisationId: at.organisationId, position: isHead ? 'Giám đốc' : 'Chuyên viên' };
  const person = await province.person(`Trần Văn Số ${++serial}`, work);
  const { personId } = person;
  if (isHead) await database.pools.query('update appointment set is_head = true where person_id = $1', [personId]);
  await database.pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  return person;
}

type Given = Partial<Parameters<typeof grantRole>[2]>;
const grant = (person: TestPerson, role: string, at: TestOrganisation | null = null, more: Given = {}) =>
  database.pools.transaction((tx) =>
    grantRole(
      tx,
      province.regulation,
      { personId: person.personId, role: role as never, organisationId: at?.organisationId ?? null, ...more },
      system,
    ),
  );
const end = (id: number) => database.pools.transaction((tx) => endRole(tx, id, system));
const may = (person: TestPerson, rule: PolicyRule, at?: TestOrganisation, by = accounts) =>
  by.may(person.personId, rule, at && { organisationId: at.organisationId });

const request = (person: TestPerson, method: 'GET' | 'POST', url: string, payload?: object, language = 'vi') =>
  app.inject({
    method,
    url,
    headers: {
      authorization: `Basic ${Buffer.from(`${person.address}:${password}`).toString('base64')}`,
      'accept-language': language,
    },
    ...(payload ? { payload } : {}),
  });
const code = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => error.code,
  );

test('a head by appointment has a head’s power over the organisation and all under it, and no other', async () => {
  expect(await may(head, 'delegation.grant', department)).toBe(true);
  expect(await may(head, 'delegation.grant', office)).toBe(true);
  expect(await may(head, 'delegation.grant', other)).toBe(false);
  expect(await may(head, 'organisation.change', department)).toBe(false);
  expect(await may(clerk, 'delegation.grant', office)).toBe(false);
  await database.pools.query(
    'update appointment set valid_until = current_date - 1, valid_from = current_date - 9 where person_id = $1',
    [head.personId],
  );
  expect(await may(head, 'delegation.grant', department, elsewhere)).toBe(false);
});

test('a role reaches as far as it was given for', async () => {
  await grant(manager, 'managing-authority');
  await grant(clerk, 'managing-authority', office);
  await grant(stranger, 'operator');
  for (const at of [department, office, other]) expect(await may(manager, 'mailbox.change', at)).toBe(true);
  expect(await accounts.may(manager.personId, 'mailbox.change', {})).toBe(true);
  expect(await may(clerk, 'mailbox.change', office)).toBe(true);
  expect(await may(clerk, 'mailbox.change', department)).toBe(false);
  expect(await accounts.may(clerk.personId, 'mailbox.change', {})).toBe(false);
  expect(await may(stranger, 'mailbox.change', department)).toBe(true);
  expect(await may(stranger, 'organisation.change', department)).toBe(false);
  expect(await accounts.extentOf(manager.personId, 'mailbox.change')).toMatchObject({ whole: true });
  expect(await accounts.extentOf(clerk.personId, 'mailbox.change')).toMatchObject({
    whole: false,
    roots: [office.organisationId],
  });
  expect(await accounts.extentOf(head.personId, 'mailbox.change')).toMatchObject({
    whole: false,
    roots: [],
    kinds: [],
  });
});

test('a person or a mailbox belongs where they work; who works nowhere is the province’s', async () => {
  await grant(manager, 'managing-authority');
  const nobody = await newPerson();
  const scopes = { clerk: { personId: clerk.personId }, mailbox: { accountId: department.accountId } };
  expect(await accounts.may(head.personId, 'person.change', scopes.clerk)).toBe(true);
  expect(await accounts.may(head.personId, 'person.change', { personId: stranger.personId })).toBe(false);
  expect(await accounts.may(head.personId, 'person.change', { personId: nobody.personId })).toBe(false);
  expect(await accounts.may(manager.personId, 'person.change', { personId: nobody.personId })).toBe(true);
  expect(await accounts.may(head.personId, 'delegation.grant', scopes.mailbox)).toBe(true);
  expect(await accounts.may(stranger.personId, 'delegation.grant', scopes.mailbox)).toBe(false);
  const both = { personId: stranger.personId, organisationId: department.organisationId };
  expect(await accounts.may(head.personId, 'person.change', both)).toBe(false);
});

test('whoever holds manage on a mailbox may delegate that one', async () => {
  const open = { accountId: department.accountId, personId: stranger.personId, rights: ['read', 'manage'] as const };
  expect(await accounts.may(stranger.personId, 'delegation.grant')).toBe(false);
  await database.pools.transaction((tx) => grantDelegation(tx, { ...open, decision: 'Giấy ủy quyền số 1' }, system));
  await expect.poll(() => accounts.may(stranger.personId, 'delegation.grant')).toBe(true);
  expect(await accounts.may(stranger.personId, 'delegation.grant', { accountId: department.accountId })).toBe(true);
  expect(await accounts.may(stranger.personId, 'delegation.grant', { accountId: office.accountId })).toBe(false);
  expect(await may(stranger, 'delegation.grant', department)).toBe(false);
});

test('a personnel authority has power over the kinds it answers for', async () => {
  await grant(stranger, 'personnel-authority', null, { authority: 'Ban Tổ chức Tỉnh ủy' });
  expect(await may(stranger, 'appointment.change', party)).toBe(true);
  expect(await may(stranger, 'appointment.change', department)).toBe(false);
  expect(await accounts.extentOf(stranger.personId, 'appointment.change')).toMatchObject({
    whole: false,
    roots: [],
    kinds: expect.arrayContaining(['party', 'mass-organisation']),
  });
  expect(await code(grant(manager, 'personnel-authority'))).toBe('directory.invalid');
  expect(await code(grant(manager, 'personnel-authority', null, { authority: 'Sở Không có' }))).toBe(
    'directory.invalid',
  );
  expect(await code(grant(manager, 'operator', null, { authority: 'Sở Nội vụ' }))).toBe('directory.invalid');
});

test('another province’s things are out of reach, and what is not there is not found', async () => {
  await grant(manager, 'managing-authority');
  await database.pools.query("insert into province values ('xa', 'Tỉnh Xa') on conflict do nothing");
  const far = await database.pools.query<{ organisation_id: number }>(
    "insert into organisation (province_id, kind, name) values ('xa', 'department', 'Sở Xa') returning organisation_id",
  );
  const organisationId = far.rows[0]!.organisation_id;
  expect(await accounts.may(manager.personId, 'organisation.change', { organisationId })).toBe(false);
  expect(await code(accounts.may(manager.personId, 'organisation.change', { organisationId: 999_999 }))).toBe(
    'request.not-found',
  );
  expect(await code(grant(manager, 'auditor', { organisationId } as TestOrganisation))).toBe(
    'directory.no-organisation',
  );
});

test('a role begins and ends by its dates, in every process', async () => {
  const soon = new Date(Date.now() + 3_600_000);
  await grant(clerk, 'auditor', null, { from: soon });
  expect(await may(clerk, 'audit.read', other)).toBe(false);
  expect(await may(clerk, 'audit.read', other, elsewhere)).toBe(false);
  const id = await grant(clerk, 'auditor', null, { until: new Date(soon.getTime() - 60_000) });
  await expect.poll(() => may(clerk, 'audit.read', other)).toBe(true);
  await expect.poll(() => may(clerk, 'audit.read', other, elsewhere)).toBe(true);
  await end(id);
  await expect.poll(() => may(clerk, 'audit.read', other)).toBe(false);
  await expect.poll(() => may(clerk, 'audit.read', other, elsewhere)).toBe(false);
  await database.pools.query(
    "update role_assignment set valid_from = now() - interval '2 h', valid_until = now() - interval '1 h'",
  );
  expect(await code(end(id))).toBe('directory.no-role');
});

test('nobody is given a role twice for the same time, nor a unit’s role nowhere', async () => {
  const until = new Date(Date.now() + 86_400_000);
  await grant(clerk, 'registry-clerk', office, { until });
  expect(await code(grant(clerk, 'registry-clerk', office))).toBe('directory.role-held');
  await grant(clerk, 'registry-clerk', office, { from: until });
  await grant(clerk, 'registry-clerk', department);
  expect(await code(grant(clerk, 'unit-it-officer'))).toBe('directory.invalid');
  expect(await code(grant(clerk, 'auditor', null, { until: new Date(Date.now() - 1) }))).toBe('directory.invalid');
  const both = await Promise.all([code(grant(head, 'auditor')), code(grant(head, 'auditor'))]);
  expect(both.sort()).toEqual(['directory.role-held', 'done']);
});

test('the last managing authority stays, also when two end each other at once', async () => {
  const first = await grant(manager, 'managing-authority');
  expect(await code(end(first))).toBe('directory.last-managing-authority');
  const forNow = await grant(head, 'managing-authority', null, { until: new Date(Date.now() + 86_400_000) });
  expect(await code(end(first))).toBe('directory.last-managing-authority');
  const inPart = await grant(clerk, 'managing-authority', office);
  expect(await code(end(first))).toBe('directory.last-managing-authority');
  await end(forNow);
  await end(inPart);
  const second = await grant(stranger, 'managing-authority');
  const both = await Promise.all([code(end(first)), code(end(second))]);
  expect(both.sort()).toEqual(['directory.last-managing-authority', 'done']);
  await database.pools.query("update account set state = 'locked' where person_id = any($1)", [
    [manager.personId, stranger.personId],
  ]);
  expect(await code(database.pools.transaction((tx) => requireManagingAuthority(tx, 'tien-giang')))).toBe(
    'directory.last-managing-authority',
  );
});

test('nor can the mailbox of the last one be locked or closed, while others’ can', async () => {
  const { pools } = database;
  const lock = (person: TestPerson) =>
    code(pools.transaction((tx) => setAccountState(tx, person.accountId, 'locked', system)));
  const close = (person: TestPerson) =>
    code(pools.transaction((tx) => closeMailbox(tx, province.regulation, { accountId: person.accountId }, system)));
  // With none at all there is none to keep.
  expect(await lock(clerk)).toBe('done');
  await grant(manager, 'managing-authority');
  expect(await lock(manager)).toBe('directory.last-managing-authority');
  expect(await close(manager)).toBe('directory.last-managing-authority');
  expect(await lock(stranger)).toBe('done');
  await grant(head, 'managing-authority');
  const both = await Promise.all([lock(manager), close(head)]);
  expect(both.sort()).toEqual(['directory.last-managing-authority', 'done']);
});

test('a refusal names the rule and who may, in the page’s language', async () => {
  const answer = await request(stranger, 'GET', '/api/roles');
  expect(answer.statusCode).toBe(403);
  const { error } = answer.json();
  expect(error).toMatchObject({ code: 'auth.forbidden', details: { rule: 'role.read' } });
  expect(error.message).toContain(errorCatalogue['auth.forbidden'].vi);
  expect(error.message).toContain('Thủ trưởng đơn vị (trong phạm vi được giao)');
  const english = await request(stranger, 'GET', '/api/roles', undefined, 'en');
  expect(english.json().error.message).toContain('Head of the unit (in their own part)');
});

test('a route hands what it touches to its rule', async () => {
  expect((await request(head, 'GET', `/api/organisations/${office.organisationId}`)).statusCode).toBe(200);
  expect((await request(head, 'GET', `/api/organisations/${other.organisationId}`)).statusCode).toBe(403);
  expect((await request(head, 'GET', '/api/organisations/9999999')).statusCode).toBe(404);
  // Who may nowhere is refused before anything of the request is looked at.
  expect((await request(clerk, 'GET', '/api/organisations/many')).statusCode).toBe(403);
  expect((await request(head, 'GET', '/api/organisations/many')).statusCode).toBe(400);
});

test('a managing authority gives every role; a head those of the unit, to its people', async () => {
  await grant(manager, 'managing-authority');
  const body = (person: TestPerson, role: string, at: TestOrganisation | null) => ({
    personId: person.personId,
    role,
    organisationId: at ? at.organisationId : null,
  });
  const post = async (by: TestPerson, payload: object) => (await request(by, 'POST', '/api/roles', payload)).statusCode;
  expect(await post(manager, { ...body(stranger, 'auditor', null), decision: 'QĐ 12/QĐ-UBND' })).toBe(201);
  // As the page sends it, with all that is left empty.
  const empty = { authority: null, from: null, until: null, decision: null };
  expect(await post(head, { ...body(clerk, 'registry-clerk', office), ...empty })).toBe(201);
  expect(await post(head, body(clerk, 'unit-it-officer', department))).toBe(201);
  // Neither a larger role, nor elsewhere, nor everywhere, nor to another's people.
  expect(await post(head, body(clerk, 'auditor', office))).toBe(403);
  expect(await post(head, body(clerk, 'registry-clerk', other))).toBe(403);
  expect(await post(head, body(clerk, 'registry-clerk', null))).toBe(403);
  expect(await post(head, body(stranger, 'registry-clerk', office))).toBe(403);
  expect(await post(clerk, body(clerk, 'registry-clerk', office))).toBe(403);

  const list = async (by: TestPerson, query = '') =>
    (await request(by, 'GET', `/api/roles${query}`)).json() as RoleList;
  const all = await list(manager);
  expect(all.rows.map((row) => row.role)).toEqual([
    'auditor',
    'managing-authority',
    'unit-it-officer',
    'registry-clerk',
  ]);
  expect(all.rows.every((row) => row.mayEnd)).toBe(true);
  expect(all.rows[0]).toMatchObject({
    decision: 'QĐ 12/QĐ-UBND',
    state: 'now',
    person: { id: stranger.personId },
  });
  expect(
    (await list(manager, `?role=unit-head&heads=true&organisation=${department.organisationId}`)).rows,
  ).toMatchObject([{ id: null, by: 'appointment', person: { id: head.personId }, mayEnd: false }]);
  const own = await list(head);
  expect(own.rows.map((row) => [row.role, row.mayEnd])).toEqual([
    ['unit-it-officer', true],
    ['registry-clerk', true],
  ]);

  const id = own.rows[1]!.id;
  expect((await request(stranger, 'POST', `/api/roles/${id}/end`)).statusCode).toBe(403);
  expect((await request(head, 'POST', `/api/roles/${all.rows[0]!.id}/end`)).statusCode).toBe(403);
  expect((await request(head, 'POST', `/api/roles/${id}/end`)).statusCode).toBe(200);
  expect((await request(head, 'POST', `/api/roles/${id}/end`)).statusCode).toBe(404);
  expect((await list(head, '?history=true')).rows.map((row) => row.state).sort()).toEqual(['ended', 'now']);
  expect((await request(manager, 'GET', '/api/roles/options')).json()).toMatchObject({
    whole: true,
    grantable: expect.arrayContaining(['auditor']),
  });
  expect((await request(head, 'GET', '/api/roles/options')).json()).toMatchObject({
    whole: false,
    grantable: ['unit-it-officer', 'registry-clerk'],
    organisations: [{ id: department.organisationId }],
  });

  const { rows } = await database.pools.query(
    `select kind, actor_person_id, person_id, organisation_id, before, after from audit_event
     where kind like 'role.%' and actor_person_id = $1 order by event_id`,
    [head.personId],
  );
  expect(rows).toMatchObject([
    {
      kind: 'role.granted',
      person_id: clerk.personId,
      organisation_id: office.organisationId,
      after: { role: 'registry-clerk' },
    },
    { kind: 'role.granted', organisation_id: department.organisationId },
    { kind: 'role.ended', person_id: clerk.personId, before: { role: 'registry-clerk' } },
  ]);
});

test('me tells roles and what one may do', async () => {
  await grant(head, 'auditor');
  const me = (await request(head, 'GET', '/api/auth/me')).json();
  expect(me.roles).toEqual([
    { role: 'auditor', organisation: null, by: 'grant' },
    {
      role: 'unit-head',
      organisation: { id: String(department.organisationId), name: expect.any(String) },
      by: 'appointment',
    },
  ]);
  expect(me.may).toEqual(expect.arrayContaining(['directory.read', 'role.grant', 'audit.verify', 'delegation.grant']));
  expect(me.may).not.toContain('regulation.issue');
});
