/** Each figure counts what it says, in one small province; and none counts another province's. */
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { appoint, grantDelegation, setAccountState, system, writeAudit } from '../../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import { addWorkingDays, createRegulation, loadProfile, type Regulation, today } from '../../regulation/index.ts';
import type { Reading } from './figure.ts';
import { figures } from './registry.ts';

const database = testDatabase();
let province: TestProvince;
let department: TestOrganisation;
let head: TestPerson;
let clerk: TestPerson;

const run = (text: string, values: unknown[] = []) => database.pools.query(text, values);
const read = (name: string, regulation: Regulation = province.regulation, id = 'tien-giang') =>
  figures[name]!.read({ db: database.pools, regulation, province: id }) as Promise<Reading>;
const partsOf = (reading: Reading) => Object.fromEntries((reading.parts ?? []).map((p) => [p.label.en, p.value]));

beforeAll(async () => {
  province = await testProvince(database.pools);
  department = await province.organisation('Sở Thông tin và Truyền thông', 'department');
  head = await province.person('Lê Minh Hiếu', { organisationId: department.organisationId, position: 'Giám đốc' });
  clerk = await province.person('Trần Thị Mai', { organisationId: department.organisationId, position: 'Văn thư' });
});

test('mailboxes, locked ones apart', async () => {
  const other = await province.person('Phạm Văn Khóa', {
    organisationId: department.organisationId,
    position: 'Chuyên viên',
  });
  await database.pools.transaction((tx) => setAccountState(tx, other.accountId, 'locked', system));
  const reading = await read('mailboxes');
  expect(reading.value).toBe(3);
  expect(partsOf(reading)).toEqual({ personal: 2, 'of organisations': 1, locked: 1 });
});

test('mailboxes near their quota, the regulation’s or their own', async () => {
  expect(await read('mailboxes-near-full')).toMatchObject({ value: 0, of: 3 });
  await run('update account set used_bytes = 480000000 where account_id = $1', [head.accountId]);
  await run('update account set used_bytes = 1000, quota_bytes = 1000 where account_id = $1', [clerk.accountId]);
  const reading = await read('mailboxes-near-full');
  expect(reading).toMatchObject({ value: 2, of: 3 });
  expect(partsOf(reading)).toMatchObject({ full: 1, 'used by all together': 480001000 });
});

test('mailboxes unused for the rule’s periods, from the last opening or the beginning', async () => {
  expect((await read('mailboxes-unused')).value).toBe(0);
  await run("update account set created_at = now() - interval '14 months' where account_id = any($1)", [
    [head.accountId, clerk.accountId, department.accountId],
  ]);
  await run(
    "insert into account_use values ($1, 'web', now() - interval '7 months'), ($2, 'imap', now() - interval '1 day')",
    [head.accountId, clerk.accountId],
  );
  const reading = await read('mailboxes-unused');
  expect(reading).toMatchObject({ value: 2, of: 3 });
  expect(partsOf(reading)).toEqual({ 'for 6 months': 2, 'for 12 months': 1 });
});

test('mailboxes opened on the last working day, as often as is due', async () => {
  const day = addWorkingDays(province.regulation.rule('tien-giang', 'working-calendar'), today(), -1).toString();
  await run('insert into account_use_day values ($1, $2, 1), ($1, $3, 2)', [day, head.accountId, department.accountId]);
  const reading = await read('mailboxes-opened');
  expect(reading).toMatchObject({ value: 2, of: 3 });
  // Cao Bằng asks for two times: one of them is not enough.
  const profile = loadProfile(`${import.meta.dirname}/../../regulation/profiles/cao-bang`);
  const twice = createRegulation([{ ...profile, province: 'tien-giang' }]);
  expect(await read('mailboxes-opened', twice)).toMatchObject({ value: 1, of: 3 });
});

test('first passwords and chosen ones', async () => {
  await run("insert into credential (person_id, password_hash, must_change) values ($1, 'x', true), ($2, 'x', false)", [
    head.personId,
    clerk.personId,
  ]);
  expect(await read('first-passwords')).toMatchObject({ value: 1, of: 2 });
  const reading = await read('passwords-changed');
  expect(reading).toMatchObject({ value: 1, of: 2 });
  expect(partsOf(reading)).toEqual({ 'changed in 30 days': 1 });
});

test('addresses that the ladder gave, and those chosen by hand', async () => {
  const before = await read('addresses-by-rule');
  expect(before.value).toBe(before.of);
  await run("update address set address = 'giamdoc@tiengiang.test' where account_id = $1 and is_primary", [
    head.accountId,
  ]);
  const data = { address: 'giamdoc@tiengiang.test', byHand: true };
  await writeAudit(database.pools, system, { kind: 'account.renamed', accountId: head.accountId, data });
  const after = await read('addresses-by-rule');
  expect(after.value).toBe(before.value - 1);
  expect(partsOf(after)).toMatchObject({ 'chosen by hand, with who did it on record': 1, 'from before': 0 });
});

test('officials in the public directory, by the rule or as set for the position', async () => {
  // The head by heading, nobody else by position.
  await run('update appointment set is_head = true where person_id = $1', [head.personId]);
  expect((await read('published-officials')).value).toBe(1);
  const { organisationId } = department;
  await province.person('Võ Văn Phó', { organisationId, position: 'PHÓ GIÁM ĐỐC phụ trách' });
  await province.person('Võ Văn Giám', { organisationId, position: 'Giám đốcc' });
  expect((await read('published-officials')).value).toBe(2);
  await run('update appointment set published = true where person_id = $1', [clerk.personId]);
  await run('update appointment set published = false where person_id = $1', [head.personId]);
  expect((await read('published-officials')).value).toBe(2);
});

test('people in office with and without a mailbox', async () => {
  const before = await read('people-with-mailbox');
  const { rows } = await run(
    "insert into person (province_id, name) values ('tien-giang', 'Ngô Thị Lan') returning person_id",
  );
  const personId = (rows[0] as { person_id: number }).person_id;
  expect(await read('people-with-mailbox')).toMatchObject({ value: before.value, of: before.of });
  await database.pools.transaction((tx) =>
    appoint(tx, { personId, organisationId: department.organisationId, position: 'Chuyên viên' }, system),
  );
  expect(await read('people-with-mailbox')).toMatchObject({ value: before.value, of: before.of! + 1 });
});

test('organisations that are entitled to a mailbox', async () => {
  const before = await read('organisations-with-mailbox');
  await run(
    "insert into organisation (province_id, kind, name) values ('tien-giang', 'district', 'Huyện Chợ Gạo'), ('tien-giang', 'state-company', 'Công ty Cấp nước')",
  );
  expect(await read('organisations-with-mailbox')).toMatchObject({ value: before.value, of: before.of! + 1 });
});

test('mailboxes of people who left, and of organisations that ended', async () => {
  const before = await read('mailboxes-of-departed');
  await run('update person set left_on = current_date - 1 where person_id = $1', [clerk.personId]);
  await run(
    'update appointment set valid_from = current_date - 20, valid_until = current_date - 10 where person_id = $1',
    [head.personId],
  );
  const reading = await read('mailboxes-of-departed');
  expect(reading.value).toBe(before.value + 2);
  expect(partsOf(reading)).toEqual({ 'retired, left or died': 1, 'without a position': 1 });

  expect((await read('mailboxes-of-ended-organisations')).value).toBe(0);
  const ended = await province.organisation('Trung tâm Tin học', 'centre', department.organisationId);
  await run(
    'update organisation set valid_from = current_date - 20, valid_until = current_date - 1 where organisation_id = $1',
    [ended.organisationId],
  );
  expect((await read('mailboxes-of-ended-organisations')).value).toBe(1);
});

test('holders of several mailboxes', async () => {
  expect((await read('several-mailboxes')).value).toBe(0);
  await run(
    "insert into account (province_id, kind, person_id, name) values ('tien-giang', 'personal', $1, 'Hộp thư thứ hai')",
    [clerk.personId],
  );
  const reading = await read('several-mailboxes');
  expect(reading.value).toBe(1);
  expect(partsOf(reading)).toMatchObject({ people: 1, organisations: 0 });
});

test('delegations, those without a document, and those beyond the limit', async () => {
  const before = await read('unattended-mailboxes');
  const work = { organisationId: department.organisationId, position: 'Chuyên viên' };
  for (const name of ['Đỗ Văn Hai', 'Đỗ Thị Ba']) {
    const { personId } = await province.person(name, work);
    const { accountId } = department;
    await database.pools.transaction((tx) => grantDelegation(tx, { accountId, personId, rights: ['read'] }, system));
  }
  await writeAudit(database.pools, system, { kind: 'mailbox.read', accountId: department.accountId });
  const reading = await read('delegations');
  expect(reading.value).toBe(2);
  expect(partsOf(reading)).toEqual({
    'mailboxes delegated': 1,
    'with an end': 0,
    'without a written decision': 2,
    'uses on record in 30 days': 1,
  });
  expect((await read('unattended-mailboxes')).value).toBe(before.value - 1);

  // Tiền Giang sets no limit; Quảng Ninh allows one person, in writing.
  expect(await read('delegations-beyond-limit')).toBeUndefined();
  const profile = loadProfile(`${import.meta.dirname}/../../regulation/profiles/quang-ninh`);
  const one = createRegulation([{ ...profile, province: 'tien-giang' }]);
  const beyond = await read('delegations-beyond-limit', one);
  expect(beyond).toMatchObject({ value: 1, of: 1 });
  expect(partsOf(beyond)).toEqual({ 'without a written decision': 2 });
});

test('roles, and organisations with an IT officer', async () => {
  const before = await read('it-officers');
  await run(
    "insert into role_assignment (person_id, role, organisation_id) values ($1, 'unit-it-officer', $2), ($1, 'auditor', null)",
    [clerk.personId, department.organisationId],
  );
  await run(
    "insert into role_assignment (person_id, role, valid_from, valid_until) values ($1, 'operator', now() - interval '2 days', now() - interval '1 day')",
    [clerk.personId],
  );
  expect(await read('it-officers')).toMatchObject({ value: before.value + 1, of: before.of });
  const reading = await read('roles-held');
  expect(reading.value).toBe(2);
  expect(partsOf(reading)).toMatchObject({ operator: 0, auditors: 1 });
});

test('sign-ins that failed, in the last day alone', async () => {
  const { accountId } = head;
  for (const kind of ['auth.failed', 'auth.throttled', 'auth.signed-in', 'auth.new-network'] as const)
    await writeAudit(database.pools, system, { kind, accountId });
  await run(
    "insert into audit_event (at, actor, kind, province_id) values (now() - interval '2 days', 'system', 'auth.failed', 'tien-giang')",
  );
  const reading = await read('sign-ins-failed');
  expect(reading.value).toBe(2);
  expect(partsOf(reading)).toEqual({ 'held off': 1, 'from a network not used before': 1, 'sign-ins to the page': 1 });
});

test('the audit trail, and when it was verified', async () => {
  expect((await read('audit-trail')).remark?.en).toContain('not been verified');
  await run('insert into audit_verification (from_seq, until_seq) values (1, 10)');
  expect((await read('audit-trail')).remark?.en).toContain('intact');
  await run(
    `insert into audit_verification (at, from_seq, until_seq, fault) values (now() + interval '1 second', 1, 10, '{"seq":5}')`,
  );
  expect((await read('audit-trail')).remark?.en).toContain('a fault was found');
});

test('contact addresses by kind, in force', async () => {
  await run(
    `insert into contact_address (person_id, address, kind, valid_from, valid_until) values
       ($1, 'mai@bo.test', 'sector', current_date - 5, null), ($1, 'mai@mien-phi.test', 'free', current_date - 5, null),
       ($1, 'cu@bo.test', 'sector', current_date - 50, current_date - 5)`,
    [clerk.personId],
  );
  const reading = await read('contact-addresses');
  expect(reading.value).toBe(2);
  expect(partsOf(reading)).toEqual({ 'of a ministry’s sector': 1, 'free mail': 1 });
});

test('messages sent, by what became of them', async () => {
  const { rows } = await run(
    `insert into queue_message (size, sender, account_id, expires_at) values (10, 'a@tiengiang.test', $1, now() + interval '1 day') returning queue_id`,
    [head.accountId],
  );
  await run(
    `insert into queue_recipient (queue_id, recipient_no, address, domain, local, state, next_attempt_at, settled_at) values
       ($1, 0, 'b@tiengiang.test', 'tiengiang.test', true, 'sent', now(), now()),
       ($1, 1, 'c@ngoai.test', 'ngoai.test', false, 'failed', now(), now()),
       ($1, 2, 'd@ngoai.test', 'ngoai.test', false, 'held', now(), null)`,
    [(rows[0] as { queue_id: number }).queue_id],
  );
  const reading = await read('mail-sent');
  expect(reading.value).toBe(1);
  expect(partsOf(reading)).toEqual({ 'recipients here': 1, 'recipients outside': 0, failed: 1, held: 1 });
});

test('messages kept, with their size', async () => {
  await run('update account set message_count = 7 where account_id = $1', [department.accountId]);
  const reading = await read('messages-kept');
  expect(reading.value).toBe(7);
  expect(partsOf(reading)).toMatchObject({ 'in mailboxes of organisations': 7 });
});

test('the directory’s size and its changes', async () => {
  const size = await read('directory-size');
  expect(size.value).toBeGreaterThan(2);
  expect((await read('directory-changes')).value).toBeGreaterThan(0);
  expect((await read('organisation-changes')).value).toBeGreaterThan(0);
  expect((await read('mailbox-changes')).value).toBeGreaterThan(0);
});

test('rules in force, with and without an article', async () => {
  const reading = await read('rules-in-force');
  const parts = partsOf(reading);
  expect(reading.value).toBeGreaterThan(20);
  expect(parts['resting on an article']! + parts['the installation’s own']!).toBe(reading.value);
  expect(parts['issued in the web']).toBe(0);
});

test('another province’s are counted by none', async () => {
  await run("insert into province (province_id, name) values ('cao-bang', 'Tỉnh Cao Bằng')");
  const global = ['uptime', 'rules-in-force'];
  for (const name of Object.keys(figures).filter((one) => !global.includes(one))) {
    const reading = await read(name, province.regulation, 'cao-bang');
    expect(reading?.value ?? 0, name).toBe(0);
    expect(reading?.of ?? 0, name).toBe(0);
  }
});
