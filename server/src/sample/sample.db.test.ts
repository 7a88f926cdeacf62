import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleNames } from '@congvu/contract';
import { classifyBody, decodePart, indexMessage, listedAttachments, searchText } from '@congvu/mime';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { createHasher } from '../accounts/index.ts';
import { accountsOf, personByAddress } from '../directory/index.ts';
import { type TestMail, testMail } from '../mail/testing.ts';
import { loadRegulation } from '../regulation/index.ts';
import { createSampleProvince, passwordsFile, readSample, type Sample, type SampleDeps, wantsSample } from './index.ts';
import { sampleMessages } from './messages/index.ts';

const regulation = loadRegulation();
const hasher = createHasher();
const now = Temporal.Instant.from('2026-11-25T08:00:00+07:00'); // a Wednesday morning
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-sample-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

describe('with one password for all', () => {
  const database = testDatabase();
  let store: TestMail;
  let sample: Sample;
  let took: number;
  const seen: number[] = [];

  beforeAll(async () => {
    store = await testMail(database.url, database.pools);
    const deps: SampleDeps = { pools: database.pools, regulation, mail: store.mail, hasher, dataDir };
    expect(await wantsSample(database.pools)).toBe(true);
    const began = performance.now();
    const progress = (done: number, total: number) => void seen.push(done / total);
    sample = await createSampleProvince(deps, { password: 'MatKhau#789', now, progress });
    took = performance.now() - began;
  });
  afterAll(() => store?.stop());

  const rows = async <R extends object>(sql: string, values: unknown[] = []) =>
    (await database.pools.query<R & Record<string, unknown>>(sql, values)).rows;

  test('it is quick, tells its progress, and is not wanted twice', async () => {
    expect(took).toBeLessThan(20_000); // 2 s on two free cores
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await wantsSample(database.pools)).toBe(false);
    expect(await readSample(database.pools)).toEqual(sample);
  });

  test('sixty people and two dozen organisations are named by the rule', async () => {
    expect(sample.accounts).toHaveLength(60);
    const all = Object.values(sample.parties.accounts).map((a) => a.address.split('@')[0]);
    expect(new Set(all).size).toBe(84);
    expect(all).toEqual(
      expect.arrayContaining([
        'stttt',
        'stttt.ttcntttt',
        'chogao',
        'txcailay',
        'txgocong',
        'cailay',
        'tanphuoc.myphuoc',
        'tanphuoc.ptckh',
        'mytho.phuong1',
        'leminhhieu',
        'lminhhieu',
        'nguyenthithuha',
        'nthithuha',
      ]),
    );
    expect(all.filter((local) => /\d$/.test(local!))).toEqual(['mytho.phuong1']);
  });

  test('everyone has the password, and it need not be changed', async () => {
    const credentials = await rows<{ password_hash: string; must_change: boolean }>('select * from credential');
    expect(credentials).toHaveLength(60);
    expect(credentials.filter((c) => c.must_change)).toEqual([]);
    expect(new Set(credentials.map((c) => c.password_hash)).size).toBe(60);
    expect(await hasher.verify(credentials[7]!.password_hash, 'MatKhau#789')).toBe(true);
  });

  test('heads and clerks keep the organisations’ mailboxes', async () => {
    const keepers = await rows<{ heads: number; clerks: number }>(
      `select count(distinct ap.person_id)::int as heads, count(distinct d.person_id)::int as clerks
       from account a left join appointment ap on ap.organisation_id = a.organisation_id and ap.is_head and ap.valid_until is null
       left join delegation d on d.account_id = a.account_id and 'send_as' = any(d.rights)
       where a.kind = 'organisation' group by a.account_id`,
    );
    expect(keepers).toEqual(Array.from({ length: 24 }, () => ({ heads: 1, clerks: 1 })));
    const head = await personByAddress(database.pools, 'vovanthanh@tiengiang.test');
    expect((await accountsOf(database.pools, head.personId)).map((a) => [a.address, a.rights])).toEqual([
      ['vovanthanh@tiengiang.test', ['own']],
      ['stttt@tiengiang.test', expect.arrayContaining(['manage', 'write'])],
    ]);
    const { personId } = await personByAddress(database.pools, 'leminhhieu@tiengiang.test');
    expect((await accountsOf(database.pools, personId)).map((a) => [a.address, a.rights])).toEqual([
      ['leminhhieu@tiengiang.test', ['own']],
      ['stttt@tiengiang.test', ['read', 'send_on_behalf']],
    ]);
  });

  test('the directory has a past: earlier names, heads and mailboxes, ended organisations, and what is planned', async () => {
    const on = async (day: string) => {
      const [row] = await rows<{ name: string; head: string | null; address: string | null; parent: string }>(
        `select v.name, p.name as head, av.address, up.name as parent
         from organisation o
         join organisation_version v on v.organisation_id = o.organisation_id and $1 >= v.valid_from and (v.valid_until is null or v.valid_until > $1)
         left join organisation up on up.organisation_id = v.parent_id
         left join appointment ap on ap.organisation_id = o.organisation_id and ap.is_head and $1 >= ap.valid_from and (ap.valid_until is null or ap.valid_until > $1)
         left join person p on p.person_id = ap.person_id
         left join account a on a.organisation_id = o.organisation_id
         left join account_version av on av.account_id = a.account_id and $1 >= av.valid_from and (av.valid_until is null or av.valid_until > $1)
         where o.name = 'Trung tâm Công nghệ thông tin và Truyền thông'`,
        [day],
      );
      return row;
    };
    expect(await on('2010-03-01')).toMatchObject({ name: 'Trung tâm Tin học', address: null });
    expect(await on('2010-03-01')).toMatchObject({ parent: 'Văn phòng Ủy ban nhân dân tỉnh' });
    expect(await on('2020-03-01')).toMatchObject({ head: 'Đỗ Trung Hiếu', address: 'stttt.ttcntttt@tiengiang.test' });
    expect(await on('2026-03-01')).toMatchObject({ head: 'Đặng Quốc Huy', parent: 'Sở Thông tin và Truyền thông' });
    const [counted] = await rows<Record<string, number>>(
      `select (select count(*) from organisation where valid_until is not null)::int as ended,
         (select count(*) from organisation_succession)::int as successions,
         (select count(*) from organisation_version where valid_from > $1)::int as planned,
         (select count(*) from contact_address)::int as outside`,
      ['2026-11-25'],
    );
    expect(counted).toEqual({ ended: 2, successions: 2, planned: 1, outside: 5 });
  });

  test('someone has each role, and someone can give them', async () => {
    const roles = await rows<{ role: string }>('select role from role_assignment where valid_until is null');
    expect([...new Set(roles.map((r) => r.role))].sort()).toEqual(
      Object.keys(roleNames)
        .filter((role) => role !== 'unit-head')
        .sort(),
    );
  });

  test('mail lies with senders and recipients: unread, flagged, answered, drafts, junk, archive; none for the testers', async () => {
    const placed = await rows<{ role: string; n: number; flags: number }>(
      `select m.role, count(*)::int as n, bit_or(msg.flags)::int as flags
       from message msg join mailbox m using (account_id, mailbox_id) group by 1`,
    );
    const role = (name: string) => placed.find((p) => p.role === name)!;
    expect(role('inbox').n).toBeGreaterThan(120);
    expect(role('inbox').flags).toBe(1 | 2 | 4);
    expect(role('drafts')).toMatchObject({ n: 3, flags: 1 | 16 });
    expect(role('junk')).toMatchObject({ n: 6, flags: 0 });
    expect(role('archive').n).toBeGreaterThan(5);
    const unseen = await rows<{ unseen: number }>(
      "select sum(unseen)::int as unseen from mailbox where role = 'inbox'",
    );
    expect(unseen[0]!.unseen).toBeGreaterThan(15);
    expect(sample.jmapTest).toHaveLength(2);
    const forTests = await rows('select 1 from message join address using (account_id) where address = any($1)', [
      sample.jmapTest,
    ]);
    expect(forTests).toEqual([]);
    const future = await rows('select 1 from message where received_at > $1', [now.toString()]);
    expect(future).toEqual([]);
  });

  test('the exchange about the plan is one thread', async () => {
    const threads = await rows<{ n: number; threads: number }>(
      `select count(*)::int as n, count(distinct thread_id)::int as threads from content where summary->>'s' like '%Kế hoạch ứng dụng%'`,
    );
    expect(threads).toEqual([{ n: 10, threads: 1 }]);
  });

  test('every message is sound; attachments open and hold their Vietnamese', async () => {
    const contents = await rows<{ content_id: number }>('select content_id from content order by content_id');
    expect(contents).toHaveLength(sampleMessages.length);
    const kinds = new Map<string, number>();
    for (const { content_id } of contents) {
      const bytes = (await store.mail.readContent(content_id))!;
      const index = indexMessage(bytes);
      expect(index.defects).toEqual([]);
      expect(index.envelope.subject).not.toMatch(/\{\{|undefined/);
      expect(searchText(bytes, index)).not.toMatch(/\{\{|undefined/);
      for (const part of listedAttachments(classifyBody(index.root))) {
        const kind = part.filename!.split('.').pop()!;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const file = Buffer.from(decodePart(bytes, part));
        if (kind === 'pdf') expect(pdfText(file)).toMatch(/ỦY BAN NHÂN DÂN|SỞ /);
        else expect(Buffer.from(unzipSync(file)['[Content_Types].xml']!).toString()).toContain('openxmlformats');
      }
    }
    expect(Object.fromEntries(kinds)).toMatchObject({ pdf: 5, docx: 2, xlsx: 3 });
    const [old] = await rows<{ summary: { p: string } }>(
      "select summary from content where summary->>'s' like 'Trao đổi kinh nghiệm%'",
    );
    expect(old!.summary.p).toContain('Đơn vị chúng tôi đang xây dựng quy chế thư điện tử');
  });

  function pdfText(file: Buffer): string {
    const path = join(dataDir, 'check.pdf');
    writeFileSync(path, file);
    return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
  }
});

describe('without a password, interrupted', () => {
  const database = testDatabase();

  test('first passwords stand in a file for the operator alone; an interrupted sample is gone on with', async () => {
    const store = await testMail(database.url, database.pools);
    try {
      const deps: SampleDeps = { pools: database.pools, regulation, mail: store.mail, hasher, dataDir };
      let left = 10;
      const failing: SampleDeps['mail'] = {
        deliver: (...args) => (left-- > 0 ? store.mail.deliver(...args) : Promise.reject(new Error('power cut'))),
      };
      await expect(createSampleProvince({ ...deps, mail: failing }, { now })).rejects.toThrow('power cut');
      expect(await wantsSample(database.pools)).toBe(true);
      const [one, two] = await Promise.all([createSampleProvince(deps, { now }), readSample(database.pools)]);
      expect(one.accounts).toEqual(two!.accounts);
      const { rows } = await database.pools.query<{ n: number }>(
        'select count(distinct content_id)::int as n from message',
      );
      expect(rows[0]!.n).toBe(sampleMessages.length);
      const sent = await database.pools.query<{ n: number }>(
        "select count(*)::int as n from message join mailbox using (account_id, mailbox_id) where role in ('sent', 'drafts')",
      );
      expect(sent.rows[0]!.n).toBe(sampleMessages.filter((m) => typeof m.from === 'string').length);

      const file = join(dataDir, passwordsFile);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const lines = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'));
      expect(lines.map((l) => l[0])).toEqual(one.accounts);
      const credential = await database.pools.query<{ password_hash: string; must_change: boolean }>(
        'select c.* from credential c join account using (person_id) join address using (account_id) where address = $1',
        [lines[5]![0]],
      );
      expect(credential.rows[0]!.must_change).toBe(true);
      expect(await hasher.verify(credential.rows[0]!.password_hash, lines[5]![1]!)).toBe(true);
    } finally {
      await store.stop();
    }
  });
});
