import { truncate } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { createLog, listSegments } from '../platform/index.ts';
import { checkStore } from './index.ts';
import { dropTorn, thisBoot } from './open-segments.ts';
import { type TestMail, testMail, testMessage } from './testing.ts';

const log = createLog({ level: 'silent' });
const database = testDatabase();
let store: TestMail;
let person: TestPerson;
let failing = false;

beforeEach(async () => {
  failing = false;
  store = await testMail(database.url, database.pools, {
    files: {
      sync: async (handle) => {
        if (failing) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
        await handle.datasync();
      },
    },
  });
  person ??= await (await testProvince(database.pools)).person('Lý Thị Dọn');
});
afterEach(async () => {
  await store.stop();
  await database.pools.query('truncate message, content, segment_open cascade');
  await database.pools.query('update account set used_bytes = 0, message_count = 0');
  await database.pools.query('update mailbox set total = 0, unseen = 0, deleted = 0, size = 0');
});

const deliver = (text: string) => store.mail.deliver(testMessage(text), [{ accountId: person.accountId }]);
const deps = () => ({ mutation: store.mail.mutation, blobs: store.blobs, log });
const subjects = async () => {
  const { rows } = await database.pools.query<{ content_id: number }>('select content_id from message order by uid');
  return rows.map((r) => r.content_id);
};
const faults = async () => (await checkStore({ pools: database.pools, blobs: store.blobs })).faults;
const afterPowerCut = { host: thisBoot().host, boot: 'another' };

test('after a power cut what was not yet on disk goes from its mailbox, and nothing else does', async () => {
  const [kept] = await deliver('Giữ');
  const [segment] = await listSegments(store.dir);
  await deliver('Mất một');
  await deliver('Mất hai');
  const place = (await store.mail.content([(kept as { contentId: number }).contentId])).values().next().value!;
  await truncate(segment!.path, place.offset + place.size + 10);
  expect(await faults()).not.toEqual([]);
  // The kernel that wrote it runs still: it knows what was written, so nothing was looked at.
  expect(await dropTorn(deps())).toBe(0);
  expect(await dropTorn(deps(), afterPowerCut)).toBe(2);
  expect(await subjects()).toEqual([place.contentId]);
  expect(await faults()).toEqual([]);
  expect((await database.pools.query('select from segment_open')).rowCount).toBe(0);
});

test('damage to an older message, or a missing segment, is not taken for a power cut', async () => {
  const [old] = await deliver('Cũ');
  const { contentId } = old as { contentId: number };
  await database.pools.query("update content set created_at = now() - interval '1 hour' where content_id = $1", [
    contentId,
  ]);
  await deliver('Mới');
  await database.pools.query("update content set hash = sha256('x') where content_id = $1", [contentId]);
  expect(await dropTorn(deps(), afterPowerCut)).toBe(0);
  await database.pools.query("insert into segment_open values (4711, $1, 'x')", [afterPowerCut.host]);
  await database.pools.query('update content set segment = 4711 where content_id = $1', [contentId]);
  expect(await dropTorn(deps(), afterPowerCut)).toBe(0);
  expect(await subjects()).toHaveLength(2);
  expect((await database.pools.query('select segment from segment_open')).rows).toEqual([{ segment: 4711 }]);
});

test('a message whose octets do not reach the disk is refused and taken back; the next attempt stores it once', async () => {
  await deliver('Trước');
  failing = true;
  await expect(deliver('Gửi')).rejects.toMatchObject({ code: 'blobs.unavailable' });
  expect(await subjects()).toHaveLength(1);
  failing = false;
  await expect
    .poll(
      () =>
        deliver('Gửi').then(
          (o) => o[0]!.status,
          () => '',
        ),
      { timeout: 3000 },
    )
    .toBe('delivered');
  expect(await subjects()).toHaveLength(2);
  expect(await faults()).toEqual([]);
});

test('the same message at once is stored once, and told of when it is on disk', async () => {
  const bytes = testMessage('Một lần');
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => store.mail.deliver(bytes, [{ accountId: person.accountId }])),
  );
  expect(new Set(outcomes.flat().map((o) => (o.status === 'delivered' ? o.contentId : o.status))).size).toBe(1);
  expect(await faults()).toEqual([]);
});
