/** Mailboxes and threads. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testMessage } from '../../mail/testing.ts';
import { type JmapUser, type Loose, type TestJmap, testJmap } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let user: JmapUser;
let row: number;
let serial = 0;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
});
afterAll(() => jmap?.stop());
beforeEach(async () => {
  user = await jmap.user(`Nguyễn Văn ${'ABCDEGHIKLMNOPQRSTUVXY'[serial % 22]} ${(serial += 1)}`);
  row = Number(user.accountId.slice(1));
});

const get = async () => (await jmap.call(user, 'Mailbox/get')).list as Loose[];
const byRole = async (role: string) => (await get()).find((m) => m.role === role);
const set = (args: object) => jmap.call(user, 'Mailbox/set', args);
const state = async () => (await jmap.call(user, 'Mailbox/get', { ids: [] })).state as string;
const changes = async (sinceState: string, more = {}) => jmap.call(user, 'Mailbox/changes', { sinceState, ...more });
const deliver = (subject: string, flags = 0, headers: string[] = []) =>
  jmap.mail.deliver(testMessage(subject, 'Kính gửi', headers), [{ accountId: row, flags }]);

describe('Mailbox', () => {
  test('a new account has the mailboxes with roles, and rights over them', async () => {
    const list = await get();
    expect(list.map((m) => m.role).sort()).toEqual(['archive', 'drafts', 'inbox', 'junk', 'sent', 'trash']);
    const inbox = list.find((m) => m.role === 'inbox');
    expect(inbox).toMatchObject({ parentId: null, totalEmails: 0, unreadThreads: 0, isSubscribed: true });
    expect(inbox.myRights).toMatchObject({ mayAddItems: true, mayRename: false, mayDelete: false, maySubmit: true });
  });

  test('counts: seen, drafts and \\Deleted', async () => {
    await deliver('a', 0, ['Message-ID: <a@x>']);
    await deliver('b', 1, ['Message-ID: <b@x>', 'References: <a@x>']);
    await deliver('c', 16);
    await deliver('d', 8);
    await deliver('e', 0);
    expect(await byRole('inbox')).toMatchObject({ totalEmails: 4, unreadEmails: 2, totalThreads: 3, unreadThreads: 2 });
    const { ids, total } = await jmap.call(user, 'Email/query', { calculateTotal: true });
    expect([ids.length, total]).toEqual([4, 4]);
  });

  test('created with others in one call, told as created', async () => {
    const before = await state();
    const answer = await set({
      create: {
        kid: { name: 'Năm 2026', parentId: '#top' },
        top: { name: 'Hồ sơ', sortOrder: 7, isSubscribed: false },
      },
    });
    expect(answer.notCreated).toBeNull();
    expect(answer.created.top).toMatchObject({ role: null, parentId: null, totalEmails: 0 });
    expect(answer.created.top).not.toHaveProperty('name');
    const list = await get();
    expect(list.find((m) => m.name === 'Năm 2026').parentId).toBe(answer.created.top.id);
    expect(list.find((m) => m.name === 'Hồ sơ')).toMatchObject({ sortOrder: 7, isSubscribed: false });
    const told = await changes(before);
    expect(told.created.sort()).toEqual([answer.created.kid.id, answer.created.top.id].sort());
    expect(told).toMatchObject({ updated: [], destroyed: [], newState: answer.newState, updatedProperties: null });
  });

  test.each([
    ['alreadyExists', { name: 'Hồ sơ' }],
    ['invalidProperties', {}],
    ['invalidProperties', { name: '' }],
    ['invalidProperties', { name: 'a/b' }],
    ['invalidProperties', { name: 'a', parentId: 'm999999' }],
    ['invalidProperties', { name: 'a', parentId: '#none' }],
    ['invalidProperties', { name: 'a', role: 'king' }],
    ['invalidProperties', { name: 'a', role: 'inbox' }],
    ['invalidProperties', { name: 'a', sortOrder: -1 }],
    ['invalidProperties', { name: 'a', totalEmails: 1 }],
    ['invalidProperties', { name: 'a', colour: 'red' }],
  ])('not created: %s %j', async (type, object) => {
    await set({ create: { a: { name: 'Hồ sơ' } } });
    const before = await state();
    const answer = await set({ create: { b: object } });
    expect(answer.notCreated.b.type).toBe(type);
    expect(answer.created).toBeNull();
    expect(await state()).toBe(before);
  });

  test('renamed, moved, given a role; what can not be is refused', async () => {
    const { created } = await set({ create: { a: { name: 'A' }, b: { name: 'B' } } });
    const inbox = await byRole('inbox');
    const before = await state();
    const answer = await set({
      update: {
        [created.a.id]: { name: 'Đã đổi', parentId: created.b.id },
        [created.b.id]: { parentId: created.a.id },
        [inbox.id]: { name: 'Khác' },
        m999999: { name: 'x' },
        x: { name: 'x' },
      },
    });
    expect(answer.updated).toEqual({ [created.a.id]: null });
    expect(Object.fromEntries(Object.entries<Loose>(answer.notUpdated).map(([id, e]) => [id, e.type]))).toEqual({
      [created.b.id]: 'invalidProperties',
      [inbox.id]: 'forbidden',
      m999999: 'notFound',
      x: 'notFound',
    });
    expect(await changes(before)).toMatchObject({ updated: [created.a.id], updatedProperties: null });
    const echo = await set({ update: { [inbox.id]: { ...inbox, isSubscribed: false } } });
    expect(echo.updated).toEqual({ [inbox.id]: null });
  });

  test('only counts changed: so it is said', async () => {
    const before = await state();
    await deliver('a');
    expect(await changes(before)).toMatchObject({
      created: [],
      updated: [(await byRole('inbox')).id],
      updatedProperties: ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads'],
    });
  });

  test('destroyed: not the inbox, not with children, not with mail unless asked', async () => {
    const { created } = await set({ create: { a: { name: 'A' }, b: { name: 'B', parentId: '#a' } } });
    const inbox = await byRole('inbox');
    const [mail] = await deliver('thư');
    const id = mail?.status === 'delivered' ? `e${mail.emailId}` : '';
    await jmap.call(user, 'Email/set', { update: { [id]: { [`mailboxIds/${created.b.id}`]: true } } });
    const refused = await set({ destroy: [inbox.id, created.a.id, created.b.id, 'm999999'] });
    expect(Object.values<Loose>(refused.notDestroyed).map((e) => e.type)).toEqual([
      'forbidden',
      'mailboxHasChild',
      'mailboxHasEmail',
      'notFound',
    ]);
    const before = await state();
    expect((await set({ destroy: [created.b.id], onDestroyRemoveEmails: true })).destroyed).toEqual([created.b.id]);
    const [email] = (await jmap.call(user, 'Email/get', { ids: [id], properties: ['mailboxIds'] })).list;
    expect(email.mailboxIds).toEqual({ [inbox.id]: true });
    expect(await changes(before)).toMatchObject({ destroyed: [created.b.id] });
    expect((await set({ destroy: [created.a.id] })).destroyed).toEqual([created.a.id]);
  });

  test('query: filters, trees, order', async () => {
    const { created } = await set({
      create: { a: { name: 'An toàn', sortOrder: 5 }, b: { name: 'Bảo mật', parentId: '#a', sortOrder: 1 } },
    });
    const query = async (args: object) => (await jmap.call(user, 'Mailbox/query', args)).ids;
    expect(await query({ filter: { hasAnyRole: false }, sort: [{ property: 'name' }] })).toEqual([
      created.a.id,
      created.b.id,
    ]);
    expect(await query({ filter: { parentId: created.a.id } })).toEqual([created.b.id]);
    expect(await query({ filter: { name: 'TOÀN' } })).toEqual([created.a.id]);
    expect(await query({ filter: { name: 'mật' }, filterAsTree: true })).toEqual([]);
    expect(await query({ filter: { hasAnyRole: false }, sort: [{ property: 'sortOrder' }] })).toEqual([
      created.b.id,
      created.a.id,
    ]);
    expect(await query({ filter: { hasAnyRole: false }, sort: [{ property: 'sortOrder' }], sortAsTree: true })).toEqual(
      [created.a.id, created.b.id],
    );
    expect((await jmap.refused(user, 'Mailbox/query', { sort: [{ property: 'size' }] })).type).toBe('unsupportedSort');
    expect((await jmap.refused(user, 'Mailbox/query', { filter: { colour: 1 } })).type).toBe('unsupportedFilter');
  });

  test('queryChanges', async () => {
    const args = { filter: { hasAnyRole: false }, sort: [{ property: 'name' }] };
    const { created } = await set({ create: { b: { name: 'B' } } });
    const { queryState } = await jmap.call(user, 'Mailbox/query', args);
    const made = await set({ create: { a: { name: 'A' } }, update: { [created.b.id]: { name: 'C' } } });
    await deliver('x');
    const answer = await jmap.call(user, 'Mailbox/queryChanges', {
      ...args,
      sinceQueryState: queryState,
      calculateTotal: true,
    });
    expect(answer).toMatchObject({
      removed: [created.b.id],
      added: [
        { id: made.created.a.id, index: 0 },
        { id: created.b.id, index: 1 },
      ],
      total: 2,
    });
  });

  test('many changes are told in steps', async () => {
    const before = await state();
    const create = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { name }]));
    const made = Object.values<Loose>((await set({ create })).created).map((m) => m.id);
    let since = before;
    const told: string[] = [];
    for (let more = true; more; ) {
      const answer = await changes(since, { maxChanges: 2 });
      told.push(...answer.created);
      expect(answer.updated).toEqual([]);
      more = answer.hasMoreChanges;
      since = answer.newState;
    }
    expect(told.sort()).toEqual(made.sort());
    expect(since).toBe(await state());
  });
});

describe('Thread (RFC 8621 §3)', () => {
  const threadChanges = async (sinceState: string) => jmap.call(user, 'Thread/changes', { sinceState });

  test('its Emails, oldest first', async () => {
    await deliver('Re: a', 0, ['Message-ID: <2@x>', 'References: <1@x>']);
    await jmap.mail.deliver(testMessage('a', 'x', ['Message-ID: <1@x>']), [{ accountId: row, receivedAt: 1000 }]);
    await deliver('khác');
    const { ids } = await jmap.call(user, 'Email/query', { sort: [{ property: 'receivedAt' }] });
    const { list: emails } = await jmap.call(user, 'Email/get', { ids, properties: ['threadId'] });
    const { list, notFound } = await jmap.call(user, 'Thread/get', { ids: [emails[0].threadId, 't1', 'x'] });
    expect(list).toEqual([{ id: emails[0].threadId, emailIds: [ids[0], ids[1]] }]);
    expect(notFound.sort()).toEqual(['t1', 'x']);
    expect((await jmap.call(user, 'Thread/get')).list).toHaveLength(2);
  });

  test('created, updated by another Email, destroyed with the last; flags are no change', async () => {
    const start = await state();
    const [first] = await deliver('a', 0, ['Message-ID: <1@x>']);
    const threadId = first?.status === 'delivered' ? `t${first.threadId}` : '';
    const one = await state();
    expect(await threadChanges(start)).toMatchObject({ created: [threadId], updated: [], destroyed: [] });
    await deliver('b', 0, ['Message-ID: <2@x>', 'References: <1@x>']);
    const two = await state();
    expect(await threadChanges(one)).toMatchObject({ created: [], updated: [threadId], destroyed: [] });
    expect(await threadChanges(start)).toMatchObject({ created: [threadId], updated: [] });
    const { ids } = await jmap.call(user, 'Email/query');
    await jmap.call(user, 'Email/set', { update: { [ids[0]]: { 'keywords/$seen': true } } });
    expect(await threadChanges(two)).toMatchObject({ created: [], updated: [], destroyed: [] });
    const archive = await byRole('archive');
    await jmap.call(user, 'Email/set', { update: { [ids[0]]: { mailboxIds: { [archive.id]: true } } } });
    expect(await threadChanges(two)).toMatchObject({ created: [], updated: [], destroyed: [] });
    await jmap.call(user, 'Email/set', { destroy: [ids[0]] });
    expect(await threadChanges(two)).toMatchObject({ updated: [threadId], destroyed: [] });
    await jmap.call(user, 'Email/set', { destroy: [ids[1]] });
    expect(await threadChanges(two)).toMatchObject({ created: [], updated: [], destroyed: [threadId] });
    expect(await threadChanges(start)).toMatchObject({ created: [], updated: [], destroyed: [] });
  });
});

describe('Quota (RFC 9425)', () => {
  test('how much there is, and when that may have changed', async () => {
    const before = await jmap.call(user, 'Quota/get');
    expect(before.list).toEqual([
      expect.objectContaining({
        id: 'octets',
        resourceType: 'octets',
        used: 0,
        hardLimit: 500 * 1024 * 1024,
        warnLimit: 450 * 1024 * 1024,
        scope: 'account',
      }),
    ]);
    const message = testMessage('a');
    await jmap.mail.deliver(message, [{ accountId: row }]);
    const { updated } = await jmap.call(user, 'Quota/changes', { sinceState: before.state });
    const after = await jmap.call(user, 'Quota/get', { ids: updated, properties: ['used'] });
    expect(after.list).toEqual([{ id: 'octets', used: message.length }]);
    expect((await jmap.call(user, 'Quota/changes', { sinceState: after.state })).updated).toEqual([]);
    expect((await jmap.call(user, 'Quota/get', { ids: ['x'] })).notFound).toEqual(['x']);
    const query = async (filter: object) => (await jmap.call(user, 'Quota/query', { filter })).ids;
    expect(await query({ resourceType: 'octets', type: 'Email' })).toEqual(['octets']);
    expect(await query({ resourceType: 'count' })).toEqual([]);
    expect((await jmap.refused(user, 'Quota/query', { filter: { used: 1 } })).type).toBe('unsupportedFilter');
  });
});
