/** Whatever a client sends, the answer is one of JMAP's own; never a fault of the server. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { methods } from './methods/index.ts';
import { type JmapUser, mixedMessage, type TestJmap, testJmap } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let user: JmapUser;
let blobId: string;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
  user = await jmap.user('Nguyễn Văn Thử');
  const row = Number(user.accountId.slice(1));
  for (let i = 0; i < 5; i += 1) await jmap.mail.deliver(Buffer.from(mixedMessage), [{ accountId: row, flags: i }]);
  blobId = (await jmap.upload(user, mixedMessage)).blobId;
});
afterAll(() => jmap?.stop());

const runs = Number(process.env.CONGVU_FUZZ_RUNS ?? 300);

/** Names that some method knows, so that junk gets past the door. */
const names = [
  'ids',
  'properties',
  'create',
  'update',
  'destroy',
  'filter',
  'sort',
  'position',
  'anchor',
  'anchorOffset',
  'limit',
  'calculateTotal',
  'collapseThreads',
  'sinceState',
  'sinceQueryState',
  'maxChanges',
  'ifInState',
  'emails',
  'blobIds',
  'emailIds',
  'fromAccountId',
  'onSuccessUpdateEmail',
  'onSuccessDestroyEmail',
  'onDestroyRemoveEmails',
  'bodyProperties',
  'fetchAllBodyValues',
  'maxBodyValueBytes',
  '#ids',
  'operator',
  'conditions',
  'inMailbox',
  'text',
  'header',
  'before',
  'hasKeyword',
  'minSize',
  'property',
  'keyword',
  'isAscending',
  'mailboxIds',
  'keywords',
  'receivedAt',
  'from',
  'to',
  'subject',
  'bodyStructure',
  'bodyValues',
  'textBody',
  'attachments',
  'partId',
  'blobId',
  'type',
  'subParts',
  'name',
  'value',
  'email',
  'parentId',
  'role',
  'sortOrder',
  'isSubscribed',
  'identityId',
  'emailId',
  'envelope',
  'mailFrom',
  'rcptTo',
  'parameters',
  'undoStatus',
  'header:X-A:asText',
  'header:From:asGroupedAddresses',
  'keywords/$seen',
  'mailboxIds/m1',
  'textSignature',
  'replyTo',
  '__proto__',
  'constructor',
  'toString',
  'e1',
  'm1',
  'i1',
  's1',
  'resultOf',
  'path',
];
const strings = [
  'e1',
  'e2',
  'm1',
  'm2',
  't1',
  'i1',
  's1',
  'x',
  '',
  '#c',
  '1',
  '0',
  '99',
  '5.1.2',
  'AND',
  'OR',
  'NOT',
  'receivedAt',
  'subject',
  'hasKeyword',
  '$seen',
  'hop thu',
  '"',
  "'",
  '\\',
  '\0',
  '\ud800',
  '%',
  ':*',
  '2026-01-01T00:00:00Z',
  'text/plain',
  'multipart/mixed',
  'inbox',
  'SELF',
  'BLOB',
  'header:Subject:asText',
  'bodyStructure',
  'bodyValues',
  'headers',
  'ADDRESS',
  'canceled',
  '/list/*/id',
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 50, 2 ** 31, 2 ** 53, 1.5, 1e300),
    fc.constantFrom(...strings),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.constantFrom(...strings)), tie('value')), { maxLength: 5 })
      .map((e) => Object.fromEntries(e)),
  ),
}));
const dict = (keys: readonly string[], item: fc.Arbitrary<unknown> = value, maxLength = 4) =>
  fc.array(fc.tuple(fc.constantFrom(...keys), item), { maxLength }).map((e) => Object.fromEntries(e));
const ids = fc.array(fc.constantFrom('e1', 'e2', 'm1', 't1', 'i1', 's1', 'x', '#c', 'BLOB'), { maxLength: 4 });

const emailConditions = [
  'inMailbox',
  'inMailboxOtherThan',
  'before',
  'after',
  'minSize',
  'maxSize',
  'allInThreadHaveKeyword',
  'someInThreadHaveKeyword',
  'noneInThreadHaveKeyword',
  'hasKeyword',
  'notKeyword',
  'hasAttachment',
  'text',
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'body',
  'header',
  'name',
  'role',
  'parentId',
  'undoStatus',
  'emailIds',
];
const likely: Record<string, fc.Arbitrary<unknown>> = {
  inMailbox: fc.constantFrom('m1', 'm2', 'x'),
  inMailboxOtherThan: fc.constantFrom(['m1'], []),
  before: fc.constant('2026-01-01T00:00:00Z'),
  minSize: fc.constantFrom(0, 2 ** 53 - 1),
  hasAttachment: fc.boolean(),
  header: fc.constantFrom(['X-So'], ['Subject', 'a'], ['date']),
};
const word = fc.oneof(
  fc.constantFrom('$seen', 'việc', 'hop thu', '"a b" c', "o'x\\:*&|!<->()", '\0', '\ud800a', '…'),
  fc.string({ unit: 'binary' }),
);
const condition = fc
  .array(
    fc.constantFrom(...emailConditions).chain((key) => fc.tuple(fc.constant(key), fc.oneof(likely[key] ?? word, word))),
    { maxLength: 3 },
  )
  .map((e) => Object.fromEntries(e));
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    condition,
    fc.record({ operator: fc.constantFrom('AND', 'OR', 'NOT'), conditions: fc.array(tie('filter'), { maxLength: 3 }) }),
  ),
}));
const sort = fc.array(
  fc.record(
    {
      property: fc.constantFrom(
        'receivedAt',
        'size',
        'from',
        'to',
        'subject',
        'sentAt',
        'hasKeyword',
        'someInThreadHaveKeyword',
        'name',
        'sortOrder',
        'x',
      ),
      isAscending: fc.boolean(),
      keyword: fc.constantFrom('$seen', 'x', 'a b'),
    },
    { requiredKeys: ['property'] },
  ),
  { maxLength: 3 },
);
const part = fc.record(
  {
    partId: fc.constantFrom('t', 'u', null),
    blobId: fc.constantFrom('BLOB', 'x', null),
    type: fc.constantFrom('text/plain', 'text/html', 'image/png', 'message/rfc822', 'multipart/x', 'x'),
    name: word,
    cid: word,
    disposition: fc.constantFrom('inline', 'attachment', 'x y'),
    'header:X-A:asText': word,
  },
  { requiredKeys: [] },
);
const object = fc.record(
  {
    mailboxIds: fc.constantFrom({ m1: true }, { m1: true, m2: true }, { m99: true }, {}),
    keywords: fc.constantFrom({ $seen: true }, { Việc: true }, { a: false }),
    receivedAt: fc.constantFrom('2026-01-01T00:00:00Z', '0000-01-01T00:00:00Z', 'x'),
    from: fc.constantFrom([{ email: 'ADDRESS' }], [{ name: 'x\r\ny', email: 'a' }], 'x'),
    subject: word,
    'header:X-Raw': word,
    bodyValues: fc.record({ t: fc.record({ value: word }), u: fc.record({ value: word }) }),
    textBody: fc.array(part, { maxLength: 2 }),
    htmlBody: fc.array(part, { maxLength: 2 }),
    attachments: fc.array(part, { maxLength: 2 }),
    bodyStructure: fc.oneof(
      part,
      fc.record({ type: fc.constant('multipart/mixed'), subParts: fc.array(part, { maxLength: 3 }) }),
    ),
    blobId: fc.constantFrom('BLOB', 'x'),
    id: fc.constantFrom('e1', 'x'),
    name: word,
    parentId: fc.constantFrom(null, 'm1', '#c', 'x'),
    role: fc.constantFrom(null, 'archive', 'x'),
    email: fc.constantFrom('ADDRESS', 'x'),
    textSignature: word,
    replyTo: fc.oneof(fc.constantFrom(null, 'x'), fc.array(fc.record({ name: word, email: word }), { maxLength: 2 })),
    identityId: fc.constantFrom('i1', 'x'),
    emailId: fc.constantFrom('e1', '#c', 'x'),
    envelope: fc.constantFrom(
      null,
      { mailFrom: { email: 'ADDRESS' }, rcptTo: [{ email: 'ADDRESS' }] },
      { mailFrom: { email: '' }, rcptTo: [] },
    ),
  },
  { requiredKeys: [] },
);
/** Objects with properties of one type, mostly: those of all at once would be refused at the first. */
const some = object.chain((o) =>
  fc.subarray(Object.keys(o)).map((keys) => Object.fromEntries(keys.map((k) => [k, o[k as keyof typeof o]]))),
);
const patch = dict(
  [
    'keywords/$seen',
    'keywords',
    'mailboxIds/m2',
    'mailboxIds',
    'name',
    'parentId',
    'textSignature',
    'undoStatus',
    'a/b/c',
  ],
  value,
  2,
);
const given: Record<string, fc.Arbitrary<unknown>> = {
  ids,
  emailIds: ids,
  blobIds: ids,
  destroy: ids,
  onSuccessDestroyEmail: ids,
  filter,
  sort,
  properties: fc.subarray(
    [
      'subject',
      'headers',
      'bodyStructure',
      'bodyValues',
      'textBody',
      'attachments',
      'header:X-So:asText',
      'name',
      'role',
      'x',
    ],
    { maxLength: 4 },
  ),
  create: dict(['c', 'd'], some, 2),
  emails: dict(['c'], some, 1),
  update: dict(['e1', 'm1', 'i1', 's1', '#c'], patch, 2),
  onSuccessUpdateEmail: dict(['#c', 's1'], patch, 1),
  sinceState: fc.constantFrom('1', '2', '0', '2.1.1', 'x'),
  sinceQueryState: fc.constantFrom('1', '2', '0', 'x'),
  fromAccountId: fc.constantFrom('SELF', 'x'),
};
const perMethod: Record<string, string[]> = {
  get: ['ids', 'properties', 'bodyProperties', 'fetchAllBodyValues', 'maxBodyValueBytes', 'filter', 'emailIds'],
  changes: ['sinceState', 'maxChanges'],
  query: [
    'filter',
    'sort',
    'position',
    'anchor',
    'anchorOffset',
    'limit',
    'calculateTotal',
    'collapseThreads',
    'sortAsTree',
  ],
  queryChanges: ['sinceQueryState', 'filter', 'sort', 'maxChanges', 'collapseThreads', 'calculateTotal'],
  set: [
    'create',
    'update',
    'destroy',
    'ifInState',
    'onSuccessUpdateEmail',
    'onSuccessDestroyEmail',
    'onDestroyRemoveEmails',
  ],
  copy: ['fromAccountId', 'create', 'blobIds'],
  import: ['emails'],
  parse: ['blobIds', 'properties', 'fetchAllBodyValues'],
  echo: ['ids'],
};
const argsOf = (method: string): fc.Arbitrary<object> => {
  const own = fc.subarray(perMethod[method.split('/')[1]!]!).chain((keys) => {
    const required = method.endsWith('hanges') ? [method.includes('query') ? 'sinceQueryState' : 'sinceState'] : [];
    return fc.record(
      Object.fromEntries(
        [...keys, ...required].map((key) => [
          key,
          given[key] ? fc.oneof({ weight: 9, arbitrary: given[key] }, { weight: 1, arbitrary: value }) : value,
        ]),
      ),
    );
  });
  return fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: dict(names) });
};

/** Asked without more they answer, whatever chance brings. */
const ordinary = ['Email/query', 'Email/set', 'Mailbox/set', 'Mailbox/get'];

test('every method answers anything with an answer or an error of its own', { timeout: 600_000 }, async () => {
  const call = fc
    .constantFrom(...methods.map((m) => m.name))
    .chain((name) => fc.tuple(fc.constant(name), argsOf(name)));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 4 }), async (calls) => {
      const filled = calls.map(([name, sent]): [string, object] => {
        const own = JSON.parse(
          JSON.stringify({ accountId: user.accountId, ...sent })
            .replaceAll('"SELF"', `"${user.accountId}"`)
            .replaceAll('"BLOB"', `"${blobId}"`)
            .replaceAll('"ADDRESS"', `"${user.address}"`),
        );
        return [name, own];
      });
      const answers = await jmap.calls(user, filled).catch((error: Error) => {
        // A request may be refused as a whole, by what RFC 8620 has for that.
        if (/^HTTP 4\d\d: .*urn:ietf:params:jmap:error/.test(error.message)) return [];
        throw error;
      });
      for (const [name, answer] of answers) {
        if (name === 'error') expect(['serverFail', 'serverPartialFail']).not.toContain(answer.type);
        seen.add(name === 'error' ? answer.type : name);
      }
    }),
    { numRuns: runs, examples: ordinary.map((name) => [[[name, {}]]]) },
  );
  // Not all were turned away at the door.
  expect([...seen].filter((name) => name.includes('/')).length).toBeGreaterThan(methods.length / 2);
  for (const name of ordinary) expect(seen).toContain(name);
  expect(seen).toContain('invalidArguments');
});
