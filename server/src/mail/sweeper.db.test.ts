import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { createLog } from '../platform/index.ts';
import { checkStore, mutateEmails, sweepStore } from './index.ts';
import { type TestMail, testMail, testMessage } from './testing.ts';

const database = testDatabase();
const log = createLog({ level: 'error' });
const now = { contentAge: '0 seconds', segmentAge: 0, retiredAge: '0 seconds' };
let store: TestMail;
let person: TestPerson;

beforeAll(async () => {
  store = await testMail(database.url, database.pools, { segmentSize: 20_000 });
  person = await (await testProvince(database.pools)).person('Lý Thị Dọn');
});
afterAll(() => store.stop());

const deps = () => ({ pools: database.pools, blobs: store.blobs, dir: store.dir, log });
const deliver = async (bytes: Buffer) => {
  const [outcome] = await store.mail.deliver(bytes, [{ accountId: person.accountId }]);
  if (outcome!.status !== 'delivered') throw new Error(outcome!.status);
  return outcome!;
};

it('frees what nothing points to, and keeps every message readable meanwhile and after', async () => {
  const kept = testMessage('Giữ lại', 'k'.repeat(2000));
  const keptOutcome = await deliver(kept);
  const gone = await Promise.all(
    Array.from({ length: 20 }, (_, i) => deliver(testMessage(`Bỏ ${i}`, 'b'.repeat(5000)))),
  );
  await mutateEmails(
    store.mail.mutation,
    person.accountId,
    undefined,
    gone.map((o) => ({ emailId: o.emailId, destroy: true as const })),
  );

  const first = await sweepStore(deps(), now);
  expect(first).toMatchObject({ contents: 20, freed: 0 });
  expect(first.moved).toBeGreaterThanOrEqual(1);
  // A place learnt before the move still reads, and reads again after the file is gone.
  expect((await store.mail.readContent(keptOutcome.contentId))!.equals(kept)).toBe(true);
  const second = await sweepStore(deps(), now);
  expect(second.freed).toBeGreaterThan(80_000);
  expect((await store.mail.readContent(keptOutcome.contentId))!.equals(kept)).toBe(true);
  expect((await store.mail.contents.readHeader(keptOutcome.contentId))!.toString()).toMatch(/^From: .*\r\n\r\n$/s);
  expect((await checkStore({ pools: database.pools, blobs: store.blobs })).faults).toEqual([]);
});

it('stores a message anew that was forgotten while its place was still known', async () => {
  const bytes = testMessage('Gửi lại', 'Nội dung', ['Message-ID: <again@a.test>']);
  const first = await deliver(bytes);
  await mutateEmails(store.mail.mutation, person.accountId, undefined, [{ emailId: first.emailId, destroy: true }]);
  await sweepStore(deps(), now);
  const again = await deliver(bytes);
  expect(again.contentId).not.toBe(first.contentId);
  expect((await store.mail.readContent(again.contentId))!.equals(bytes)).toBe(true);
});

it('never takes a content that is delivered at the same moment', async () => {
  const messages = Array.from({ length: 30 }, (_, i) =>
    testMessage(`Cùng lúc ${i}`, 'x', [`Message-ID: <race${i}@a.test>`]),
  );
  for (const bytes of messages) {
    const { emailId } = await deliver(bytes);
    await mutateEmails(store.mail.mutation, person.accountId, undefined, [{ emailId, destroy: true }]);
  }
  await Promise.all([
    ...messages.map((bytes) => deliver(bytes)),
    sweepStore(deps(), now),
    sweepStore(deps(), { ...now, segmentAge: 1e9 }),
  ]);
  expect((await checkStore({ pools: database.pools, blobs: store.blobs })).faults).toEqual([]);
});
