import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestOrganisation, type TestPerson, testProvince } from '../directory/testing.ts';
import {
  type AccountChange,
  copyMessages,
  createMailbox,
  DeliveryConflict,
  expungeMessages,
  Flag,
  moveMessages,
  mutateEmails,
  storeFlags,
} from './index.ts';
import { type TestMail, testMail, testMessage, testQuota } from './testing.ts';

const database = testDatabase();
let store: TestMail;
let hieu: TestPerson;
let lan: TestPerson;
let office: TestOrganisation;

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  const province = await testProvince(database.pools);
  hieu = await province.person('Lê Minh Hiếu');
  lan = await province.person('Nguyễn Thị Lan');
  office = await province.organisation('Sở Thông tin và Truyền thông', 'department');
});
afterAll(() => store.stop());

const counters = async (accountId: number) =>
  (
    await database.pools.query<{ counted: string; real: string }>(
      `select b.mailbox_id || ':' || b.total || ',' || b.unseen || ',' || b.deleted || ',' || b.size as counted,
        b.mailbox_id || ':' || count(m.uid) || ',' || count(m.uid) filter (where m.flags & 1 = 0) || ',' ||
          count(m.uid) filter (where m.flags & 8 <> 0) || ',' || coalesce(sum(m.size), 0) as real
       from mailbox b left join message m using (account_id, mailbox_id) where b.account_id = $1 group by b.account_id, b.mailbox_id`,
      [accountId],
    )
  ).rows;

const used = async (accountId: number) =>
  (
    await database.pools.query<{ ok: boolean }>(
      `select used_bytes = coalesce((select sum(size) from message where account_id = $1), 0)
        and message_count = (select count(*) from message where account_id = $1) as ok from account where account_id = $1`,
      [accountId],
    )
  ).rows[0]!.ok;

const deliver = async (subject: string, ...accounts: { accountId: number }[]) => {
  const outcomes = await store.mail.deliver(
    testMessage(subject),
    accounts.map(({ accountId }) => ({ accountId })),
    { arriving: true },
  );
  return outcomes.map((o) => {
    if (o.status !== 'delivered') throw new Error(o.status);
    return o;
  });
};

describe('delivery', () => {
  it('puts one message into many mailboxes with one copy of its octets', async () => {
    const bytes = testMessage('Giấy mời họp');
    const outcomes = await store.mail.deliver(
      bytes,
      [hieu, lan, office].map(({ accountId }) => ({ accountId })),
      { arriving: true },
    );
    expect(outcomes.map((o) => o.status)).toEqual(['delivered', 'delivered', 'delivered']);
    const contents = new Set(outcomes.map((o) => o.status === 'delivered' && o.contentId));
    expect(contents.size).toBe(1);
    expect((await store.mail.readContent([...contents][0] as number))?.equals(bytes)).toBe(true);
  });

  it('gives ascending UIDs and counts right when hundreds come at once', async () => {
    const before = (await store.mail.quota(hieu.accountId)).messages;
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, i) => deliver(`Song song ${i}`, hieu, ...(i % 3 ? [lan] : []))),
    );
    const uids = outcomes.map((o) => o[0]!.uid);
    expect(new Set(uids).size).toBe(300);
    expect((await store.mail.quota(hieu.accountId)).messages).toBe(before + 300);
    for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
    expect(await used(hieu.accountId)).toBe(true);
  });

  it('refuses what does not fit and stores nothing of it', async () => {
    await database.pools.query('update account set quota_bytes = used_bytes + 1000 where account_id = $1', [
      lan.accountId,
    ]);
    const small = testMessage('Nhỏ', 'a');
    const large = testMessage('Lớn', 'a'.repeat(5000));
    const results = await Promise.all([
      store.mail.deliver(large, [{ accountId: lan.accountId }, { accountId: hieu.accountId }], { arriving: true }),
      store.mail.deliver(small, [{ accountId: lan.accountId }], { arriving: true }),
    ]);
    expect(results.map((r) => r.map((o) => o.status))).toEqual([['over-quota', 'delivered'], ['delivered']]);
    await database.pools.query('update account set quota_bytes = null where account_id = $1', [lan.accountId]);
    expect(await used(lan.accountId)).toBe(true);
    expect((await store.mail.quota(lan.accountId)).limit).toBe(testQuota);
  });

  it('does all or none, and undoes everything when the statement beside it finds nothing', async () => {
    await database.pools.query('update account set quota_bytes = 0 where account_id = $1', [lan.accountId]);
    const targets = [{ accountId: hieu.accountId }, { accountId: lan.accountId }];
    const before = (await store.mail.quota(hieu.accountId)).messages;
    const none = await store.mail.deliver(testMessage('Tất cả'), targets, { allOrNone: true });
    expect(none.every((o) => o.status !== 'delivered')).toBe(true);
    await database.pools.query('update account set quota_bytes = null where account_id = $1', [lan.accountId]);
    const alsoInTransaction = {
      text: 'update account set name = name where account_id = $1',
      values: [-1],
      expectRows: 1,
    };
    await expect(store.mail.deliver(testMessage('Xung đột'), targets, { alsoInTransaction })).rejects.toThrow(
      DeliveryConflict,
    );
    expect((await store.mail.quota(hieu.accountId)).messages).toBe(before);
  });

  it('judges accounts that are locked, closed, or not there', async () => {
    await database.pools.query("update account set state = 'locked' where account_id = $1", [lan.accountId]);
    const outcomes = await store.mail.deliver(
      testMessage('Khóa'),
      [{ accountId: lan.accountId }, { accountId: 999_999 }],
      { arriving: true },
    );
    expect(outcomes.map((o) => o.status)).toEqual(['not-active', 'no-mailbox']);
    await database.pools.query("update account set state = 'active' where account_id = $1", [lan.accountId]);
  });

  it('tells of the change after it can be read', async () => {
    const heard: AccountChange[] = [];
    const stop = store.mail.onAccount(office.accountId, (change) => heard.push(change));
    const [outcome] = await deliver('Báo tin', office);
    stop();
    expect(heard).toMatchObject([{ accountId: office.accountId, mailboxIds: [outcome!.mailboxId], delivered: true }]);
    const snapshot = await store.mail.snapshots.fresh(office.accountId, outcome!.mailboxId);
    expect(snapshot!.modseq).toBe(heard[0]!.modseq);
    expect(snapshot!.indexOf(outcome!.uid)).toBeGreaterThanOrEqual(0);
  });

  it('makes one thread of answers, however far References reach', async () => {
    const send = async (id: string, headers: string[]) => {
      const bytes = testMessage('Re: Kế hoạch', 'x', [`Message-ID: <${id}@a.test>`, ...headers]);
      const [outcome] = await store.mail.deliver(bytes, [{ accountId: hieu.accountId }], { arriving: true });
      return outcome!.status === 'delivered' ? outcome!.threadId : 0;
    };
    const root = await send('t1', []);
    expect(await send('t2', ['In-Reply-To: <t1@a.test>', 'References: <t1@a.test>'])).toBe(root);
    expect(await send('t3', ['In-Reply-To: <t2@a.test>', 'References: <t1@a.test> <t2@a.test>'])).toBe(root);
    expect(await send('t4', ['In-Reply-To: <t3@a.test>'])).toBe(root);
    expect(await send('t5', [])).not.toBe(root);
  });
});

describe('changes of messages', () => {
  const place = (o: { accountId: number; mailboxId: number }) => ({ accountId: o.accountId, mailboxId: o.mailboxId });

  it('sets flags, and not those changed by others meanwhile', async () => {
    const [a] = await deliver('Cờ', hieu);
    const first = await storeFlags(store.mail.mutation, place(a!), [a!.uid], 'add', {
      flags: Flag.seen,
      keywords: ['congviec'],
    });
    expect(first.stored).toMatchObject([{ uid: a!.uid, flags: Flag.seen, keywords: ['congviec'] }]);
    const second = await storeFlags(
      store.mail.mutation,
      place(a!),
      [a!.uid],
      'replace',
      { flags: Flag.flagged, keywords: [] },
      first.stored[0]!.modseq - 1,
    );
    expect(second).toMatchObject({ stored: [], modified: [a!.uid] });
    for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
  });

  it('sets and takes keywords in order, and what changes nothing moves nothing', async () => {
    const [a] = await deliver('Từ khóa', hieu);
    const heard: AccountChange[] = [];
    const stop = store.mail.onChange((change) => heard.push(change));
    const set = async (action: 'add' | 'remove' | 'replace', flags: number, keywords: string[]) =>
      (await storeFlags(store.mail.mutation, place(a!), [a!.uid], action, { flags, keywords })).stored[0]!;
    const first = await set('add', 0, ['viec', 'an']);
    expect(first.keywords).toEqual(['an', 'viec']);
    expect((await set('add', Flag.seen, ['ban'])).keywords).toEqual(['an', 'ban', 'viec']);
    const third = await set('remove', Flag.flagged, ['an', 'khac']);
    expect(third).toMatchObject({ flags: Flag.seen, keywords: ['ban', 'viec'], modseq: first.modseq + 2 });
    expect(heard).toHaveLength(3);
    expect(await set('add', Flag.seen, ['ban'])).toEqual(third);
    expect(heard).toHaveLength(3);
    expect(await set('replace', Flag.answered, [])).toMatchObject({ flags: Flag.answered, keywords: [] });
    expect(heard).toMatchObject(Array(4).fill({ accountId: hieu.accountId, mailboxIds: [a!.mailboxId] }));
    stop();
    const snapshot = (await store.mail.snapshots.fresh(hieu.accountId, a!.mailboxId))!;
    expect(snapshot.row(snapshot.indexOf(a!.uid))).toMatchObject({ flags: Flag.answered, keywords: [] });
    for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
  });

  it('waits for an account that is locked without making others wait', async () => {
    const [a] = await deliver('Đang khóa', hieu);
    const flags = { flags: Flag.flagged, keywords: [] };
    const locked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const holder = database.pools.transaction(async (tx) => {
      await tx.query('select from account where account_id = $1 for update', [hieu.accountId]);
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    const stores = [1, 2, 3].map(() => storeFlags(store.mail.mutation, place(a!), [a!.uid], 'add', flags));
    const [other] = await deliver('Không khóa', lan);
    expect(other).toMatchObject({ accountId: lan.accountId });
    expect(await Promise.race([stores[0], Promise.resolve('waits')])).toBe('waits');
    released.resolve();
    await holder;
    for (const done of await Promise.all(stores)) expect(done.stored).toMatchObject([{ flags: Flag.flagged }]);
  });

  it('copies as a new Email, moves as the same one, expunges what is deleted', async () => {
    const [a] = await deliver('Chuyển', hieu);
    const { mailboxId } = await createMailbox(store.mail.mutation, hieu.accountId, { name: 'Công việc' });
    const to = { accountId: hieu.accountId, mailboxId };
    const copied = await copyMessages(store.mail.mutation, place(a!), [a!.uid, 4_000_000], to);
    expect(copied!.sourceUids).toEqual([a!.uid]);
    const moved = await moveMessages(store.mail.mutation, place(a!), [a!.uid], to);
    expect(moved!.destinationUids[0]).toBeGreaterThan(copied!.destinationUids[0]!);
    const snapshot = (await store.mail.snapshots.fresh(hieu.accountId, mailboxId))!;
    expect(snapshot.count).toBe(2);
    expect(snapshot.row(1).emailId).toBe(a!.emailId);
    expect(snapshot.row(0).emailId).not.toBe(a!.emailId);
    expect((await store.mail.snapshots.fresh(hieu.accountId, a!.mailboxId))!.indexOf(a!.uid)).toBe(-1);
    await storeFlags(store.mail.mutation, to, [...snapshot.uids], 'add', { flags: Flag.deleted, keywords: [] });
    expect((await expungeMessages(store.mail.mutation, to, [...snapshot.uids])).uids).toHaveLength(2);
    for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
    expect(await used(hieu.accountId)).toBe(true);
  });

  it('copies into another account against its quota', async () => {
    const [a] = await deliver('Sang đơn vị', hieu);
    const target = (await deliver('Có sẵn', office))[0]!;
    const copied = await copyMessages(store.mail.mutation, place(a!), [a!.uid], place(target));
    expect(copied!.destinationUids).toHaveLength(1);
    for (const row of await counters(office.accountId)) expect(row.counted).toBe(row.real);
  });

  it('counts an Email once that a mailbox holds twice', async () => {
    const [a] = await deliver('Hai lần', hieu);
    const { mailboxId } = await createMailbox(store.mail.mutation, hieu.accountId, { name: 'Hai lần' });
    await mutateEmails(store.mail.mutation, hieu.accountId, undefined, [
      { emailId: a!.emailId, mailboxIds: { add: [mailboxId], remove: [] } },
    ]);
    const to = { accountId: hieu.accountId, mailboxId };
    await moveMessages(store.mail.mutation, place(a!), [a!.uid], to);
    const { uids } = (await store.mail.snapshots.fresh(hieu.accountId, mailboxId))!;
    expect(uids).toHaveLength(2);
    for (const action of ['add', 'remove'] as const) {
      const flags = { flags: Flag.seen | Flag.deleted, keywords: [] };
      await storeFlags(store.mail.mutation, to, [...uids], action, flags);
      for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
    }
  });

  it('keeps an Email in several mailboxes, with the same flags in all', async () => {
    const [a] = await deliver('Hai nơi', hieu);
    const { mailboxId } = await createMailbox(store.mail.mutation, hieu.accountId, { name: 'Nơi khác' });
    const both = await mutateEmails(store.mail.mutation, hieu.accountId, undefined, [
      { emailId: a!.emailId, addKeywords: ['$flagged'], mailboxIds: { add: [mailboxId], remove: [] } },
    ]);
    expect(both.results[0]!.status).toBe('ok');
    await storeFlags(store.mail.mutation, place(a!), [a!.uid], 'add', { flags: Flag.seen, keywords: [] });
    const other = (await store.mail.snapshots.fresh(hieu.accountId, mailboxId))!;
    expect(other.row(0)).toMatchObject({ emailId: a!.emailId, flags: Flag.seen | Flag.flagged });
    const gone = await mutateEmails(store.mail.mutation, hieu.accountId, undefined, [
      { emailId: a!.emailId, destroy: true },
    ]);
    expect(gone.results[0]!.status).toBe('ok');
    expect((await store.mail.snapshots.fresh(hieu.accountId, mailboxId))!.count).toBe(0);
    for (const row of await counters(hieu.accountId)) expect(row.counted).toBe(row.real);
  });
});
