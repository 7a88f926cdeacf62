import { indexMessage, partText } from '@congvu/mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, type TestProvince, testProvince } from '../directory/testing.ts';
import { type TestMail, testMail, testMessage } from '../mail/testing.ts';
import { createLog } from '../platform/index.ts';
import { today } from '../regulation/index.ts';
import { startQuotaNotices } from './quota-notice.ts';

const database = testDatabase();
let store: TestMail;
let person: TestPerson;
let province: TestProvince;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  province = await testProvince(database.pools);
  person = await province.person('Phạm Thị Đầy');
  const log = createLog({ level: 'error' });
  startQuotaNotices({
    mail: store.mail,
    pools: database.pools,
    regulation: province.regulation,
    log,
    hostname: 'mx.test',
  });
});
afterAll(() => store.stop());

const inbox = async () => {
  const { rows } = await database.pools.query<{ content_id: number }>(
    'select content_id from message where account_id = $1 order by uid',
    [person.accountId],
  );
  return rows.map((r) => r.content_id);
};

it('warns once when a mailbox passes the warning level', async () => {
  const message = testMessage('Lớn', 'x'.repeat(3000));
  await database.pools.query('update account set quota_bytes = $2 where account_id = $1', [
    person.accountId,
    // Nine come to more than 90 %, whatever the length of their Message-IDs.
    message.length * 10 - 500,
  ]);
  for (let i = 0; i < 8; i++)
    await store.mail.deliver(testMessage('Lớn', 'x'.repeat(3000)), [{ accountId: person.accountId }]);
  expect(await inbox()).toHaveLength(8);
  await store.mail.deliver(testMessage('Lớn', 'x'.repeat(3000)), [{ accountId: person.accountId }]);
  await expect.poll(async () => (await inbox()).length, { timeout: 10_000 }).toBe(10);
  await store.mail.deliver(testMessage('Nhỏ'), [{ accountId: person.accountId }]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const contents = await inbox();
  expect(contents).toHaveLength(11);
  const notice = (await store.mail.readContent(contents[9]!))!;
  const index = indexMessage(notice);
  expect(index.envelope.subject).toMatch(/^Hộp thư sắp đầy: đã dùng 9\d %$/);
  expect(partText(notice, index.root)).toContain('Điều 7');
});

it('warns by a level issued meanwhile, of its own province alone', async () => {
  const { regulation } = province;
  const of = await province.person('Trần Văn Đủ');
  const size = testMessage('Lớn', 'x'.repeat(3000)).length;
  await database.pools.query('update account set quota_bytes = $2 where account_id = $1', [
    of.accountId,
    size * 10 - 500,
  ]);
  const level = (percent: number) =>
    regulation.lay('tien-giang', {
      instruments: [],
      articles: [],
      rules: [
        { name: 'quota-warning', value: { percent }, cite: 'TG 7', note: undefined, from: today(), until: undefined },
      ],
    });
  const count = async () =>
    (await database.pools.query('select 1 from message where account_id = $1', [of.accountId])).rowCount;
  // The store asks from the lowest level of all provinces on; this one warns later.
  level(99);
  for (let i = 0; i < 9; i++)
    await store.mail.deliver(testMessage('Lớn', 'x'.repeat(3000)), [{ accountId: of.accountId }]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await count()).toBe(9);
  level(50);
  await store.mail.deliver(testMessage('Nhỏ'), [{ accountId: of.accountId }]);
  await expect.poll(count, { timeout: 10_000 }).toBe(11);
});
