/** HTTP: the session, requests as a whole, blobs, push. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testMessage } from '../../mail/testing.ts';
import { limits } from './core/limits.ts';
import { dropExpiredUploads } from './index.ts';
import { bodyOf, type JmapUser, type Loose, type TestJmap, testJmap, using } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let an: JmapUser;
let binh: JmapUser;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
  an = await jmap.user('Nguyễn Văn An');
  binh = await jmap.user('Trần Thị Bình');
});
afterAll(() => jmap?.stop());

const post = (body: string | Buffer, headers: Record<string, string> = {}, user: JmapUser | undefined = an) =>
  jmap.request('/jmap/api', user, {
    method: 'POST',
    body: body as string,
    headers: { 'content-type': 'application/json', ...headers },
  });
const echo = { using, methodCalls: [['Core/echo', { a: 1 }, 'x']] };

describe('session (RFC 8620 §2)', () => {
  test('found by the well-known address', async () => {
    const answer = await jmap.request('/.well-known/jmap', an, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/jmap/session']);
    const session = await bodyOf(jmap.request('/jmap/session', an));
    expect(session).toMatchObject({
      username: an.address,
      primaryAccounts: { 'urn:ietf:params:jmap:mail': an.accountId },
      apiUrl: `${jmap.origin}/jmap/api`,
      accounts: { [an.accountId]: { isPersonal: true, isReadOnly: false } },
    });
    expect(Object.keys(session.accounts)).toEqual([an.accountId]);
    expect(session.capabilities['urn:ietf:params:jmap:core'].maxCallsInRequest).toBe(limits.maxCallsInRequest);
    const again = await bodyOf(jmap.request('/jmap/session', an));
    expect(again.state).toBe(session.state);
  });

  test('an organisation’s mailbox appears when it is delegated, and its state changes', async () => {
    const cuc = await jmap.user('Phạm Văn Cúc');
    const before = await bodyOf(jmap.request('/jmap/session', cuc));
    await jmap.delegate(cuc, await jmap.organisation('Sở Y tế'), ['read']);
    await expect.poll(async () => (await bodyOf(jmap.request('/jmap/session', cuc))).state).not.toBe(before.state);
    const after = await bodyOf(jmap.request('/jmap/session', cuc));
    const [other] = Object.entries<Loose>(after.accounts).filter(([id]) => id !== cuc.accountId);
    expect(other?.[1]).toMatchObject({ name: 'Sở Y tế', isPersonal: false, isReadOnly: true });
    expect(other?.[1].accountCapabilities).not.toHaveProperty('urn:ietf:params:jmap:submission');
  });

  test.each([
    ['GET', '/jmap/session'],
    ['POST', '/jmap/api'],
    ['POST', '/jmap/upload/a1'],
    ['GET', '/jmap/download/a1/Gx/a'],
    ['GET', '/jmap/eventsource?types=*&closeafter=no&ping=0'],
  ])('%s %s needs a person', async (method, path) => {
    const body =
      method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json', 'x-congvu': '1' } } : {};
    const answer = await jmap.request(path, undefined, { method, ...body });
    expect(answer.status).toBe(401);
    expect((await bodyOf(answer)).error.code).toBe('auth.required');
  });
});

describe('requests as a whole (RFC 8620 §3.6.1)', () => {
  test.each([
    ['notJSON', '{', 400, {}],
    ['notJSON', JSON.stringify(echo), 415, { 'content-type': 'text/plain' }],
    ['notRequest', '{"foo":"bar"}', 400, {}],
    ['unknownCapability', JSON.stringify({ ...echo, using: ['urn:x'] }), 400, {}],
    [
      'limit',
      JSON.stringify({ using, methodCalls: Array(limits.maxCallsInRequest + 1).fill(['Core/echo', {}, 'c']) }),
      400,
      {},
    ],
    ['limit', JSON.stringify({ ...echo, more: 'x'.repeat(limits.maxSizeRequest) }), 413, {}],
  ])('%s', async (error, body, status, headers) => {
    const answer = await post(body, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await bodyOf(answer)).type).toBe(`urn:ietf:params:jmap:error:${error}`);
  });

  test('created ids go in and come out', async () => {
    const body = {
      using,
      createdIds: { k: 'v' },
      methodCalls: [['Mailbox/set', { accountId: an.accountId, create: { m: { name: 'Mới' } } }, '1']],
    };
    const answer = await bodyOf(post(JSON.stringify(body)));
    expect(answer.createdIds).toEqual({ k: 'v', m: answer.methodResponses[0][1].created.m.id });
    expect((await bodyOf(post(JSON.stringify(echo)))).createdIds).toBeUndefined();
  });

  test('a method of a capability that is not in using is unknown', async () => {
    const body = {
      using: using.slice(0, 1),
      methodCalls: [
        ['Mailbox/get', { accountId: an.accountId }, 'x'],
        ['Core/echo', {}, 'y'],
      ],
    };
    const { methodResponses } = await bodyOf(post(JSON.stringify(body)));
    expect(methodResponses).toEqual([
      ['error', { type: 'unknownMethod', description: expect.any(String) }, 'x'],
      ['Core/echo', {}, 'y'],
    ]);
  });

  test('a person’s requests beyond the limit wait; beyond that they are refused', async () => {
    const slow = { using, methodCalls: Array(20).fill(['Email/query', { accountId: an.accountId }, 'c']) };
    const answers = await Promise.all(Array.from({ length: 60 }, () => post(JSON.stringify(slow))));
    const statuses = new Set(answers.map((a) => a.status));
    expect(statuses.has(200)).toBe(true);
    for (const status of statuses) expect([200, 429]).toContain(status);
  });
});

describe('method errors (RFC 8620 §3.6.2)', () => {
  test.each([
    ['invalidArguments', 'Email/get', { accountId: undefined }],
    ['invalidArguments', 'Email/get', { ids: 'e1' }],
    ['invalidArguments', 'Email/get', { colour: 'red' }],
    ['invalidArguments', 'Email/get', { properties: ['colour'] }],
    ['invalidArguments', 'Mailbox/get', { properties: ['colour'] }],
    ['requestTooLarge', 'Email/get', { ids: Array.from({ length: 1001 }, (_, i) => `e${i + 1}`) }],
    ['requestTooLarge', 'Email/set', { destroy: Array.from({ length: 1001 }, (_, i) => `e${i + 1}`) }],
    ['cannotCalculateChanges', 'Email/changes', { sinceState: 'x' }],
    ['cannotCalculateChanges', 'Email/changes', { sinceState: '999999999' }],
    ['invalidArguments', 'Email/changes', { sinceState: '1', maxChanges: 0 }],
    ['stateMismatch', 'Email/set', { ifInState: '0' }],
    ['stateMismatch', 'Mailbox/set', { ifInState: '0' }],
    ['stateMismatch', 'Email/import', { ifInState: '0', emails: {} }],
    ['unsupportedFilter', 'Email/query', { filter: { colour: 'red' } }],
    ['unsupportedSort', 'Email/query', { sort: [{ property: 'colour' }] }],
    ['anchorNotFound', 'Email/query', { anchor: 'e999' }],
    ['unknownMethod', 'Email/colour', {}],
    ['invalidResultReference', 'Email/get', { '#ids': { resultOf: 'x', name: 'Email/query', path: '/ids' } }],
    ['invalidArguments', 'Email/copy', { fromAccountId: 'SELF', create: {} }],
    ['fromAccountNotFound', 'Email/copy', { fromAccountId: 'a99', create: {} }],
    ['fromAccountNotFound', 'Blob/copy', { fromAccountId: 'a99', blobIds: [] }],
  ])('%s: %s %j', async (type, name, args) => {
    const own = JSON.parse(JSON.stringify(args, (_k, v) => (v === 'SELF' ? an.accountId : v)));
    const [[answer, error]] = (await jmap.calls(an, [
      [name, 'accountId' in args ? own : { accountId: an.accountId, ...own }],
    ])) as Loose;
    expect([answer, error.type]).toEqual(['error', type]);
  });
});

describe('others’ accounts', () => {
  const methods: [string, object][] = [
    ['Mailbox/get', {}],
    ['Mailbox/changes', { sinceState: '1' }],
    ['Mailbox/query', {}],
    ['Mailbox/queryChanges', { sinceQueryState: '1' }],
    ['Mailbox/set', { create: { a: { name: 'a' } } }],
    ['Thread/get', { ids: ['t1'] }],
    ['Thread/changes', { sinceState: '1' }],
    ['Email/get', { ids: ['e1'] }],
    ['Email/changes', { sinceState: '1' }],
    ['Email/query', {}],
    ['Email/queryChanges', { sinceQueryState: '1' }],
    ['Email/set', { destroy: ['e1'] }],
    ['Email/import', { emails: {} }],
    ['Email/parse', { blobIds: [] }],
    ['SearchSnippet/get', { emailIds: [] }],
    ['Identity/get', {}],
    ['Identity/changes', { sinceState: '1' }],
    ['Identity/set', {}],
    ['EmailSubmission/get', {}],
    ['EmailSubmission/changes', { sinceState: '1' }],
    ['EmailSubmission/query', {}],
    ['EmailSubmission/queryChanges', { sinceQueryState: '1' }],
    ['EmailSubmission/set', {}],
    ['Quota/get', {}],
    ['Quota/changes', { sinceState: '1' }],
    ['Quota/query', {}],
    ['Quota/queryChanges', { sinceQueryState: '1' }],
    ['Blob/copy', { fromAccountId: 'OWN', blobIds: [] }],
    ['Email/copy', { fromAccountId: 'OWN', create: {} }],
  ];
  const fill = (args: object) => JSON.parse(JSON.stringify(args).replace('OWN', an.accountId));

  test.each(methods)('%s is told there is no such account', async (name, args) => {
    expect((await jmap.refused(an, name, { ...fill(args), accountId: binh.accountId })).type).toBe('accountNotFound');
  });

  test('a delegate who may only read changes nothing', async () => {
    const reader = await jmap.user('Lê Văn Đọc');
    const office = await jmap.organisation('Sở Xây dựng');
    await jmap.delegate(reader, office, ['read']);
    const accountId = `a${office.accountId}`;
    await expect
      .poll(async () => (await jmap.calls(reader, [['Mailbox/get', { accountId }]]))[0]?.[0])
      .toBe('Mailbox/get');
    const writing = methods.filter(([n]) => /\/(set|import|copy)$/.test(n));
    for (const [name, args] of writing) {
      const own = JSON.parse(JSON.stringify(args).replace('OWN', reader.accountId));
      expect([name, (await jmap.refused(reader, name, { ...own, accountId })).type]).toEqual([name, 'accountReadOnly']);
    }
    await expect(jmap.upload(reader, 'x', 'text/plain', accountId)).rejects.toThrow('403');
    const { list } = await jmap.call(reader, 'Mailbox/get', { accountId });
    expect(list[0].myRights).toMatchObject({ mayReadItems: true, mayAddItems: false, maySubmit: false });
  });

  test('blobs are of the account they are in', async () => {
    const mine = await jmap.upload(an, 'bí mật');
    const path = (accountId: string) => `/jmap/download/${accountId}/${mine.blobId}/a.txt`;
    expect((await jmap.request(path(an.accountId), an)).status).toBe(200);
    expect((await jmap.request(path(an.accountId), binh)).status).toBe(404);
    expect((await jmap.request(path(binh.accountId), binh)).status).toBe(404);
    await expect(jmap.upload(binh, 'x', 'text/plain', an.accountId)).rejects.toThrow('404');
    const draft = { mailboxIds: {}, attachments: [{ blobId: mine.blobId, type: 'text/plain' }] };
    const [box] = (await jmap.call(binh, 'Mailbox/get')).list;
    const { notCreated } = await jmap.call(binh, 'Email/set', {
      create: { d: { ...draft, mailboxIds: { [box.id]: true } } },
    });
    expect(notCreated.d).toEqual({ type: 'blobNotFound', notFound: [mine.blobId] });
    const parsed = await jmap.call(binh, 'Email/parse', { blobIds: [mine.blobId] });
    expect(parsed.notFound).toEqual([mine.blobId]);
  });
});

describe('blobs (RFC 8620 §6)', () => {
  test('any octets, in any number of chunks, come back as they were', async () => {
    for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 1_500_000]) {
      const octets = Buffer.alloc(size, 'ấ\0\xff');
      const uploaded = await jmap.upload(an, octets, 'application/pdf');
      expect(uploaded).toEqual({
        accountId: an.accountId,
        blobId: expect.stringMatching(/^G[0-9a-f]{64}$/),
        type: 'application/pdf',
        size,
      });
      const answer = await jmap.request(
        `/jmap/download/${an.accountId}/${uploaded.blobId}/t%C3%AAn.pdf?type=application/pdf`,
        an,
      );
      expect(Buffer.from(await answer.arrayBuffer()).equals(octets)).toBe(true);
      expect(answer.headers.get('content-length')).toBe(String(size));
    }
  });

  test('what is downloaded never runs', async () => {
    const { blobId } = await jmap.upload(an, '<script>alert(1)</script>', 'text/html');
    const answer = await jmap.request(`/jmap/download/${an.accountId}/${blobId}/a.html?type=text/html`, an);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toContain('private');
  });

  test('too large is refused, announced or not, and leaves nothing', async () => {
    const octets = new Uint8Array(7_000_001);
    const post = (body: NonNullable<RequestInit['body']>, more = {}) =>
      jmap.request(`/jmap/upload/${an.accountId}`, an, {
        method: 'POST',
        body,
        headers: { 'content-type': 'a/b' },
        ...more,
      });
    const announced = await post(octets);
    expect([announced.status, (await bodyOf(announced)).limit]).toEqual([413, 'maxSizeUpload']);
    const before = await count();
    const streamed = await post(new Blob([octets]).stream() as never, { duplex: 'half' });
    expect(streamed.status).toBe(413);
    expect(await count()).toEqual(before);
  });

  test('a person keeps the newest uploads; those of yesterday go', async () => {
    const first = await jmap.upload(binh, Buffer.alloc(6_000_000, 1));
    for (let i = 2; i < 6; i += 1) await jmap.upload(binh, Buffer.alloc(6_000_000, i));
    const path = `/jmap/download/${binh.accountId}/${first.blobId}/a`;
    expect((await jmap.request(path, binh)).status).toBe(404);
    const last = await jmap.upload(binh, 'còn');
    await database.pools.query("update upload set expires_at = now() - interval '1 second' where person_id = $1", [
      binh.personId,
    ]);
    expect((await jmap.request(`/jmap/download/${binh.accountId}/${last.blobId}/a`, binh)).status).toBe(404);
    await dropExpiredUploads(database.pools);
    const { rows } = await database.pools.query('select 1 from upload where person_id = $1', [binh.personId]);
    expect(rows).toEqual([]);
  });

  test('Blob/copy', async () => {
    const { accountId } = await office();
    const { blobId } = await jmap.upload(an, 'chép');
    const answer = await jmap.call(an, 'Blob/copy', {
      fromAccountId: an.accountId,
      accountId,
      blobIds: [blobId, 'Gx'],
    });
    expect(answer).toMatchObject({ copied: { [blobId]: blobId }, notCopied: { Gx: { type: 'blobNotFound' } } });
    const copy = await jmap.request(`/jmap/download/${accountId}/${blobId}/a`, an);
    expect(await copy.text()).toBe('chép');
  });

  async function count() {
    return (await database.pools.query('select count(*) from upload_chunk')).rows;
  }
});

async function office() {
  const organisation = await jmap.organisation(`Sở ${Math.random()}`);
  await jmap.delegate(an, organisation, ['read', 'write']);
  const accountId = `a${organisation.accountId}`;
  await expect.poll(async () => (await jmap.calls(an, [['Mailbox/get', { accountId }]]))[0]?.[0]).toBe('Mailbox/get');
  return { accountId, row: organisation.accountId };
}

describe('push (RFC 8620 §7.3)', () => {
  test('a delivery is told within 100 ms', async () => {
    const stream = await listen(an, 'types=*&closeafter=no&ping=0');
    const waits: number[] = [];
    let data: Loose;
    for (let i = 0; i < 7; i += 1) {
      const told = stream.next();
      await jmap.mail.deliver(testMessage(`Mới ${i}`), [{ accountId: Number(an.accountId.slice(1)) }], {
        arriving: true,
      });
      const committed = performance.now();
      const event = await told;
      data = event.data;
      waits.push(event.at - committed);
    }
    // The median: other tests share the machine.
    expect(waits.sort((a, b) => a - b)[3]).toBeLessThan(100);
    expect(data['@type']).toBe('StateChange');
    const state = (await jmap.call(an, 'Email/get', { ids: [] })).state;
    expect(data.changed[an.accountId]).toMatchObject({
      Email: state,
      EmailDelivery: state,
      Mailbox: state,
      Thread: state,
    });
    stream.stop();
  });

  test('only the types asked for; another process’s changes too', async () => {
    const stream = await listen(an, 'types=Mailbox&closeafter=no&ping=0');
    await jmap.call(an, 'Identity/set', { update: {} });
    const row = Number(an.accountId.slice(1));
    const { rows } = await database.pools.query<{ modseq: number }>(
      'select modseq from account where account_id = $1',
      [row],
    );
    await database.pools.query("select pg_notify('congvu_change', $1)", [`elsewhere/${row}:${rows[0]!.modseq}:0`]);
    const { data } = await stream.next();
    expect(data.changed).toEqual({ [an.accountId]: { Mailbox: String(rows[0]!.modseq) } });
    stream.stop();
  });

  test('closeafter=state ends it; Last-Event-ID tells what was missed', async () => {
    const stream = await listen(an, 'types=*&closeafter=state&ping=0');
    await jmap.call(an, 'Mailbox/set', { create: { a: { name: 'Đẩy' } } });
    const { id } = await stream.next();
    expect(await stream.ended()).toBe(true);
    await jmap.call(an, 'Mailbox/set', { create: { a: { name: 'Đẩy nữa' } } });
    const again = await listen(an, 'types=*&closeafter=state&ping=0', { 'last-event-id': id });
    const { data } = await again.next();
    expect(data.changed[an.accountId].Mailbox).toBe((await jmap.call(an, 'Mailbox/get', { ids: [] })).state);
    expect(await again.ended()).toBe(true);
  });

  test('another’s changes are not told, and a bad query is refused', async () => {
    const stream = await listen(binh, 'types=*&closeafter=no&ping=0');
    await jmap.call(an, 'Mailbox/set', { create: { a: { name: 'Riêng' } } });
    await jmap.call(binh, 'Mailbox/set', { create: { a: { name: 'Của Bình' } } });
    const { data } = await stream.next();
    expect(Object.keys(data.changed)).toEqual([binh.accountId]);
    stream.stop();
    const bad = await jmap.request('/jmap/eventsource?types=*&closeafter=never&ping=0', an);
    expect(bad.status).toBe(400);
  });

  async function listen(user: JmapUser, query: string, headers: Record<string, string> = {}) {
    const aborter = new AbortController();
    const answer = await jmap.request(`/jmap/eventsource?${query}`, user, { signal: aborter.signal, headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    // The first comment says that it listens.
    await reader.read();
    return {
      async next(): Promise<{ data: Loose; id: string; at: number }> {
        for (;;) {
          const match = /event: state\nid: (.*)\ndata: (.*)\n\n/.exec(text);
          if (match) {
            text = text.slice(match.index + match[0].length);
            return { id: match[1]!, data: JSON.parse(match[2]!), at: performance.now() };
          }
          const { value, done } = await reader.read();
          if (done) throw new Error('The stream ended.');
          text += value;
        }
      },
      ended: async () => (await reader.read()).done,
      stop: () => aborter.abort(),
    };
  }
});

test('a PushSubscription is refused so that a client knows to use EventSource (RFC 8620 §7.2)', async () => {
  const create = {
    plain: { deviceClientId: 'd', url: 'http://push.example/x' },
    nobody: { url: 'https://push.example/x' },
    good: { deviceClientId: 'd', url: 'https://push.example/x' },
  };
  const call: [string, Loose][] = [
    ['PushSubscription/get', { ids: null }],
    ['PushSubscription/set', { create, destroy: ['p1'] }],
  ];
  const [got, set] = await jmap.calls(an, call);
  expect(got?.slice(0, 2)).toEqual(['PushSubscription/get', { list: [], notFound: [] }]);
  expect(set?.[1]).toMatchObject({
    created: null,
    notCreated: {
      plain: { type: 'invalidProperties', properties: ['url'] },
      nobody: { type: 'invalidProperties', properties: ['deviceClientId'] },
      good: { type: 'forbidden' },
    },
    notDestroyed: { p1: { type: 'notFound' } },
  });
});
