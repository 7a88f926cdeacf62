import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createLog, createNotifications } from '../../platform/index.ts';
import type { Regulation } from '../regulation.ts';
import { today } from '../regulation.ts';
import { testRegulation } from '../testing/index.ts';
import { followIssued } from './follow-issued.ts';
import { issueInstrument, withdrawInstrument } from './issue-instrument.ts';
import { type Issuer, issueRule, withdrawRule } from './issue-rule.ts';

const database = testDatabase();
const log = createLog({ level: 'fatal' });
const province = 'thu-nghiem';
const audited: { kind: string }[] = [];
const by: Issuer = { personId: null, audit: async (_, event) => void audited.push(event) };

/** Days from today. */
const inDays = (days: number) => today().add({ days }).toString();

/** A regulation that follows the database over connections of its own, as another process does. */
async function process(): Promise<Regulation & { refresh(): Promise<void> }> {
  await database.pools.query(
    "insert into province (province_id, name) values ($1, 'Thử nghiệm') on conflict do nothing",
    [province],
  );
  const regulation = testRegulation();
  const notifications = await createNotifications(database.url, log);
  const follower = await followIssued({ db: database.pools, notifications, regulation, log });
  onTestFinished(async () => {
    await follower.stop();
    await notifications.end();
  });
  return Object.assign(regulation, { refresh: () => follower.refresh(province) });
}

const quota = (bytes: unknown, days: number, cite = 'TNS 1') => ({
  province,
  rule: 'mailbox-quota',
  value: { bytes },
  cite,
  from: inDays(days),
  reason: 'thử',
});

const issue = (regulation: Regulation, what: Parameters<typeof issueRule>[2]) =>
  database.pools.transaction((tx) => issueRule(tx, regulation, what, by));

test('a version holds from its day on, in every process', async () => {
  const [here, there] = [await process(), await process()];
  const heard = new Promise((resolve) => there.onChange(resolve));
  const issueId = await issue(here, quota(11, 3));
  await heard;
  await here.refresh();
  for (const regulation of [here, there]) {
    expect(regulation.rule(province, 'mailbox-quota').bytes).toBe(7_000_000);
    expect(regulation.rule(province, 'mailbox-quota', today().add({ days: 2 })).bytes).toBe(7_000_000);
    expect(regulation.rule(province, 'mailbox-quota', today().add({ days: 3 })).bytes).toBe(11);
    expect(regulation.cited(province, 'mailbox-quota', today().add({ days: 3 })).cite?.ref).toBe('TNS 1');
  }
  // And in one that starts later.
  expect((await process()).versions(province, 'mailbox-quota').at(-1)?.issue).toMatchObject({
    id: issueId,
    reason: 'thử',
  });
  expect(audited.at(-1)).toMatchObject({
    kind: 'regulation.issued',
    province,
    before: { value: { bytes: 7_000_000 } },
    after: { value: { bytes: 11 }, cite: 'TNS 1' },
  });
});

/** Told in both languages. */
const said = { vi: expect.any(String), en: expect.any(String) };

test.each([
  ['a value of the wrong type', quota('nhiều', 9), 'regulation.value', [{ path: '/bytes', reason: said }]],
  ['a value too small', quota(0, 9), 'regulation.value', [{ path: '/bytes', reason: said }]],
  ['today', quota(5, 0), 'regulation.past', expect.anything()],
  ['the past', quota(5, -400), 'regulation.past', expect.anything()],
  ['a day that is none', { ...quota(5, 9), from: '2030-02-30' }, 'regulation.past', expect.anything()],
  ['an article that is not there', quota(5, 9, 'TN 9'), 'regulation.no-article', { cite: 'TN 9' }],
  ['an instrument that is not there', quota(5, 9, 'XX 1'), 'regulation.no-article', { cite: 'XX 1' }],
  [
    'neither article nor note',
    { ...quota(5, 9), cite: undefined },
    'regulation.value',
    [{ path: '/cite', reason: said }],
  ],
  ['an unknown rule', { ...quota(5, 9), rule: 'colour' }, 'regulation.no-rule', expect.anything()],
  ['an unknown province', { ...quota(5, 9), province: 'atlantis' }, 'regulation.no-province', expect.anything()],
  [
    'a kind of organisation that is not there',
    {
      ...quota(5, 9),
      rule: 'personnel-authority',
      value: [{ kinds: ['realm', 'moon'], authority: { role: 'operator' } }],
    },
    'regulation.value',
    [{ path: '/0/kinds/1', reason: { vi: expect.any(String), en: 'no kind of organisation is called moon' } }],
  ],
  [
    'a list of kinds without one that others name',
    { ...quota(5, 9), rule: 'organisation-kinds', value: [{ kind: 'realm', name: { vi: 'Cõi', en: 'Realm' } }] },
    'regulation.value',
    [{ path: '', reason: { vi: expect.any(String), en: 'organisation-address names the kind guild' } }],
  ],
])('%s is refused, and nothing is written', async (_, what, code, details) => {
  const regulation = await process();
  const count = async () => (await database.pools.query('select count(*) from regulation_issue')).rows[0];
  const [before, events] = [await count(), audited.length];
  await expect(issue(regulation, what)).rejects.toMatchObject({ code, details });
  expect(await count()).toEqual(before);
  expect(audited.length).toBe(events);
});

test('of two who issue for one day at once, one is refused', async () => {
  const regulations = await Promise.all([process(), process(), process()]);
  const results = await Promise.allSettled(regulations.map((regulation, i) => issue(regulation, quota(100 + i, 20))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason.code).toBe('regulation.same-day');
  }
});

test('what is not in force yet can be withdrawn, once', async () => {
  const regulation = await process();
  const issueId = await issue(regulation, quota(33, 30));
  const withdraw = () =>
    database.pools.transaction((tx) => withdrawRule(tx, { province, issueId, reason: 'nhầm' }, by));
  await withdraw();
  await regulation.refresh();
  expect(regulation.rule(province, 'mailbox-quota', today().add({ days: 30 })).bytes).not.toBe(33);
  expect(audited.at(-1)).toMatchObject({ kind: 'regulation.withdrawn', before: { value: { bytes: 33 } } });
  await expect(withdraw()).rejects.toMatchObject({ code: 'regulation.no-issue' });
  // The day is free again.
  await issue(regulation, quota(34, 30));
});

test('nobody edits what is in force: not by withdrawing, not in the database', async () => {
  const regulation = await process();
  const { rows } = await database.pools.query<{ issue_id: number }>(
    `insert into regulation_issue (province_id, rule, value, cite, from_date, reason, issued_at)
     values ($1, 'quota-warning', '{"percent": 60}', 'TN 1', current_date - 30, 'thử', now() - interval '40 days')
     returning issue_id`,
    [province],
  );
  await regulation.refresh();
  expect(regulation.rule(province, 'quota-warning').percent).toBe(60);
  const issueId = rows[0]!.issue_id;
  const withdraw = database.pools.transaction((tx) => withdrawRule(tx, { province, issueId, reason: 'thử' }, by));
  await expect(withdraw).rejects.toMatchObject({ code: 'regulation.in-force' });
  const alter = (sql: string) => expect(database.pools.query(sql)).rejects.toThrow(/never altered/);
  await alter('update regulation_issue set value = null');
  await alter('delete from regulation_issue');
  const insert = database.pools.query(
    `insert into regulation_issue (province_id, rule, value, cite, from_date, reason)
     values ($1, 'quota-warning', '{"percent": 60}', 'TN 1', current_date, 'thử')`,
    [province],
  );
  await expect(insert).rejects.toThrow(/check constraint/);
});

test('a value that no longer has the form of its rule stops the start, and says which', async () => {
  await database.pools.query("insert into province (province_id, name) values ('cu', 'Cũ')");
  await database.pools.query(
    `insert into regulation_issue (province_id, rule, value, cite, from_date, reason)
     values ('cu', 'quota-warning', '{"level": 60}', 'TN 1', current_date + 5, 'thử')`,
  );
  const notifications = await createNotifications(database.url, log);
  onTestFinished(() => notifications.end());
  const starting = followIssued({ db: database.pools, notifications, regulation: testRegulation(), log });
  await expect(starting).rejects.toThrow(/regulation_issue \d+ \(cu, quota-warning\)/);
  await database.pools.query('alter table regulation_issue disable trigger regulation_unalterable');
  await database.pools.query("delete from regulation_issue where province_id = 'cu'");
  await database.pools.query('alter table regulation_issue enable trigger regulation_unalterable');
});

const text = { vi: 'Hộp thư 8 MB.', en: 'Mailboxes of 8 MB.' };
const instrument = {
  code: 'TM',
  kind: 'Nghị quyết',
  number: '9/2027/NQ-HĐND',
  title: 'Sửa đổi',
  issuer: 'Hội đồng nhân dân tỉnh Thử nghiệm',
  issued: '2026-01-01',
  from: inDays(40),
};
const article = { ref: 'TM 1', title: { vi: 'Hộp thư', en: 'Mailboxes' }, by: 'automatic' as const, how: text, text };
const { text: _, ...wordless } = article;
const add = (regulation: Regulation, change: object, articles: object[] = [article]) =>
  database.pools.transaction((tx) =>
    issueInstrument(
      tx,
      regulation,
      { province, instrument: { ...instrument, ...change }, articles: articles as (typeof article)[], reason: 'thử' },
      by,
    ),
  );

test('a new instrument can be cited, from the day it is in force', async () => {
  const regulation = await process();
  const issueId = await add(regulation, {});
  await regulation.refresh();
  expect(regulation.citation(province, 'TM 1').text).toBe('Điều 1, Nghị quyết 9/2027/NQ-HĐND');
  expect(regulation.provision(province, 'TM 1')?.text).toBe(text.vi);
  await expect(issue(regulation, quota(8, 39, 'TM 1'))).rejects.toMatchObject({ code: 'regulation.not-yet-in-force' });
  const ruleId = await issue(regulation, quota(8, 40, 'TM 1'));
  const withdraw = () =>
    database.pools.transaction((tx) => withdrawInstrument(tx, { province, issueId, reason: 'nhầm' }, by));
  await expect(withdraw()).rejects.toMatchObject({ code: 'regulation.cited' });
  await database.pools.transaction((tx) => withdrawRule(tx, { province, issueId: ruleId, reason: 'nhầm' }, by));
  await withdraw();
  await regulation.refresh();
  expect(regulation.instruments(province).map(({ code }) => code)).toEqual(['TN', 'TNS']);
});

test.each([
  ['a code that is taken', { code: 'TN' }, [{ ...article, ref: 'TN 1' }], 'regulation.code-taken', expect.anything()],
  [
    'a day that is none',
    { from: '2030-02-30' },
    [article],
    'regulation.value',
    [{ path: '/instrument/from', reason: { vi: expect.any(String), en: 'is no date' } }],
  ],
  ['no articles', {}, [], 'regulation.value', [{ path: '/articles', reason: said }]],
  [
    'an article of another',
    {},
    [{ ...article, ref: 'TX 1' }],
    'regulation.value',
    [{ path: '/articles/0/ref', reason: { vi: expect.any(String), en: 'must begin with TM' } }],
  ],
  [
    'an article twice',
    {},
    [article, article],
    'regulation.value',
    [{ path: '/articles/1/ref', reason: { vi: expect.any(String), en: 'TM 1 stands there twice' } }],
  ],
  ['an article without its words', {}, [wordless], 'regulation.value', [{ path: '/articles/0/text', reason: said }]],
  [
    'what is not known',
    { colour: 'đỏ' },
    [article],
    'regulation.value',
    [{ path: '/instrument/colour', reason: { vi: 'không dùng ở đây', en: 'is not known here' } }],
  ],
])('an instrument with %s is refused', async (_, change, articles, code, details) => {
  await expect(add(await process(), change, articles)).rejects.toMatchObject({ code, details });
});
