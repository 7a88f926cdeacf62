import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestPerson, testProvince } from '../directory/testing.ts';
import { searchTextInMailbox } from './index.ts';
import type { SearchField } from './search-index.ts';
import { type TestMail, testMail, testMessage } from './testing.ts';

const database = testDatabase();
let store: TestMail;
let person: TestPerson;
let mailboxId: number;
const uids: Record<string, number> = {};

beforeAll(async () => {
  store = await testMail(database.url, database.pools);
  person = await (await testProvince(database.pools)).person('Võ Văn Tìm');
  const put = async (name: string, bytes: Buffer) => {
    const [outcome] = await store.mail.deliver(bytes, [{ accountId: person.accountId }], { arriving: true });
    if (outcome!.status !== 'delivered') throw new Error(outcome!.status);
    uids[name] = outcome!.uid;
    mailboxId = outcome!.mailboxId;
  };
  await put('thư', testMessage('Hộp thư công vụ', 'Kính gửi các đơn vị, hộp thư đã được cấp.'));
  await put('hợp', testMessage('Hợp thứ', 'Phù hợp thứ tự ưu tiên.'));
  await put('số', testMessage('Công văn số 05/KH-UBND', 'Gửi văn thư, xem kế hoạch kèm theo.'));
  const boundary = 'b1';
  const docx = Buffer.from(
    // A text file named as one: the store finds words in attachments of every kind it can read.
    'Biên bản nghiệm thu hệ thống',
  ).toString('base64');
  const withFile = [
    'From: a@tiengiang.test',
    'Subject: Tai lieu',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary=${boundary}`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'xem tep kem',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8; name="bien-ban.txt"',
    'Content-Disposition: attachment; filename="bien-ban.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    docx,
    `--${boundary}--`,
    '',
  ];
  await put('tệp', Buffer.from(withFile.join('\r\n')));
});
afterAll(() => store.stop());

const search = async (phrase: string, field: SearchField = 'text') => {
  const snapshot = (await store.mail.snapshots.fresh(person.accountId, mailboxId))!;
  const found = await searchTextInMailbox(store.mail, snapshot, phrase, field);
  return Object.keys(uids).filter((name) => found.has(uids[name]!));
};

/** The same answers before a message is in the index and after. */
function cases(): void {
  it.each([
    ['hop thu', ['thư', 'hợp']],
    ['hộp thư', ['thư']],
    ['HỘP THƯ', ['thư']],
    ['hợp thứ', ['hợp']],
    ['05/KH-UBND', ['số']],
    ['kế hoạch', ['số']],
    ['kế ho', ['số']],
    ['hoạch kế', []],
    ['leminhhieu@tiengiang', ['thư', 'hợp', 'số']],
    ['bien-ban', ['tệp']],
    ['nghiem thu he thong', ['tệp']],
    ['không có ở đâu', []],
  ])('finds %s', async (phrase, expected) => {
    expect(await search(phrase)).toEqual(expected);
  });
}

describe('before indexing', cases);

describe('after indexing', () => {
  beforeAll(async () => {
    await store.mail.indexer.drain();
    const { rows } = await database.pools.query<{ n: number }>('select count(*) as n from content_text');
    expect(rows[0]!.n).toBe(4);
    // Nothing is left to the kept texts.
    store.mail.contents.forget();
  });
  cases();

  it('tells subject and body apart', async () => {
    expect(await search('kế hoạch', 'subject')).toEqual([]);
    expect(await search('kế hoạch', 'body')).toEqual(['số']);
    expect(await search('công văn', 'subject')).toEqual(['số']);
  });
});
