/** Emails: reading and finding. */
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
const query = async (filter: object | null, more: object = {}) =>
  (await call('Email/query', { filter, ...more })).ids as string[];
const get = async (id: string, ...properties: string[]) => (await call('Email/get', { ids: [id], properties })).list[0];
const _state = async () => (await call('Email/get', { ids: [] })).state as string;

async function deliver(octets: Buffer | string, more: object = {}): Promise<string> {
  const [outcome] = await jmap.mail.deliver(Buffer.from(octets as string), [{ accountId: row, ...more }]);
  if (outcome?.status !== 'delivered') throw new Error(outcome?.status);
  return `e${outcome.emailId}`;
}

describe('Email/get', () => {
  test('what a list shows', async () => {
    const id = await deliver(mixedMessage, {
      flags: 4,
      keywords: ['$forwarded'],
      receivedAt: Date.UTC(2026, 10, 16, 2, 0, 0),
    });
    const email = await get(
      id,
      'mailboxIds',
      'keywords',
      'from',
      'subject',
      'sentAt',
      'receivedAt',
      'preview',
      'hasAttachment',
      'messageId',
      'cc',
      'size',
    );
    expect(email).toEqual({
      id,
      mailboxIds: { [boxes.inbox!]: true },
      keywords: { $flagged: true, $forwarded: true },
      from: [{ name: 'Sở Y tế', email: 'syt@x.test' }],
      subject: 'Công văn',
      sentAt: '2026-11-16T08:30:00+07:00',
      receivedAt: '2026-11-16T02:00:00Z',
      preview: expect.stringContaining('Xin chào'),
      hasAttachment: true,
      messageId: ['m@x'],
      cc: null,
      size: Buffer.byteLength(mixedMessage),
    });
  });

  test('structure, bodies, header fields; parts as blobs', async () => {
    const id = await deliver(mixedMessage);
    const { list } = await call('Email/get', {
      ids: [id, id, 'e999999', 'x'],
      properties: [
        'bodyStructure',
        'textBody',
        'htmlBody',
        'attachments',
        'bodyValues',
        'header:X-So:asText',
        'headers',
        'blobId',
      ],
      bodyProperties: ['partId', 'type', 'name', 'size', 'blobId', 'subParts'],
      fetchHTMLBodyValues: true,
    });
    expect(list).toHaveLength(1);
    const [email] = list;
    expect(email.bodyStructure.subParts.map((p: Loose) => [p.partId, p.type, p.name, p.size])).toEqual([
      ['1', 'text/html', null, 23],
      ['2', 'application/pdf', 'a.pdf', 5],
      ['3', 'message/rfc822', null, expect.any(Number)],
    ]);
    expect(email.bodyValues).toEqual({
      1: { value: '<p>Xin <b>chào</b></p>', isEncodingProblem: false, isTruncated: false },
    });
    expect(email.attachments.map((p: Loose) => p.partId)).toEqual(['2', '3']);
    expect(email['header:X-So:asText']).toBe('05/KH');
    expect(email.headers[5]).toEqual({ name: 'X-So', value: ' 05/KH' });
    const download = async (blobId: string) =>
      (await jmap.request(`/jmap/download/${user.accountId}/${blobId}/x`, user)).text();
    expect(await download(email.attachments[0].blobId)).toBe('%PDF-');
    expect(await download(email.attachments[1].blobId)).toContain('Subject: inner');
    expect(await download(email.blobId)).toBe(mixedMessage);
    const { parsed } = await call('Email/parse', { blobIds: [email.attachments[1].blobId], fetchTextBodyValues: true });
    expect(parsed[email.attachments[1].blobId]).toMatchObject({
      subject: 'inner',
      bodyValues: { 1: { value: 'inside' } },
    });
    const [inner] = parsed[email.attachments[1].blobId].textBody;
    expect(await download(inner.blobId)).toBe('inside');
  });

  test('with no ids: all; with no properties: the default ones', async () => {
    const id = await deliver(mixedMessage);
    const { list } = await call('Email/get');
    expect(list.map((e: Loose) => e.id)).toEqual([id]);
    expect(Object.keys(list[0])).toEqual(expect.arrayContaining(['preview', 'textBody', 'bodyValues', 'replyTo']));
    expect(list[0].bodyValues).toEqual({});
  });

  test('a cut body value says so', async () => {
    const id = await deliver(testMessage('a', 'ấ'.repeat(10_000)));
    const { list } = await call('Email/get', {
      ids: [id],
      properties: ['bodyValues'],
      fetchTextBodyValues: true,
      maxBodyValueBytes: 100,
    });
    expect(list[0].bodyValues['1']).toEqual({ value: 'ấ'.repeat(33), isEncodingProblem: false, isTruncated: true });
  });

  test('a charset nobody knows is said to be a problem', async () => {
    const id = await deliver('Subject: a\r\nContent-Type: text/plain; charset=x-sao-hoa\r\n\r\nabc');
    const { list } = await call('Email/get', { ids: [id], properties: ['bodyValues'], fetchTextBodyValues: true });
    expect(list[0].bodyValues['1'].isEncodingProblem).toBe(true);
  });

  test('more recipients than a summary holds are all there', async () => {
    const many = Array.from({ length: 700 }, (_, i) => `a${i}@x.test`);
    const id = await deliver(`Subject: a\r\nTo: ${many.join(',\r\n ')}\r\n\r\nx`);
    expect((await get(id, 'to')).to).toHaveLength(700);
  });
});

describe('Email/query', () => {
  const ago = (days: number) => ({ receivedAt: Date.now() - days * 86_400_000 });
  const utc = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

  async function some() {
    const a = await deliver(
      testMessage('Báo cáo quý', 'Số liệu ngân sách', ['Message-ID: <1@x>', 'Cc: Phòng Tài chính <ptc@x.test>']),
      { ...ago(10), flags: 1 },
    );
    const b = await deliver(testMessage('Re: Báo cáo quý', 'Đã nhận', ['Message-ID: <2@x>', 'References: <1@x>']), {
      ...ago(5),
      flags: 4,
    });
    const c = await deliver(mixedMessage, { ...ago(1), keywords: ['việc'] });
    return { a, b, c };
  }

  test('conditions', async () => {
    const { a, b, c } = await some();
    await call('Email/set', { update: { [a]: { [`mailboxIds/${boxes.archive}`]: true } } });
    const cases: [object | null, string[]][] = [
      [null, [c, b, a]],
      [{}, [c, b, a]],
      [{ inMailbox: boxes.inbox }, [c, b, a]],
      [{ inMailbox: boxes.archive }, [a]],
      [{ inMailbox: 'm999999' }, []],
      [{ inMailboxOtherThan: [boxes.inbox] }, [a]],
      [{ before: utc(7) }, [a]],
      [{ after: utc(7) }, [c, b]],
      [{ minSize: Buffer.byteLength(mixedMessage) }, [c]],
      [{ maxSize: 1 }, []],
      [{ hasKeyword: '$seen' }, [a]],
      [{ notKeyword: '$seen' }, [c, b]],
      [{ hasKeyword: '$flagged' }, [b]],
      [{ someInThreadHaveKeyword: '$flagged' }, [b, a]],
      [{ allInThreadHaveKeyword: '$seen' }, []],
      [{ noneInThreadHaveKeyword: '$flagged' }, [c]],
      [{ hasAttachment: true }, [c]],
      [{ hasAttachment: false }, [b, a]],
      [{ header: ['X-So'] }, [c]],
      [{ header: ['x-so', '05'] }, [c]],
      [{ header: ['X-So', '06'] }, []],
      [{ header: ['Cc', 'tai chinh'] }, [a]],
      [{ operator: 'OR', conditions: [{ hasKeyword: '$seen' }, { hasAttachment: true }] }, [c, a]],
      [{ operator: 'NOT', conditions: [{ hasKeyword: '$seen' }, { hasAttachment: true }] }, [b]],
      [
        {
          operator: 'AND',
          conditions: [
            { inMailbox: boxes.inbox },
            { notKeyword: '$seen' },
            { operator: 'NOT', conditions: [{ hasKeyword: '$flagged' }] },
          ],
        },
        [c],
      ],
      [{ operator: 'OR', conditions: [{ inMailbox: boxes.archive }, { inMailbox: boxes.trash }] }, [a]],
    ];
    for (const [filter, ids] of cases) expect([filter, await query(filter)]).toEqual([filter, ids]);
  });

  const texts: [object, ('a' | 'b' | 'c')[]][] = [
    [{ text: 'bao cao' }, ['b', 'a']],
    [{ text: 'báo cáo' }, ['b', 'a']],
    [{ text: 'bảo cáo' }, []],
    [{ text: 'ngan sach' }, ['a']],
    [{ text: 'quý báo' }, ['b', 'a']],
    [{ text: '"quý báo"' }, []],
    [{ text: 'tai ch' }, ['a']],
    [{ subject: 'cong van' }, ['c']],
    [{ subject: 'ngan sach' }, []],
    [{ body: 'ngan sach' }, ['a']],
    [{ from: 'syt@x.test' }, ['c']],
    [{ from: 'leminhhieu' }, ['b', 'a']],
    [{ to: 'stttt' }, ['b', 'a']],
    [{ cc: 'ptc@x.test' }, ['a']],
    [{ operator: 'NOT', conditions: [{ text: 'bao cao' }] }, ['c']],
    [{ text: 'bao', hasKeyword: '$seen' }, ['a']],
  ];
  test.each(['before', 'after'])('texts, %s they are in the index', async (when) => {
    const ids = await some();
    if (when === 'after') await jmap.mail.indexer.drain();
    for (const [filter, wanted] of texts) {
      expect([filter, await query(filter)]).toEqual([filter, wanted.map((k) => ids[k])]);
    }
  });

  test('order', async () => {
    const { a, b, c } = await some();
    const by = (property: string, more = {}) => query(null, { sort: [{ property, ...more }] });
    expect(await by('receivedAt')).toEqual([a, b, c]);
    expect(await by('receivedAt', { isAscending: false })).toEqual([c, b, a]);
    expect((await by('size')).at(-1)).toBe(c);
    expect((await by('from')).at(-1)).toBe(c);
    expect((await by('subject', { collation: 'i;ascii-casemap' }))[2]).toBe(c);
    expect((await by('hasKeyword', { keyword: '$flagged', isAscending: false }))[0]).toBe(b);
    expect((await by('someInThreadHaveKeyword', { keyword: '$flagged' }))[0]).toBe(c);
    expect(await by('sentAt')).toHaveLength(3);
  });

  test('pages, anchors, totals, one of each thread', async () => {
    const { a, b, c } = await some();
    const ask = (more: object) => call('Email/query', { calculateTotal: true, ...more });
    expect(await ask({ limit: 2 })).toMatchObject({ ids: [c, b], position: 0, total: 3, canCalculateChanges: true });
    expect(await ask({ position: 1, limit: 1 })).toMatchObject({ ids: [b], position: 1, total: 3 });
    expect(await ask({ position: -1 })).toMatchObject({ ids: [a], position: 2 });
    expect(await ask({ anchor: b, anchorOffset: -1, limit: 2 })).toMatchObject({ ids: [c, b], position: 0 });
    expect(await ask({ collapseThreads: true })).toMatchObject({ ids: [c, b], total: 2 });
    expect(await ask({ collapseThreads: true, sort: [{ property: 'receivedAt' }] })).toMatchObject({ ids: [a, c] });
    expect(await ask({ collapseThreads: true, filter: { hasKeyword: '$seen' } })).toMatchObject({ ids: [a], total: 1 });
    expect((await ask({ filter: { text: 'x' } })).canCalculateChanges).toBe(false);
  });

  test('queryChanges tells what moved', async () => {
    const { a, b, c } = await some();
    const args = { filter: { inMailbox: boxes.inbox, notKeyword: '$flagged' }, collapseThreads: true };
    const { queryState, ids } = await call('Email/query', args);
    expect(ids).toEqual([c, a]);
    const follow = async () => call('Email/queryChanges', { ...args, sinceQueryState: queryState });
    expect(await follow()).toMatchObject({ removed: [], added: [], newQueryState: queryState });
    const d = await deliver(testMessage('Re: Báo cáo quý', 'Thêm', ['References: <1@x>']));
    await call('Email/set', { update: { [c]: { 'keywords/$flagged': true } } });
    const answer = await follow();
    const left = ids.filter((id: string) => !answer.removed.includes(id));
    for (const { id, index } of answer.added) left.splice(index, 0, id);
    expect(left).toEqual(await query(args.filter, { collapseThreads: true }));
    expect(left).toEqual([d]);
    expect(answer.removed).toEqual(expect.arrayContaining([a, b, c]));
    const text = { filter: { text: 'bao' }, sinceQueryState: queryState };
    expect((await jmap.refused(user, 'Email/queryChanges', text)).type).toBe('cannotCalculateChanges');
    expect(
      (await jmap.refused(user, 'Email/queryChanges', { ...args, sinceQueryState: queryState, maxChanges: 1 })).type,
    ).toBe('tooManyChanges');
  });

  test('a filter that would go too deep or too wide is refused', async () => {
    const deep = (n: number): object => (n === 0 ? {} : { operator: 'NOT', conditions: [deep(n - 1)] });
    expect(await query(deep(20))).toEqual([]);
    const wide = { operator: 'OR', conditions: Array(150).fill({ hasKeyword: 'a' }) };
    expect((await jmap.refused(user, 'Email/query', { filter: wide })).type).toBe('unsupportedFilter');
  });
});
