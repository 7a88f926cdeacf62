/** The directory over HTTP: who may do what where, and what goes out. */
import type { Done, LeftAnswer, OrganisationPage, PersonPage, ReorganisedAnswer, TreePage } from '@congvu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Accounts, accountPolicies, createAccounts, setPassword } from '../../accounts/index.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../../platform/index.ts';
import { today as todayInVietnam } from '../../regulation/index.ts';
import { grantRole, system } from '../index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testDomain, testProvince } from '../testing.ts';
import { directoryCoreRoutes } from './index.ts';

const database = testDatabase();
const log = createLog({ level: 'fatal' });
const password = 'MatKhau#789';
const today = todayInVietnam().toString();
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let root: TestOrganisation;
let district: TestOrganisation;
let department: TestOrganisation;
/** Of the managing authority, for all of the province. */
let officer: TestPerson;
/** Heads the district. */
let head: TestPerson;
let official: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const { regulation } = province;
  notifications = await createNotifications(database.url, log);
  const config = loadConfig({});
  const { pools } = database;
  accounts = await createAccounts({ pools, notifications, regulation, config });
  app = await createHttp({ config, log, webRoot: null, version: '1', policies: accountPolicies(accounts) });
  directoryCoreRoutes(app, { pools, regulation, accounts });
  await app.ready();
  root = await province.organisation('Ủy ban nhân dân tỉnh Tiền Giang', 'province');
  district = await province.organisation('Ủy ban nhân dân huyện Chợ Gạo', 'district', root.organisationId);
  department = await province.organisation('Sở Nội vụ', 'department', root.organisationId);
  officer = await province.person('Lê Minh Hiếu', { ...department, position: 'Chuyên viên', born: '1977-03-02' });
  official = await province.person('Trần Văn An', { ...department, position: 'Chuyên viên' });
  head = await province.person('Đào Văn Khánh');
  await database.pools.query(
    `insert into appointment (person_id, organisation_id, position, is_head) values ($1, $2, 'Chủ tịch', true)`,
    [head.personId, district.organisationId],
  );
  const hash = await accounts.hasher.hash(password);
  for (const { personId } of [officer, head, official]) {
    await pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  }
  const role = { personId: officer.personId, role: 'managing-authority' as const, organisationId: null };
  await pools.transaction((tx) => grantRole(tx, regulation, role, system));
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

const call = async <T>(who: TestPerson, method: 'GET' | 'POST', path: string, payload?: object) => {
  const authorization = `Basic ${Buffer.from(`${who.address}:${password}`).toString('base64')}`;
  const url = `/api/directory${path}`;
  const answer = await app.inject({ method, url, headers: { authorization }, ...(payload ? { payload } : {}) });
  const type = String(answer.headers['content-type']);
  const body = (type.includes('json') ? answer.json() : answer.body) as T & {
    error?: { code: string; details?: Record<string, unknown> };
  };
  return { status: answer.statusCode, headers: answer.headers, body, code: body.error?.code };
};
const get = <T>(who: TestPerson, path: string) => call<T>(who, 'GET', path);
const post = <T = Done>(who: TestPerson, path: string, body: object = {}) => call<T>(who, 'POST', path, body);
const found = (who: TestPerson, name: string, parentId: number | null, more: object = {}) =>
  post(who, '/organisations', { name, kind: 'office', parentId, from: today, ...more });
const page = async (id: number, query = '', who = officer) =>
  (await get<OrganisationPage>(who, `/organisations/${id}${query}`)).body;

test('nobody reads the directory without signing in', async () => {
  expect((await app.inject('/api/directory/tree')).statusCode).toBe(401);
});

describe('who may change what', () => {
  test('the managing authority everywhere; a head neither founds nor renames; an official only reads', async () => {
    const made = await found(officer, 'Phòng Nội vụ', district.organisationId, { decision: 'QĐ 1' });
    expect(made).toMatchObject({ status: 200, body: { revision: 1, undo: { undoId: expect.any(Number) } } });
    const { id } = made.body;
    expect(await found(head, 'Phòng Tư pháp', district.organisationId)).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    });
    expect(await found(official, 'Phòng Tư pháp', district.organisationId)).toMatchObject({ status: 403 });
    expect(await found(head, 'Gốc khác', null)).toMatchObject({ status: 403 });
    const rename = { revision: 1, from: today, fields: { name: 'Phòng Nội vụ mới' } };
    expect(await post(head, `/organisations/${id}/change`, rename)).toMatchObject({ status: 403 });
    expect((await page(id, '', official)).may).toEqual([]);
    expect((await page(id)).may).toContain('organisation.change');
  });

  test('a head changes contact data and people of the own part, not of others', async () => {
    const own = await page(district.organisationId, '', head);
    expect(own.may).toEqual(expect.arrayContaining(['organisation.contact', 'person.change']));
    const data = { revision: own.revision, phone: '0273 3835 101', website: 'chogao.tiengiang.gov.vn' };
    expect(await post(head, `/organisations/${district.organisationId}/contact`, data)).toMatchObject({ status: 200 });
    expect(await page(district.organisationId)).toMatchObject({ website: 'https://chogao.tiengiang.gov.vn' });
    expect(await post(head, `/organisations/${department.organisationId}/contact`, data)).toMatchObject({
      status: 403,
    });
    const change = { revision: 1, fields: { phone: '1' } };
    expect(await post(head, `/people/${official.personId}/change`, change)).toMatchObject({ status: 403 });
    expect(await post(head, `/people/${head.personId}/change`, change)).toMatchObject({ status: 200 });
    expect(await post(official, `/people/${official.personId}/change`, change)).toMatchObject({ status: 403 });
  });

  test('what is private is told to those who may change it, and to oneself', async () => {
    const seen = async (who: TestPerson) =>
      (await get<PersonPage>(who, `/people/${officer.personId}`)).body.private?.born ?? null;
    expect(await seen(officer)).toBe('1977-03-02');
    expect(await seen(official)).toBeNull();
    expect((await get<PersonPage>(official, `/people/${official.personId}`)).body.private).not.toBeNull();
  });
});

describe('reading', () => {
  test('the tree goes down level by level, on any day', async () => {
    const top = (await get<TreePage>(official, '/tree')).body;
    expect(top).toMatchObject({ parentId: null, at: today, total: 1, nodes: [{ id: root.organisationId, units: 2 }] });
    const below = (await get<TreePage>(official, `/tree?parent=${root.organisationId}`)).body;
    expect(below.nodes.map((node) => node.name)).toEqual(['Sở Nội vụ', 'Ủy ban nhân dân huyện Chợ Gạo']);
    expect((await get<TreePage>(official, '/tree?at=2000-01-01')).body.total).toBe(0);
    expect(await get(official, '/tree?at=2026-02-31')).toMatchObject({ status: 422, code: 'directory.invalid' });
    expect(await get(official, '/tree?parent=x')).toMatchObject({ status: 400 });
    expect(await get(official, '/organisations/987654')).toMatchObject({ status: 404 });
    expect((await get<{ kinds: { kind: string }[] }>(official, '/kinds')).body.kinds.map((one) => one.kind)).toContain(
      'ward',
    );
  });

  test('a card is a file to keep', async () => {
    const card = await get<string>(official, `/organisations/${department.organisationId}/card`);
    expect(card.headers).toMatchObject({
      'content-type': 'text/vcard; charset=utf-8',
      'content-disposition': expect.stringContaining("filename*=UTF-8''S%E1%BB%9F%20N%E1%BB%99i%20v%E1%BB%A5.vcf"),
    });
    expect(String(card.body)).toContain(department.address);
    const person = await get<string>(official, `/people/${officer.personId}/card`);
    expect(String(person.body)).toMatch(/TITLE:Chuyên viên\r\n/);
    expect(String(person.body)).not.toContain('1977');
  });
});

describe('changes', () => {
  test('carry the revision they were made on, and may be taken back by their author', async () => {
    const { id } = (await found(officer, 'Phòng Y tế', district.organisationId)).body;
    const change = (revision: number, name: string) =>
      post(officer, `/organisations/${id}/change`, { revision, from: today, fields: { name }, decision: 'QĐ 2' });
    const done = await change(1, 'Phòng Y tế và Dân số');
    expect(done).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await change(1, 'Tên khác')).toMatchObject({ status: 409, code: 'directory.changed-meanwhile' });
    const { undoId } = done.body.undo!;
    expect(await post(official, `/undo/${undoId}`)).toMatchObject({ status: 409, code: 'directory.no-undo' });
    expect(await post(officer, `/undo/${undoId}`)).toMatchObject({ status: 200 });
    expect(await page(id)).toMatchObject({ name: 'Phòng Y tế', revision: 3 });
  });

  test('refuse kinds that the regulation does not know, and unknown fields', async () => {
    expect(await found(officer, 'X', root.organisationId, { kind: 'spaceship' })).toMatchObject({
      status: 422,
      code: 'directory.no-kind',
    });
    expect(await found(officer, '  ', root.organisationId)).toMatchObject({
      body: { error: { details: { field: 'name', fault: 'empty' } } },
    });
    expect(await found(officer, 'X', root.organisationId, { path: [1] })).toMatchObject({ status: 400 });
    expect(await found(officer, 'X', root.organisationId, { website: 'ftp://x' })).toMatchObject({ status: 422 });
  });

  test('one founded by mistake is deleted by whoever may found, as long as nothing hangs on it', async () => {
    const { id } = (await found(officer, 'Phòng Ghi Nhầm', district.organisationId)).body;
    const remove = (who: TestPerson, organisationId: number) =>
      post(who, `/organisations/${organisationId}/remove`, { revision: 1, reason: 'ghi trùng' });
    expect(await remove(head, id)).toMatchObject({ status: 403 });
    expect(await remove(officer, id)).toMatchObject({ status: 200, body: { undo: null } });
    expect(await get(officer, `/organisations/${id}`)).toMatchObject({ status: 404 });
    const { revision } = await page(district.organisationId);
    expect(await post(officer, `/organisations/${district.organisationId}/remove`, { revision })).toMatchObject({
      status: 409,
      code: 'directory.in-use',
    });
  });

  test('a merger needs the right to all that it touches', async () => {
    const [a, b] = [
      (await found(officer, 'Phòng A', district.organisationId, { from: '2020-01-01' })).body.id,
      (await found(officer, 'Phòng B', department.organisationId, { from: '2020-01-01' })).body.id,
    ];
    const from = [a, b].map((organisationId) => ({ organisationId, revision: 1 }));
    const body = {
      kind: 'merged',
      from,
      into: [{ name: 'Phòng AB', kind: 'office', parentId: district.organisationId }],
      on: today,
    };
    expect(await post(head, '/organisations/reorganise', body)).toMatchObject({ status: 403 });
    const merged = await post<ReorganisedAnswer>(officer, '/organisations/reorganise', body);
    expect(merged).toMatchObject({ status: 200, body: { ended: [a, b], hanging: { mailboxes: [] } } });
    expect(await page(a)).toMatchObject({ state: 'ended', successors: [{ organisation: { name: 'Phòng AB' } }] });
    expect(await post(officer, `/undo/${merged.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect(await page(a)).toMatchObject({ state: 'in-force', successors: [] });
  });
});

describe('people', () => {
  const add = (body: object, who = officer) => post(who, '/people', body);

  test('who may be there already is shown first', async () => {
    const again = await add({ name: 'Le Minh Hieu', born: '1977-12-01' });
    expect(again).toMatchObject({ status: 409, code: 'directory.duplicate-person' });
    expect(again.body.error!.details).toMatchObject({
      people: [{ personId: officer.personId, like: 'name-and-year' }],
    });
    expect(await add({ name: 'Le Minh Hieu', born: '1977-12-01', anyway: true })).toMatchObject({ status: 200 });
    const alike = await get<{ personId: number }[]>(officer, '/people/alike?name=le%20minh%20hieu');
    expect(alike.body).toHaveLength(2);
    expect(await get(official, '/people/alike?name=le%20minh%20hieu')).toMatchObject({ status: 403 });
  });

  test('are appointed, and a head in the way is named', async () => {
    const appointment = { organisationId: district.organisationId, position: 'Chủ tịch', isHead: true, from: today };
    const refused = await add({ name: 'Nguyễn Thị Mới', appointment });
    expect(refused).toMatchObject({
      status: 409,
      code: 'directory.has-head',
      body: { error: { details: { person: 'Đào Văn Khánh' } } },
    });
    const deputy = { ...appointment, position: 'Phó Chủ tịch', isHead: false };
    const { id } = (await add({ name: 'Nguyễn Thị Mới', appointment: deputy })).body;
    const { appointments } = (await get<PersonPage>(officer, `/people/${id}`)).body;
    const { appointmentId } = appointments[0]!;
    const end = { revision: 1, on: today };
    expect(await post(official, `/appointments/${appointmentId}/end`, end)).toMatchObject({ status: 403 });
    const change = { revision: 1, position: 'Phó Chủ tịch Thường trực' };
    expect(await post(officer, `/appointments/${appointmentId}/change`, change)).toMatchObject({ status: 200 });
    const move = { revision: 2, on: today, organisationId: department.organisationId, position: 'Phó Giám đốc' };
    const moved = await post(officer, `/appointments/${appointmentId}/move`, move);
    expect(moved).toMatchObject({ status: 200 });
    expect(await post(officer, `/undo/${moved.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect((await get<PersonPage>(officer, `/people/${id}`)).body.appointments).toMatchObject([
      { position: 'Phó Chủ tịch Thường trực', until: null },
    ]);
    expect(await post(officer, '/appointments/424242/end', end)).toMatchObject({ status: 404 });
  });

  test('who was added by mistake is taken back, and the head who made room is head again', async () => {
    const { organisationId } = await province.organisation('Sở Thêm Nhầm', 'department', root.organisationId);
    const directs = { organisationId, position: 'Giám đốc', isHead: true };
    const first = await add({ name: 'Hồ Văn Trước', appointment: { ...directs, from: '2020-01-01' } });
    const heads = async () =>
      (await page(organisationId)).people.map(({ name, isHead, until }) => [name, isHead, until]);
    const stood = [['Hồ Văn Trước', true, null]];
    expect(await heads()).toEqual(stood);
    const instead = { ...directs, from: today, presentHead: 'end' };

    const added = await add({ name: 'Hồ Văn Nhầm', appointment: instead });
    expect(await heads()).toEqual([['Hồ Văn Nhầm', true, null]]);
    expect(await post(official, `/undo/${added.body.undo!.undoId}`)).toMatchObject({ status: 409 });
    expect(await post(officer, `/undo/${added.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect(await get(officer, `/people/${added.body.id}`)).toMatchObject({ status: 404 });
    expect(await heads()).toEqual(stood);
    const { rows } = await database.pools.query(
      "select before, organisation_id from audit_event where kind = 'person.removed' and person_id = $1",
      [added.body.id],
    );
    expect(rows).toEqual([{ before: { name: 'Hồ Văn Nhầm' }, organisation_id: organisationId }]);

    // The same by an appointment, a correction and a move.
    const { id: other } = (await add({ name: 'Hồ Văn Sau' })).body;
    const appointed = await post(officer, '/appointments', { ...instead, personId: other });
    expect(await heads()).toEqual([['Hồ Văn Sau', true, null]]);
    expect(await post(officer, `/undo/${appointed.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect(await heads()).toEqual(stood);
    const deputy = await post(officer, '/appointments', {
      organisationId,
      position: 'Phó Giám đốc',
      from: today,
      personId: other,
    });
    const promote = { revision: 1, isHead: true, presentHead: 'end' };
    const promoted = await post(officer, `/appointments/${deputy.body.id}/change`, promote);
    expect(promoted).toMatchObject({ status: 200 });
    expect(await post(officer, `/undo/${promoted.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    const both = [...stood, ['Hồ Văn Sau', false, null]];
    expect(await heads()).toEqual(both);
    const { revision } = (await get<PersonPage>(officer, `/people/${other}`)).body.appointments[0]!;
    const move = { ...directs, revision, on: today, presentHead: 'end' };
    const moved = await post(officer, `/appointments/${deputy.body.id}/move`, move);
    expect(await heads()).toEqual([['Hồ Văn Sau', true, null]]);
    expect(await post(officer, `/undo/${moved.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect(await heads()).toEqual(both);
    expect(first.status).toBe(200);
  });

  test('nothing is given back to a head who has left since, or holds the position anew', async () => {
    const { organisationId } = await province.organisation('Sở Đã Nghỉ', 'department', root.organisationId);
    const directs = { organisationId, position: 'Giám đốc', isHead: true };
    const { id: head } = (await add({ name: 'Ngô Văn Nghỉ', appointment: { ...directs, from: '2020-01-01' } })).body;
    const instead = { ...directs, from: today, presentHead: 'end' };
    const invalid = { ...instead, from: '2026-02-30' };
    expect(await add({ name: 'Ngô Văn Kế', appointment: invalid })).toMatchObject({ status: 422 });
    const added = (await add({ name: 'Ngô Văn Kế', appointment: instead })).body;
    const anew = await post(officer, '/appointments', {
      ...directs,
      personId: head,
      from: today,
      presentHead: 'stays',
    });
    expect(await post(officer, `/undo/${added.undo!.undoId}`)).toMatchObject({ status: 409 });
    await post(officer, `/undo/${anew.body.undo!.undoId}`);
    const { revision } = (await get<PersonPage>(officer, `/people/${head}`)).body;
    const left = await post<LeftAnswer>(officer, `/people/${head}/leave`, { revision, on: today, reason: 'retired' });
    expect(left.status).toBe(200);
    expect(await post(officer, `/undo/${added.undo!.undoId}`)).toMatchObject({ status: 409 });
    expect(await get(officer, `/people/${added.id}`)).toMatchObject({ status: 200 });
    expect(await post(officer, `/undo/${left.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect(await post(officer, `/undo/${added.undo!.undoId}`)).toMatchObject({ status: 200 });
  });

  test('who was added and has a role or a contact address since stays', async () => {
    const role = (await add({ name: 'Ngô Văn Vai' })).body;
    await database.pools.query("insert into role_assignment (person_id, role) values ($1, 'auditor')", [role.id]);
    const contact = (await add({ name: 'Ngô Văn Địa Chỉ' })).body;
    await post(officer, `/people/${contact.id}/contacts`, { address: 'ngo@mail.test', kind: 'free' });
    for (const { id, undo } of [role, contact]) {
      expect(await post(officer, `/undo/${undo!.undoId}`)).toMatchObject({ status: 409, code: 'directory.no-undo' });
      expect(await get(officer, `/people/${id}`)).toMatchObject({ status: 200 });
    }
  });

  test('who was added and has a mailbox since, or was changed, stays', async () => {
    const added = await add({ name: 'Hồ Văn Có Hộp Thư' });
    const { id, undo } = added.body;
    await database.pools.query(
      "insert into account (province_id, kind, person_id, name) select province_id, 'personal', person_id, name from person where person_id = $1",
      [id],
    );
    expect(await post(officer, `/undo/${undo!.undoId}`)).toMatchObject({ status: 409, code: 'directory.no-undo' });
    expect(await get(officer, `/people/${id}`)).toMatchObject({ status: 200 });
    const another = (await add({ name: 'Hồ Văn Đã Sửa' })).body;
    await post(officer, `/people/${another.id}/change`, { revision: 1, fields: { phone: '1' } });
    expect(await post(officer, `/undo/${another.undo!.undoId}`)).toMatchObject({ status: 409 });
    expect(await get(officer, `/people/${another.id}`)).toMatchObject({ status: 200 });
  });

  test('a name has a day, contact addresses are marked, and who leaves leaves a list', async () => {
    const { id } = (
      await add({
        name: 'Phan Thị Hoa',
        appointment: { organisationId: department.organisationId, position: 'Kế toán', from: '2020-01-01' },
      })
    ).body;
    const rename = { revision: 1, name: 'Phan Thị Thanh Hoa', from: '2024-05-01', decision: 'QĐ 9' };
    expect(await post(officer, `/people/${id}/rename`, rename)).toMatchObject({ status: 200 });
    expect((await get<PersonPage>(official, `/people/${id}?at=2024-04-30`)).body.name).toBe('Phan Thị Hoa');
    const contact = await post(officer, `/people/${id}/contacts`, { address: 'hoa@mail.test', kind: 'free' });
    expect(contact).toMatchObject({ status: 200 });
    const inside = { address: `hoa@${testDomain}`, kind: 'free' };
    expect(await post(officer, `/people/${id}/contacts`, inside)).toMatchObject({
      status: 422,
      code: 'directory.contact-official',
    });
    expect(await post(official, `/contacts/${contact.body.id}/end`)).toMatchObject({ status: 403 });
    expect(await post(officer, `/contacts/${contact.body.id}/end`)).toMatchObject({ status: 200 });
    const left = await post<LeftAnswer>(officer, `/people/${id}/leave`, {
      revision: 2,
      on: today,
      reason: 'retired',
    });
    expect(left.body).toMatchObject({ endedAppointments: 1, hanging: { mailboxes: [], delegations: [], roles: [] } });
    expect(await post(official, `/undo/${left.body.undo!.undoId}`)).toMatchObject({ status: 409 });
    expect(await post(officer, `/undo/${left.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    const back = (await get<PersonPage>(officer, `/people/${id}`)).body;
    expect(back).toMatchObject({ leftOn: null, appointments: [{ position: 'Kế toán', state: 'in-force' }] });
    const again = { revision: back.revision, on: today, reason: 'retired' };
    const { revision } = (await post<LeftAnswer>(officer, `/people/${id}/leave`, again)).body;
    const returned = await post(officer, `/people/${id}/return`, { revision });
    expect(returned).toMatchObject({ status: 200, body: { undo: { undoId: expect.any(Number) } } });
    expect(await post(officer, `/undo/${returned.body.undo!.undoId}`)).toMatchObject({ status: 200 });
    expect((await get<PersonPage>(officer, `/people/${id}`)).body.leftOn).toBe(today);
  });
});

describe('what is recorded for a later day', () => {
  const later = Temporal.PlainDate.from(today).add({ days: 40 }).toString();
  const anHourAgo = () => database.pools.query("update directory_undo set made_at = made_at - interval '1 hour'");

  test('a merger is called off by whoever may change it, as long as nothing of it changed', async () => {
    const [a, b] = [
      await found(officer, 'Sở Sắp Nhập', root.organisationId),
      await found(officer, 'Sở Nhận', root.organisationId),
    ];
    const merge = {
      kind: 'merged',
      from: [{ organisationId: a.body.id, revision: 1 }],
      into: [{ organisationId: b.body.id }],
      on: later,
    };
    const plan = () =>
      post<ReorganisedAnswer>(officer, '/organisations/reorganise', {
        ...merge,
        units: { into: 0 },
        people: { into: 0 },
      });
    expect(await plan()).toMatchObject({ status: 200 });
    await anHourAgo();
    const planned = await page(a.body.id);
    expect(planned).toMatchObject({
      until: later,
      plannedActs: [{ act: 'organisation.merged', title: 'Sở Sắp Nhập', from: later }],
    });
    expect((await page(b.body.id)).plannedActs).toHaveLength(1);
    const { undoId } = planned.plannedActs[0]!;
    expect(await post(official, `/undo/${undoId}`)).toMatchObject({ status: 403 });
    expect(await post(head, `/undo/${undoId}`)).toMatchObject({ status: 403 });
    expect(await post(officer, `/undo/${undoId}`)).toMatchObject({ status: 200 });
    expect(await page(a.body.id)).toMatchObject({ until: null, plannedActs: [] });
    expect(await post(officer, `/undo/${undoId}`)).toMatchObject({ status: 409 });
  });

  test('a transfer is called off: the present position lasts again', async () => {
    const work = { organisationId: department.organisationId, position: 'Kế toán', from: '2020-01-01' };
    const { id } = (await post(officer, '/people', { name: 'Tạ Văn Ở Lại', appointment: work })).body;
    const person = async () => (await get<PersonPage>(officer, `/people/${id}`)).body;
    const [{ appointmentId, revision }] = (await person()).appointments as [PersonPage['appointments'][0]];
    const move = { revision, on: later, organisationId: district.organisationId, position: 'Kế toán trưởng' };
    expect(await post(officer, `/appointments/${appointmentId}/move`, move)).toMatchObject({ status: 200 });
    await anHourAgo();
    const { plannedActs, appointments } = await person();
    expect(appointments).toHaveLength(2);
    expect(plannedActs).toMatchObject([
      { act: 'appointment.moved', title: 'Tạ Văn Ở Lại, Kế toán trưởng', from: later },
    ]);
    expect(await post(official, `/undo/${plannedActs[0]!.undoId}`)).toMatchObject({ status: 403 });
    expect(await post(officer, `/undo/${plannedActs[0]!.undoId}`)).toMatchObject({ status: 200 });
    expect(await person()).toMatchObject({ plannedActs: [], appointments: [{ position: 'Kế toán', until: null }] });
  });

  test('what holds already is not called off after some minutes', async () => {
    const made = await found(officer, 'Sở Đã Có', root.organisationId);
    await anHourAgo();
    expect(await post(officer, `/undo/${made.body.undo!.undoId}`)).toMatchObject({
      status: 409,
      code: 'directory.no-undo',
    });
    const leaver = (await post(officer, '/people', { name: 'Tạ Văn Không Chức' })).body;
    const left = await post<LeftAnswer>(officer, `/people/${leaver.id}/leave`, {
      revision: 1,
      on: later,
      reason: 'retired',
    });
    await anHourAgo();
    const { plannedActs } = (await get<PersonPage>(officer, `/people/${leaver.id}`)).body;
    expect(plannedActs).toMatchObject([{ act: 'person.left', title: 'Tạ Văn Không Chức', from: later }]);
    // Without a position nobody but the province's authority answers for it.
    expect(await post(head, `/undo/${left.body.undo!.undoId}`)).toMatchObject({ status: 403 });
    expect(await post(officer, `/undo/${left.body.undo!.undoId}`)).toMatchObject({ status: 200 });
  });

  test('a planned position that is ended before it begins comes back, for those who may give it', async () => {
    const work = { organisationId: department.organisationId, position: 'Lái xe', from: later };
    const { id } = (await post(officer, '/people', { name: 'Tạ Văn Sắp Đến', appointment: work })).body;
    const person = async () => (await get<PersonPage>(officer, `/people/${id}`)).body;
    const [{ appointmentId, revision }] = (await person()).appointments as [PersonPage['appointments'][0]];
    await post(officer, `/appointments/${appointmentId}/end`, { revision, on: later });
    await anHourAgo();
    const { appointments, plannedActs } = await person();
    expect(appointments).toEqual([]);
    expect(plannedActs).toMatchObject([{ act: 'appointment.ended', from: later }]);
    expect(await post(official, `/undo/${plannedActs[0]!.undoId}`)).toMatchObject({ status: 403 });
    expect(await post(officer, `/undo/${plannedActs[0]!.undoId}`)).toMatchObject({ status: 200 });
    expect(await person()).toMatchObject({ plannedActs: [], appointments: [{ position: 'Lái xe', from: later }] });
  });
});
