import { indexMessage, partText } from '@congvu/mime';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type Actor, grantDelegation, revokeDelegation, system } from '../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../directory/testing.ts';
import { type TestMail, testMail } from '../mail/testing.ts';
import { createLog, createNotifications, type Notifications } from '../platform/index.ts';
import { type DelegationNoticeDeps, startDelegationNotices } from './delegation-notice.ts';

const database = testDatabase();
const log = createLog({ level: 'error' });
let store: TestMail;
let province: TestProvince;
let notifications: Notifications;
let deps: DelegationNoticeDeps;
let stop: () => Promise<void>;
let office: TestOrganisation;
let head: TestPerson;
let clerk: TestPerson;
let serial = 0;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  province = await testProvince(database.pools);
  notifications = await createNotifications(database.url, log);
  const { regulation } = province;
  deps = { mail: store.mail, pools: database.pools, notifications, regulation, log, hostname: 'mx.test' };
  stop = await startDelegationNotices(deps);
});
afterAll(async () => {
  await stop?.();
  await notifications?.end();
  await store?.stop();
});
beforeEach(async () => {
  office = await province.organisation(`Sở Thông báo số ${++serial}`, 'department');
  head = await province.person(`Trần Thị Trưởng ${serial}`);
  clerk = await province.person(`Bùi Văn Thư ${serial}`);
});

const by = (): Actor => ({ kind: 'person', personId: head.personId });
const grant = (more: object = {}, actor = by()) =>
  database.pools.transaction((tx) =>
    grantDelegation(
      tx,
      { accountId: office.accountId, personId: clerk.personId, rights: ['read', 'send_as'], ...more },
      actor,
    ),
  );
const revoke = () => database.pools.transaction((tx) => revokeDelegation(tx, office.accountId, clerk.personId, by()));

const notices = async () => {
  const { rows } = await database.pools.query<{ content_id: number }>(
    'select content_id from message where account_id = $1 order by uid',
    [clerk.accountId],
  );
  return Promise.all(
    rows.map(async (row) => {
      const bytes = (await store.mail.readContent(row.content_id))!;
      const index = indexMessage(bytes);
      return { subject: index.envelope.subject ?? '', text: partText(bytes, index.root) ?? '' };
    }),
  );
};
const subjects = async () => (await notices()).map((notice) => notice.subject);
const untold = async () => {
  const { rows } = await database.pools.query(
    'select 1 from delegation where account_id = $1 and (begin_told_at is null or (end_told_at is null and valid_until <= now()))',
    [office.accountId],
  );
  return rows.length;
};

it('tells the delegate what was opened, by whom and on what ground, and that it ended', async () => {
  await grant({ decision: 'Giấy ủy quyền số 9/UQ' });
  await expect.poll(subjects).toEqual([`Ủy quyền sử dụng hộp thư: Sở Thông báo số ${serial}`]);
  const { text } = (await notices())[0]!;
  for (const fact of [office.address, `Trần Thị Trưởng ${serial}`, 'đọc thư', '9/UQ', 'Điều 9'])
    expect(text).toContain(fact);
  await revoke();
  await expect.poll(subjects).toHaveLength(2);
  expect((await notices())[1]!.text).toContain('đã chấm dứt');
  expect(await untold()).toBe(0);
});

it('a change is one notice, of the new rights', async () => {
  await grant();
  await expect.poll(subjects).toHaveLength(1);
  await grant({ rights: ['read', 'write'] });
  await expect.poll(subjects).toHaveLength(2);
  expect((await notices())[1]!.text).toContain('sắp xếp');
  expect(await untold()).toBe(0);
});

it('says nothing of what the server does by itself, of what never began, and tells once with several processes', async () => {
  await grant({}, system);
  await grant({ from: new Date(Date.now() + 3_600_000) }, by());
  await revoke();
  const stopOther = await startDelegationNotices(deps);
  await grant();
  await expect.poll(untold).toBe(0);
  await stopOther();
  expect(await subjects()).toHaveLength(1);
});

it('tells of a beginning and an end by date when they come', async () => {
  const [from, until] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  await grant({ from, until });
  const look = async () => (await startDelegationNotices(deps))();
  await look();
  expect(await subjects()).toEqual([]);
  await database.pools.query("update delegation set valid_from = now() - interval '1 s' where account_id = $1", [
    office.accountId,
  ]);
  await look();
  await expect.poll(subjects).toHaveLength(1);
  await database.pools.query('update delegation set valid_until = now() where account_id = $1', [office.accountId]);
  await look();
  await expect.poll(subjects).toHaveLength(2);
});
