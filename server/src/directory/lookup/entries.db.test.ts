import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import type { Transaction } from '../../platform/index.ts';
import { appoint } from '../appointments/appoint.ts';
import { endAppointment } from '../appointments/change-appointment.ts';
import { system } from '../audit.ts';
import { addContact } from '../contacts/contacts.ts';
import { changeOrganisation } from '../organisations/change-organisation.ts';
import { createOrganisation } from '../organisations/create-organisation.ts';
import { changePerson, renamePerson } from '../people/change-person.ts';
import { comeBack, leave } from '../people/leave.ts';
import { setAccountState } from '../set-account.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../testing.ts';
import { refreshEntriesOfPeople } from './refresh-entries.ts';
import { bringEntriesToday, reindexEntries } from './reindex.ts';

const database = testDatabase();
let province: TestProvince;
let root: TestOrganisation;
let department: TestOrganisation;
let office: TestOrganisation;
let lan: TestPerson;

interface Entry {
  name: string;
  position: string | null;
  organisation: string | null;
  address: string | null;
  state: string | null;
  within: number[];
  terms: string;
  seq: number;
}

const run = <T>(act: (tx: Transaction) => Promise<T>) => database.pools.transaction(act);
async function entryOf(owner: { personId: number } | { organisationId: number }): Promise<Entry | undefined> {
  const [column, id] = 'personId' in owner ? ['person_id', owner.personId] : ['organisation_id', owner.organisationId];
  const { rows } = await database.pools.query<Entry>(
    `select name, position, organisation, address, state, within, terms::text, seq
     from directory_entry join directory_change using (change_id) where ${column} = $1`,
    [id],
  );
  return rows[0];
}
const lastSeq = async () =>
  (await database.pools.query<{ seq: number }>('select coalesce(max(seq), 0) as seq from directory_change')).rows[0]!
    .seq;
const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString();

beforeAll(async () => {
  province = await testProvince(database.pools);
  root = await province.organisation('Ủy ban nhân dân tỉnh', 'province');
  department = await province.organisation('Sở Y tế', 'department', root.organisationId);
  office = await province.organisation('Phòng Nghiệp vụ', 'office', department.organisationId);
  lan = await province.person('Ngô Thị Lan', { organisationId: office.organisationId, position: 'Chuyên viên' });
});

test('an entry shows where someone works, and lies in all parts of the tree above', async () => {
  const entry = await entryOf(lan);
  expect(entry).toMatchObject({
    position: 'Chuyên viên',
    organisation: 'Phòng Nghiệp vụ',
    address: lan.address,
    state: 'active',
  });
  expect(entry!.within.slice(1)).toEqual([department.organisationId, office.organisationId]);
  for (const term of ['lan', '=lan', 'ngo', 'ntl', '@chuyen', 'nghiep', 'te'])
    expect(entry!.terms).toContain(`'${term}'`);
  // By the root's words everyone would be found.
  expect(entry!.terms).not.toContain("'tinh'");
});

test('a renamed organisation is told to everyone in it', async () => {
  const before = await lastSeq();
  const { organisationId } = department;
  await run((tx) => changeOrganisation(tx, { organisationId, from: today, fields: { name: 'Sở Sức khỏe' } }, system));
  expect((await entryOf(lan))!.terms).toContain("'khoe'");
  expect((await entryOf(lan))!.terms).not.toContain("'te'");
  expect((await entryOf(office))!.organisation).toBe('Sở Sức khỏe');
  expect((await entryOf(lan))!.seq).toBeGreaterThan(before);
});

test('what did not change gets no new number', async () => {
  const { seq } = (await entryOf(lan))!;
  const changes = await lastSeq();
  await run((tx) => refreshEntriesOfPeople(tx, [lan.personId]));
  expect((await entryOf(lan))!.seq).toBe(seq);
  expect(await lastSeq()).toBe(changes);
});

test('whoever leaves is gone, and known to be gone; whoever comes back is there again', async () => {
  const person = await province.person('Võ Văn Tám', { organisationId: office.organisationId, position: 'Văn thư' });
  const gone = async () =>
    (
      await database.pools.query<{ seq: number }>(
        `select seq from directory_gone join directory_change using (change_id) where kind = 'person' and id = $1`,
        [person.personId],
      )
    ).rows[0]?.seq;
  const before = await lastSeq();
  await run((tx) => leave(tx, { personId: person.personId, on: today, reason: 'retired' }, system));
  expect(await entryOf(person)).toBeUndefined();
  expect(await gone()).toBeGreaterThan(before);
  await run((tx) => comeBack(tx, { personId: person.personId }, system));
  expect(await gone()).toBeUndefined();
  expect(await entryOf(person)).toBeDefined();
});

test('a person who is deleted leaves the same trace', async () => {
  const { rows } = await database.pools.query<{ id: number }>(
    "insert into person (province_id, name) values ('tien-giang', 'Thử Nhập Sai') returning person_id as id",
  );
  const id = rows[0]!.id;
  await run((tx) => refreshEntriesOfPeople(tx, [id]));
  await database.pools.query('delete from person where person_id = $1', [id]);
  const gone = await database.pools.query("select 1 from directory_gone where kind = 'person' and id = $1", [id]);
  expect(gone.rowCount).toBe(1);
});

test('a locked mailbox shows as locked; a contact address stands in for a closed one', async () => {
  const person = await province.person('Lý Thị Hoa', { organisationId: office.organisationId, position: 'Kế toán' });
  await run((tx) => setAccountState(tx, person.accountId, 'locked', system));
  expect(await entryOf(person)).toMatchObject({ state: 'locked', address: person.address });
  await run(async (tx) => {
    await tx.query("update account set state = 'closed' where account_id = $1", [person.accountId]);
    await addContact(tx, { owner: { personId: person.personId }, kind: 'free', address: 'hoa@ngoai.test' }, system);
  });
  expect(await entryOf(person)).toMatchObject({ state: 'closed', address: 'hoa@ngoai.test' });
});

test('a day brings what was recorded for it', async () => {
  const person = await province.person('Hồ Văn Bình', {
    organisationId: office.organisationId,
    position: 'Chuyên viên',
  });
  await run((tx) =>
    appoint(
      tx,
      {
        personId: person.personId,
        organisationId: department.organisationId,
        position: 'Giám đốc',
        isHead: true,
        from: '2080-01-01',
      },
      system,
    ),
  );
  expect((await entryOf(person))!.position).toBe('Chuyên viên');
  // The day comes: what was recorded for the future is today's.
  await database.pools.query("update appointment set valid_from = current_date where valid_from = '2080-01-01'");
  expect((await entryOf(person))!.position).toBe('Chuyên viên');
  await database.pools.query('update directory_day set day = day - 3');
  expect((await bringEntriesToday(database.pools)).people).toBeGreaterThan(0);
  expect((await entryOf(person))!.position).toBe('Giám đốc');
  expect(await bringEntriesToday(database.pools)).toEqual({ people: 0, organisations: 0 });
});

test('an upgraded database makes its entries', async () => {
  await database.pools.query('delete from directory_entry');
  await bringEntriesToday(database.pools);
  expect(await entryOf(lan)).toMatchObject({ name: 'Ngô Thị Lan' });
});

test('numbers are given in the order of commits', async () => {
  const [first, second] = [await province.person('Một'), await province.person('Hai')];
  const told = Promise.withResolvers<void>();
  const rename = (tx: Transaction, id: number) =>
    tx.query("update person set name = name || ' mới' where person_id = $1", [id]);
  const slow = run(async (tx) => {
    await rename(tx, first.personId);
    await refreshEntriesOfPeople(tx, [first.personId]);
    await told.promise;
    await sleep(50);
  });
  await run(async (tx) => {
    await rename(tx, second.personId);
    await refreshEntriesOfPeople(tx, [second.personId]);
  });
  const seen = await lastSeq();
  told.resolve();
  await slow;
  expect((await entryOf(first))!.seq).toBeGreaterThan(seen);
});

test('two changes of one person at once lose nothing', async () => {
  const person = await province.person('Trương Thị Nở', {
    organisationId: office.organisationId,
    position: 'Chuyên viên',
  });
  const [contact, phone] = await Promise.allSettled([
    run(async (tx) => {
      await addContact(tx, { owner: { personId: person.personId }, kind: 'sector', address: 'no@nganh.test' }, system);
      await sleep(60);
    }),
    run((tx) => changePerson(tx, { personId: person.personId, fields: { phone: '0273 111 222' } }, system)),
  ]);
  expect([contact.status, phone.status]).toEqual(['fulfilled', 'fulfilled']);
  const { rows } = await database.pools.query<{ shown: { phone: string; emails: unknown[] } }>(
    'select shown from directory_entry where person_id = $1',
    [person.personId],
  );
  expect(rows[0]!.shown.phone).toBe('0273 111 222');
  expect(rows[0]!.shown.emails).toHaveLength(2);
});

test('after all this every entry is what it would be if made anew', async () => {
  const other = await run((tx) =>
    createOrganisation(
      tx,
      { province: 'tien-giang', kind: 'department', name: 'Sở Nội vụ', parentId: root.organisationId },
      system,
    ),
  );
  await run((tx) =>
    changeOrganisation(tx, { organisationId: office.organisationId, from: today, fields: { parentId: other } }, system),
  );
  await run((tx) => renamePerson(tx, { personId: lan.personId, name: 'Ngô Thị Lan Chi', from: today }, system));
  const { rows } = await database.pools.query<{ id: number }>(
    'select appointment_id as id from appointment where person_id = $1',
    [lan.personId],
  );
  await run((tx) => endAppointment(tx, { appointmentId: rows[0]!.id, on: today }, system));
  const { mended, people } = await reindexEntries(database.pools);
  expect(people).toBeGreaterThan(5);
  expect(mended).toBe(0);
  await database.pools.query("update directory_entry set position = 'Sai' where person_id = $1", [lan.personId]);
  expect((await reindexEntries(database.pools)).mended).toBe(1);
});
