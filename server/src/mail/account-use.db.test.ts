import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestProvince, testProvince } from '../directory/testing.ts';
import { createLog } from '../platform/index.ts';
import { createAccountUses } from './account-use.ts';
import { runOn } from './sql.ts';

const database = testDatabase();
const log = createLog({ level: 'error' });
let province: TestProvince;

beforeAll(async () => {
  province = await testProvince(database.pools);
});

async function usesOf(accountId: number) {
  const { rows: last } = await database.pools.query<{ protocol: string }>(
    'select protocol from account_use where account_id = $1 order by protocol',
    [accountId],
  );
  const { rows: days } = await database.pools.query<{ times: number }>(
    'select times from account_use_day where account_id = $1',
    [accountId],
  );
  return { protocols: last.map((row) => row.protocol), times: days.map((row) => row.times) };
}

/** As if all that was noted had happened so much earlier the same day. */
const earlier = (accountId: number, interval: string) =>
  database.pools.query('update account_use set last_at = last_at - $2::interval where account_id = $1', [
    accountId,
    interval,
  ]);

test('a mailbox’s openings are noted by protocol, and counted on a day when an hour lies between', async () => {
  const { accountId } = await province.person('Lê Minh Hiếu');
  let clock = 0;
  const uses = createAccountUses(runOn(database.pools), log, () => clock);
  uses.opened(accountId, 'web');
  uses.opened(accountId, 'web');
  await uses.settled();
  expect(await usesOf(accountId)).toEqual({ protocols: ['web'], times: [1] });

  // Another program within the hour: its own last use, the same opening.
  uses.opened(accountId, 'imap');
  await uses.settled();
  expect(await usesOf(accountId)).toEqual({ protocols: ['imap', 'web'], times: [1] });

  clock += 61 * 60_000;
  await earlier(accountId, '61 minutes');
  uses.opened(accountId, 'web');
  await uses.settled();
  expect(await usesOf(accountId)).toEqual({ protocols: ['imap', 'web'], times: [2] });
});

test('another process’s note of the same hour is no second opening', async () => {
  const { accountId } = await province.person('Trần Thị Mai');
  for (const uses of [createAccountUses(runOn(database.pools), log), createAccountUses(runOn(database.pools), log)]) {
    uses.opened(accountId, 'web');
    await uses.settled();
  }
  expect(await usesOf(accountId)).toEqual({ protocols: ['web'], times: [1] });
});

test('a mailbox that is gone is noted nowhere, and days long past are forgotten', async () => {
  const { accountId } = await province.person('Phạm Văn Ba');
  await database.pools.query('insert into account_use_day values (current_date - 500, $1, 3)', [accountId]);
  const uses = createAccountUses(runOn(database.pools), log);
  uses.opened(999_999, 'web');
  uses.opened(accountId, 'jmap');
  await uses.settled();
  expect(await usesOf(accountId)).toEqual({ protocols: ['jmap'], times: [1] });
  expect((await database.pools.query('select from account_use where account_id = 999999')).rowCount).toBe(0);
});
