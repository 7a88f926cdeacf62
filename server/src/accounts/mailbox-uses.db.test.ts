import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestOrganisation, type TestPerson, testProvince } from '../directory/testing.ts';
import { createMailboxUses, type MailboxUse } from './mailbox-uses.ts';

const database = testDatabase();
let office: TestOrganisation;
let clerk: TestPerson;
let other: TestPerson;
let at = Date.parse('2026-03-02T08:10:00+07:00');

beforeAll(async () => {
  const province = await testProvince(database.pools);
  office = await province.organisation('Sở Sử dụng', 'department');
  clerk = await province.person('Lê Văn Thư');
  other = await province.person('Lê Văn Khác');
});

const told = async () =>
  (
    await database.pools.query<{ kind: string; who: number; protocol: string; address: string }>(
      `select kind, actor_person_id as who, data->>'protocol' as protocol, remote_address as address from audit_event
       where account_id = $1 and kind like 'mailbox.%' order by event_id`,
      [office.accountId],
    )
  ).rows;

test('a use is told once for a person, mailbox, act, protocol and hour, whichever process sees it', async () => {
  const [one, two] = [createMailboxUses(database.pools, () => at), createMailboxUses(database.pools, () => at)];
  const use = (more: Partial<MailboxUse> = {}): MailboxUse => ({
    accountId: office.accountId,
    act: 'read',
    protocol: 'imap',
    remoteAddress: '10.0.0.9',
    ...more,
  });
  await Promise.all([
    one.used(clerk.personId, use()),
    two.used(clerk.personId, use()),
    one.used(clerk.personId, use()),
  ]);
  expect(await told()).toEqual([{ kind: 'mailbox.read', who: clerk.personId, protocol: 'imap', address: '10.0.0.9' }]);
  // Nothing to wait for any more.
  expect(one.used(clerk.personId, use())).toBeUndefined();

  await one.used(clerk.personId, use({ act: 'changed' }));
  await one.used(clerk.personId, use({ protocol: 'web' }));
  await two.used(other.personId, use());
  expect((await told()).map(({ kind, who, protocol }) => [kind, who, protocol]).slice(1)).toEqual([
    ['mailbox.changed', clerk.personId, 'imap'],
    ['mailbox.read', clerk.personId, 'web'],
    ['mailbox.read', other.personId, 'imap'],
  ]);

  at += 3_600_000;
  await two.used(clerk.personId, use());
  await one.used(clerk.personId, use());
  expect(await told()).toHaveLength(5);
});
