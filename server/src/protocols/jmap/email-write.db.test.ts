/** Emails: making, changing, bringing in. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testMessage } from '../../mail/testing.ts';
import { type JmapUser, type Loose, mixedMessage, type TestJmap, testJmap } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let user: JmapUser;
let row: number;
let boxes: Record<string, string>;
let serial = 0;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
});
afterAll(() => jmap?.stop());
beforeEach(async () => {
  user = await jmap.user(`Trần Thị ${'ABCDEGHIKLMNOPQRSTUVXY'[serial % 22]} ${(serial += 1)}`);
  row = Number(user.accountId.slice(1));
  boxes = Object.fromEntries((await jmap.call(user, 'Mailbox/get')).list.map((m: Loose) => [m.role, m.id]));
});

const call = (name: string, args: object = {}) => jmap.call(user, name, args);
const _query = async (filter: object | null, more: object = {}) =>
  (await call('Email/query', { filter, ...more })).ids as string[];
const get = async (id: string, ...properties: string[]) => (await call('Email/get', { ids: [id], properties })).list[0];
const state = async () => (await call('Email/get', { ids: [] })).state as string;

async function deliver(octets: Buffer | string, more: object = {}): Promise<string> {
  const [outcome] = await jmap.mail.deliver(Buffer.from(octets as string), [{ accountId: row, ...more }]);
  if (outcome?.status !== 'delivered') throw new Error(outcome?.status);
  return `e${outcome.emailId}`;
}

const draft = (more: object = {}) => ({
  mailboxIds: { [boxes.drafts!]: true },
  keywords: { $draft: true, $seen: true },
  from: [{ name: 'Trần Thị A', email: user.address }],
  to: [{ name: null, email: 'ai@x.test' }],
  subject: 'Bản nháp',
  bodyValues: { t: { value: 'Kính gửi\nquý vị' } },
  textBody: [{ partId: 't', type: 'text/plain' }],
  ...more,
});
const create = async (object: object) => (await call('Email/set', { create: { d: object } })) as Loose;
const made = async (object: object): Promise<string> => (await create(object)).created.d.id;

describe('Email/set', () => {
  test('a draft, in two Mailboxes, with an attachment; then as it is', async () => {
    const { blobId } = await jmap.upload(user, Buffer.from([0, 255]), 'application/pdf');
    const before = await state();
    const answer = await create(
      draft({
        mailboxIds: { [boxes.drafts!]: true, [boxes.archive!]: true },
        attachments: [{ blobId, type: 'application/pdf', name: 'tệp.pdf' }],
        receivedAt: '2026-01-02T03:04:05Z',
      }),
    );
    expect(answer).toMatchObject({ notCreated: null, oldState: before });
    const { id, blobId: whole, threadId, size } = answer.created.d;
    const email = await get(
      id,
      'mailboxIds',
      'keywords',
      'receivedAt',
      'blobId',
      'threadId',
      'size',
      'attachments',
      'subject',
      'bcc',
    );
    expect(email).toMatchObject({
      mailboxIds: { [boxes.drafts!]: true, [boxes.archive!]: true },
      keywords: { $draft: true, $seen: true },
      receivedAt: '2026-01-02T03:04:05Z',
      blobId: whole,
      threadId,
      size,
      subject: 'Bản nháp',
      attachments: [{ name: 'tệp.pdf', size: 2, disposition: 'attachment' }],
    });
    expect(await call('Email/changes', { sinceState: before })).toMatchObject({
      created: [id],
      updated: [],
      destroyed: [],
    });
    const list = await call('Email/query', { calculateTotal: true });
    expect([list.total, list.ids]).toEqual([1, [id]]);
    // The next version of the draft takes the attachment from this one, which goes.
    const next = await call('Email/set', {
      create: {
        e: draft({ attachments: [{ blobId: email.attachments[0].blobId, type: 'application/pdf', name: 'tệp.pdf' }] }),
      },
      destroy: [id],
    });
    expect(next).toMatchObject({ notCreated: null, destroyed: [id] });
  });

  test.each([
    ['invalidProperties', { mailboxIds: {} }],
    ['invalidProperties', { mailboxIds: { m999999: true } }],
    ['invalidProperties', { mailboxIds: { '#x': true } }],
    ['invalidProperties', { mailboxIds: ['x'] }],
    ['invalidProperties', { keywords: { 'a b': true } }],
    ['invalidProperties', { keywords: { $seen: false } }],
    ['tooManyKeywords', { keywords: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, true])) }],
    ['invalidProperties', { receivedAt: 'now' }],
    ['invalidProperties', { subject: 5 }],
    ['blobNotFound', { attachments: [{ blobId: `G${'0'.repeat(64)}`, type: 'a/b' }] }],
  ])('not created: %s %j', async (type, more) => {
    const before = await state();
    const { notCreated, created } = await create(draft(more));
    expect([notCreated.d.type, created]).toEqual([type, null]);
    expect(await state()).toBe(before);
  });

  test('attachments beyond the limit together are refused', async () => {
    const { blobId } = await jmap.upload(user, Buffer.alloc(3_000_000));
    const part = { blobId, type: 'a/b' };
    expect((await create(draft({ attachments: [part, part] }))).notCreated.d).toMatchObject({
      type: 'tooLarge',
      maxSize: 5_000_000,
    });
    expect((await create(draft({ attachments: [part] }))).notCreated).toBeNull();
  });

  test('keywords and Mailboxes change by whole values and by patches', async () => {
    const id = await made(draft());
    const update = async (patch: object) => {
      const { updated, notUpdated } = (await call('Email/set', { update: { [id]: patch } })) as Loose;
      return notUpdated ? notUpdated[id].type : updated[id];
    };
    expect(await update({ 'keywords/$Flagged': true, 'keywords/$draft': null, 'keywords/Nhan': true })).toBeNull();
    expect((await get(id, 'keywords')).keywords).toEqual({ $seen: true, $flagged: true, nhan: true });
    expect(await update({ keywords: { $answered: true } })).toBeNull();
    expect((await get(id, 'keywords')).keywords).toEqual({ $answered: true });
    expect(await update({ mailboxIds: { [boxes.inbox!]: true, [boxes.sent!]: true } })).toBeNull();
    expect(await update({ [`mailboxIds/${boxes.inbox}`]: null, [`mailboxIds/${boxes.trash}`]: true })).toBeNull();
    expect((await get(id, 'mailboxIds')).mailboxIds).toEqual({ [boxes.sent!]: true, [boxes.trash!]: true });
    const before = await state();
    expect(await update({ mailboxIds: {} })).toBe('invalidProperties');
    expect(await update({ [`mailboxIds/${boxes.sent}`]: null, [`mailboxIds/${boxes.trash}`]: null })).toBe(
      'invalidProperties',
    );
    expect(await update({ 'mailboxIds/m999999': true })).toBe('invalidProperties');
    expect(await update({ subject: 'khác' })).toBe('invalidProperties');
    expect(await update({ 'keywords/a/b': true })).toBe('invalidPatch');
    expect(await update({ keywords: {}, 'keywords/a': true })).toBe('invalidPatch');
    expect(await state()).toBe(before);
  });

  test('of many some fail, and the others are done in one step of the state', async () => {
    const ids = [await made(draft()), await made(draft()), await made(draft())];
    const answer = (await call('Email/set', {
      update: { [ids[0]!]: { 'keywords/a': true }, e999999: { 'keywords/a': true }, [ids[2]!]: { 'keywords/a': true } },
      destroy: [ids[1], ids[2], 'x'],
    })) as Loose;
    expect(answer.updated).toEqual({ [ids[0]!]: null });
    expect(answer.destroyed.sort()).toEqual([ids[1], ids[2]].sort());
    expect(answer.notUpdated).toEqual({ e999999: { type: 'notFound' }, [ids[2]!]: { type: 'willDestroy' } });
    expect(answer.notDestroyed).toEqual({ x: { type: 'notFound' } });
    expect(Number(answer.newState) - Number(answer.oldState)).toBe(1);
    expect(await call('Email/changes', { sinceState: answer.oldState })).toMatchObject({
      created: [],
      updated: [ids[0]],
      destroyed: answer.destroyed,
    });
  });

  test('ifInState: with the state it was made from, once', async () => {
    const id = await made(draft());
    const now = await state();
    const update = { [id]: { 'keywords/a': true } };
    expect(await call('Email/set', { ifInState: now, update })).toMatchObject({ updated: { [id]: null } });
    expect((await jmap.refused(user, 'Email/set', { ifInState: now, update })).type).toBe('stateMismatch');
  });

  test('creation ids of a request reach across its calls', async () => {
    const answers = await jmap.calls(user, [
      ['Mailbox/set', { accountId: user.accountId, create: { box: { name: 'Mới' } } }],
      ['Email/set', { accountId: user.accountId, create: { mail: draft({ mailboxIds: { '#box': true } }) } }],
      ['Email/set', { accountId: user.accountId, update: { '#mail': { 'keywords/xong': true } } }],
      ['Email/get', { accountId: user.accountId, ids: ['e1'], '#properties': { resultOf: 'c9', name: 'x', path: '' } }],
    ]);
    const id = answers[1]![1].created.mail.id;
    expect(answers[2]![1].updated).toEqual({ [id]: null });
    expect((await get(id, 'mailboxIds', 'keywords')).keywords).toMatchObject({ xong: true });
    expect(answers[3]).toEqual(['error', expect.objectContaining({ type: 'invalidResultReference' }), 'c3']);
  });

  test('an account that is full takes no more, and says so', async () => {
    await database.pools.query('update account set quota_bytes = 100 where account_id = $1', [row]);
    expect((await create(draft())).notCreated.d.type).toBe('overQuota');
  });

  test('two at once: neither is lost', async () => {
    const id = await made(draft());
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((k) => call('Email/set', { update: { [id]: { [`keywords/${k}`]: true } } })),
    );
    expect(Object.keys((await get(id, 'keywords')).keywords).sort()).toEqual([
      '$draft',
      '$seen',
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
  });
});

describe('Email/changes', () => {
  test('in steps, nothing missed and nothing unknown', async () => {
    const old = await made(draft());
    const before = await state();
    const known = new Set([old]);
    const fresh = [await made(draft()), await made(draft()), await made(draft())];
    await call('Email/set', { update: { [fresh[0]!]: { 'keywords/a': true }, [old]: { 'keywords/a': true } } });
    let since = before;
    for (let more = true; more; ) {
      const answer = (await call('Email/changes', { sinceState: since, maxChanges: 1 })) as Loose;
      expect(answer.created.length + answer.updated.length + answer.destroyed.length).toBeLessThanOrEqual(1);
      for (const id of answer.updated) expect(known).toContain(id);
      for (const id of answer.created) known.add(id);
      more = answer.hasMoreChanges;
      since = answer.newState;
    }
    expect([...known].sort()).toEqual([old, ...fresh].sort());
    expect(since).toBe(await state());
  });

  test('moved is updated; made and gone is not told; \\Deleted by IMAP is gone', async () => {
    const a = await deliver(testMessage('a'));
    const b = await deliver(testMessage('b'));
    const before = await state();
    await call('Email/set', { update: { [a]: { mailboxIds: { [boxes.trash!]: true } } } });
    const passing = await made(draft());
    await call('Email/set', { destroy: [passing] });
    await database.pools.query(
      `with s as (update account set modseq = modseq + 1 where account_id = $1 returning modseq)
       update message set flags = flags | 8, modseq = s.modseq from s where account_id = $1 and email_id = $2`,
      [row, Number(b.slice(1))],
    );
    expect(await call('Email/changes', { sinceState: before })).toMatchObject({
      created: [],
      updated: [a],
      destroyed: [b],
    });
    expect((await call('Email/get', { ids: [b] })).notFound).toEqual([b]);
  });

  test('a state older than what is remembered', async () => {
    const before = await state();
    await made(draft());
    await database.pools.query('update account set modseq_floor = modseq where account_id = $1', [row]);
    expect((await jmap.refused(user, 'Email/changes', { sinceState: before })).type).toBe('cannotCalculateChanges');
  });
});

describe('Email/import, /copy, /parse; SearchSnippet/get', () => {
  const importing = async (blobId: string, more: object = {}) =>
    (await call('Email/import', { emails: { i: { blobId, mailboxIds: { [boxes.inbox!]: true }, ...more } } })) as Loose;

  test('import, with the time of the newest Received', async () => {
    const octets = 'Received: x; Mon, 16 Nov 2020 08:00:00 +0700\nSubject: Nhập\n\nthân\n';
    const { blobId } = await jmap.upload(user, octets, 'message/rfc822');
    const { created } = await importing(blobId, { keywords: { $seen: true } });
    const email = await get(created.i.id, 'receivedAt', 'subject', 'keywords', 'size', 'blobId');
    expect(email).toMatchObject({
      receivedAt: '2020-11-16T01:00:00Z',
      subject: 'Nhập',
      keywords: { $seen: true },
      size: Buffer.byteLength(octets) + 4,
    });
    const [again] = [await importing(email.blobId)];
    expect(again.created.i.id).not.toBe(created.i.id);
  });

  test('not imported', async () => {
    const { blobId } = await jmap.upload(user, Buffer.from([0, 1, 2, 255]));
    expect((await importing(blobId)).notCreated.i.type).toBe('invalidEmail');
    expect((await importing('Gx')).notCreated.i).toMatchObject({ type: 'invalidProperties', properties: ['blobId'] });
    expect((await importing(blobId, { mailboxIds: {} })).notCreated.i.type).toBe('invalidProperties');
    expect((await importing(blobId, { colour: 1 })).notCreated.i.type).toBe('invalidProperties');
  });

  test('copy to a delegated mailbox, and the original goes', async () => {
    const office = await jmap.organisation(`Sở ${Math.random()}`);
    await jmap.delegate(user, office, ['read', 'write']);
    const accountId = `a${office.accountId}`;
    await expect
      .poll(async () => (await jmap.calls(user, [['Mailbox/get', { accountId }]]))[0]?.[0])
      .toBe('Mailbox/get');
    const [inbox] = (await jmap.call(user, 'Mailbox/query', { accountId, filter: { role: 'inbox' } })).ids;
    const id = await deliver(mixedMessage, { flags: 5, receivedAt: 1_000_000_000_000 });
    const answers = await jmap.calls(user, [
      [
        'Email/copy',
        {
          fromAccountId: user.accountId,
          accountId,
          create: { c: { id, mailboxIds: { [inbox]: true } }, bad: { id: 'e999999', mailboxIds: { [inbox]: true } } },
          onSuccessDestroyOriginal: true,
        },
      ],
    ]);
    expect(answers.map((a) => [a[0], a[2]])).toEqual([
      ['Email/copy', 'c0'],
      ['Email/set', 'c0'],
    ]);
    expect(answers[0]![1].notCreated).toEqual({ bad: { type: 'notFound' } });
    expect(answers[1]![1].destroyed).toEqual([id]);
    const copied = answers[0]![1].created.c.id;
    const { list } = await jmap.call(user, 'Email/get', {
      accountId,
      ids: [copied],
      properties: ['keywords', 'receivedAt'],
    });
    expect(list[0]).toMatchObject({ keywords: { $seen: true, $flagged: true }, receivedAt: '2001-09-09T01:46:40Z' });
    expect((await call('Email/get', { ids: [id] })).notFound).toEqual([id]);
  });

  test('parse', async () => {
    const good = await jmap.upload(user, mixedMessage, 'message/rfc822');
    const bad = await jmap.upload(user, 'not a message');
    const answer = (await call('Email/parse', {
      blobIds: [good.blobId, bad.blobId, 'Gx'],
      properties: ['id', 'subject', 'threadId', 'size'],
    })) as Loose;
    expect(answer).toEqual({
      accountId: user.accountId,
      parsed: {
        [good.blobId]: { id: null, threadId: null, subject: 'Công văn', size: Buffer.byteLength(mixedMessage) },
      },
      notParsable: [bad.blobId],
      notFound: ['Gx'],
    });
  });

  test('snippets', async () => {
    const id = await deliver(
      testMessage('Báo cáo <quý>', `Đầu thư. ${'lời '.repeat(200)}Số liệu báo cáo & ngân sách.`),
    );
    const { list, notFound } = await call('SearchSnippet/get', {
      filter: { text: 'bao cao' },
      emailIds: [id, 'e999999'],
    });
    expect(list).toEqual([
      {
        emailId: id,
        subject: '<mark>Báo</mark> <mark>cáo</mark> &lt;quý&gt;',
        preview: expect.stringContaining('<mark>báo</mark> <mark>cáo</mark> &amp; ngân sách'),
      },
    ]);
    expect(notFound).toEqual(['e999999']);
    const none = await call('SearchSnippet/get', { filter: { hasAttachment: true }, emailIds: [id] });
    expect(none).toMatchObject({ list: [{ emailId: id, subject: null, preview: null }], notFound: null });
  });
});
