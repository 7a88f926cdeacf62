import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { Forbidden } from '../../accounts/index.ts';
import { writeAudit } from '../../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import { createHttp, createLog, createNotifications, type HttpApp, loadConfig } from '../../platform/index.ts';
import {
  citesIn,
  followIssued,
  type Regulation,
  type RuleName,
  regulationRoutes,
  ruleNames,
  today,
} from '../../regulation/index.ts';
import { countEffects, counters } from './index.ts';

const database = testDatabase();
const log = createLog({ level: 'fatal' });
const province = 'tien-giang';
const ends: (() => unknown)[] = [];
let place: TestProvince;
let regulation: Regulation;
let app: HttpApp;
let officer: TestPerson;
let people: TestPerson[];
let department: TestOrganisation;
let office: TestOrganisation;
/** Who asks, and whether as the managing authority. */
let manages = true;

const inDays = (days: number) => today().add({ days }).toString();
const wireLimit = (bytes: number) => Math.ceil(bytes * 1.37);

beforeAll(async () => {
  const { pools } = database;
  place = await testProvince(pools);
  regulation = place.regulation;
  department = await place.organisation('Sở Thông tin và Truyền thông', 'department');
  office = await place.organisation('Phòng Tổng hợp', 'office', department.organisationId);
  const work = { organisationId: department.organisationId, position: 'Chuyên viên' };
  officer = await place.person('Trần Thị Bình', { ...work, position: 'Phó Giám đốc Sở' });
  people = [];
  for (const name of ['Lê Minh Hiếu', 'Lê Minh Hiếu', 'Phạm Văn Đức']) people.push(await place.person(name, work));
  await fill();

  const notifications = await createNotifications(database.url, log);
  const issued = await followIssued({ db: pools, notifications, regulation, log });
  app = await createHttp({
    config: loadConfig({}),
    log,
    webRoot: null,
    version: '1',
    policies: {
      'regulation.read': () => {},
      'regulation.issue': () => {
        if (!manages) throw new Forbidden('regulation.issue');
      },
    },
  });
  const actor = { kind: 'person' as const, personId: officer.personId, province };
  regulationRoutes(app, {
    pools,
    regulation,
    issued,
    actorOf: async () => actor,
    issuerOf: async () => ({ personId: actor.personId, audit: (tx, event) => writeAudit(tx, actor, event) }),
    effectsOf: (trial) => countEffects({ db: pools, regulation, wireLimit }, trial),
  });
  await app.ready();
  ends.push(
    () => app.close(),
    () => issued.stop(),
    () => notifications.end(),
  );
});

afterAll(async () => {
  for (const end of ends) await end();
});

/** Mail, uses, delegations: written as they stand, since what is tested is what is counted. */
async function fill(): Promise<void> {
  const { pools } = database;
  const [first, second, third] = people.map(({ accountId }) => accountId);
  await pools.query('update account set used_bytes = $2 where account_id = $1', [first, 400_000_000]);
  await pools.query('update account set used_bytes = $2 where account_id = $1', [second, 90_000_000]);
  await pools.query('update account set used_bytes = 5, quota_bytes = 900000000 where account_id = $1', [third]);
  await pools.query("update account set created_at = now() - interval '3 years'");
  const used = (accountId: number, ago: string) =>
    pools.query(`insert into account_use (account_id, protocol, last_at) values ($1, 'web', now() - $2::interval)`, [
      accountId,
      ago,
    ]);
  await used(officer.accountId, '1 day');
  await used(first!, '7 months');
  await used(second!, '13 months');
  await used(third!, '2 months');
  await used(department.accountId, '1 day');
  await used(office.accountId, '1 day');
  await pools.query(
    `insert into delegation (account_id, person_id, rights) select $1, p, '{read}' from unnest($2::bigint[]) p`,
    [department.accountId, people.map(({ personId }) => personId)],
  );
  const { rows } = await pools.query<{ mailbox_id: number }>(
    "select mailbox_id from mailbox where account_id = $1 and role = 'inbox'",
    [first],
  );
  for (const [i, size] of [10, 5_000_000, 80_000_000].entries()) {
    await pools.query(
      `with c as (insert into content (hash, segment, segment_offset, size, imap_envelope, imap_body_structure, summary, thread_id)
         values (sha256($3::bigint::text::bytea), 1, 0, $4::int, '', '', '{}', $3::bigint) returning content_id)
       insert into message (account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, received_at, size)
       select $1::bigint, $2::bigint, $3::bigint, $3::bigint, $3::bigint, content_id, 1, now(), $4::int from c`,
      [first, rows[0]!.mailbox_id, i + 1, size],
    );
  }
}

async function attempt(rule: RuleName, value: unknown, from = inDays(1)) {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/regulation/try',
    payload: { rule, value, from },
    headers: own,
  });
  return { status: answer.statusCode, body: answer.json() };
}

const own = { 'x-congvu': '1' };

/** Effects by their key. */
async function effects(rule: RuleName, value: unknown) {
  const { status, body } = await attempt(rule, value);
  expect(status, JSON.stringify(body)).toBe(200);
  return Object.fromEntries(body.effects.map((effect: { key: string }) => [effect.key, effect]));
}

describe('trying', () => {
  test('a smaller quota: who would be over it, who would be warned', async () => {
    expect(await effects('mailbox-quota', { bytes: 100_000_000 })).toMatchObject({
      'quota.over': {
        count: 1,
        of: 6,
        weight: 'danger',
        data: { before: 0 },
        examples: [{ name: 'Lê Minh Hiếu', after: '400000000' }],
      },
      'quota.warned': { count: 1, data: { before: 0, percent: 90 } },
      'quota.own': { count: 1 },
    });
    expect((await effects('mailbox-quota', { bytes: 1_000_000_000 }))['quota.over']).toMatchObject({
      count: 0,
      weight: 'info',
    });
  });

  test('another level of warning', async () => {
    expect((await effects('quota-warning', { percent: 15 }))['quota.warned']).toMatchObject({
      count: 2,
      of: 6,
      data: { before: 0 },
    });
  });

  test('a smaller limit on attachments: messages kept that could not be sent any more', async () => {
    expect((await effects('attachment-limit', { bytes: 3_000_000 }))['attachment.over']).toMatchObject({
      count: 2,
      weight: 'warning',
    });
    expect((await effects('attachment-limit', { bytes: 60_000_000 }))['attachment.over']).toMatchObject({ count: 0 });
  });

  test('passwords: binds at the next change', async () => {
    const found = await effects('password', { minLength: 12, classes: [], special: '' });
    expect(found['password.next-change']).toMatchObject({ count: 0, weight: 'info' });
  });

  test('disuse: each mailbox once, at the last step it has reached', async () => {
    const step = (after: string, action: string, before: string | null) => ({
      after,
      action,
      notice: { before, to: ['holder'] },
    });
    const found = await effects('inactivity', [step('P3M', 'lock', 'P2M'), step('P12M', 'delete', null)]);
    expect(found).toMatchObject({
      // Seven months; thirteen months were so already.
      'inactivity.lock': { count: 1, of: 6, data: { before: 1, after: 'P3M' }, examples: [{ name: 'Lê Minh Hiếu' }] },
      'inactivity.told': { count: 1, data: { ahead: 'P2M' } },
      'inactivity.delete': { count: 1, weight: 'info', data: { before: 1 } },
    });
    const sooner = await effects('inactivity', [step('P1M', 'delete', null)]);
    expect(sooner['inactivity.delete']).toMatchObject({ count: 3, weight: 'danger' });
    expect(await effects('inactivity', [])).toEqual({});
  });

  test('a ladder of names: how people would be called', async () => {
    const found = await effects('person-address', {
      ladder: [
        { form: '{given}{middle.initials}{family.initial}', cite: 'TG 4.2' },
        { form: '{given}{n}', cite: 'TG 4.2' },
      ],
    });
    expect(found['address.person']).toMatchObject({ count: 4, of: 4, data: { total: 4 } });
    expect(found['address.person'].examples).toContainEqual({
      name: 'Trần Thị Bình',
      before: 'tranthibinh',
      after: 'binhtt',
    });
    const same = await effects('person-address', regulation.rule(province, 'person-address'));
    expect(same['address.person']).toMatchObject({ count: 0, weight: 'info' });
  });

  test('forms of organisations: how they would be called', async () => {
    const rule = {
      drop: [],
      forms: [
        { kinds: ['department'], ladder: [{ form: 'so.{name}' }] },
        { ladder: [{ form: '{parent}.{abbreviation}' }] },
      ],
    };
    const found = await effects('organisation-address', rule);
    expect(found['address.organisation']).toMatchObject({
      count: 1,
      of: 2,
      examples: [{ name: 'Sở Thông tin và Truyền thông', before: 'stttt', after: 'so.sothongtinvatruyenthong' }],
    });
  });

  test('words that are not to be given: addresses that are one', async () => {
    const local = { local: ['stttt', 'admin'] };
    expect((await effects('reserved-addresses', local))['address.reserved']).toMatchObject({
      count: 1,
      examples: [{ name: 'stttt@tiengiang.test' }],
    });
    const words = [{ words: ['tranthibinh'], why: { vi: 'x', en: 'x' } }];
    expect((await effects('unsuitable-addresses', words))['address.unsuitable']).toMatchObject({ count: 1 });
    expect((await effects('address-retention', { period: 'P1M', alias: null }))['address.kept']).toMatchObject({
      count: 0,
    });
  });

  test('the duty to look: who was behind it on the last working day', async () => {
    const found = await effects('check-duty', [{ mailbox: 'personal', times: 2, per: 'working-day' }]);
    expect(found['check-duty.personal']).toMatchObject({
      count: 4,
      of: 4,
      weight: 'warning',
      data: { before: 0, times: 2 },
    });
  });

  test('delegates, in number and in writing; mailboxes to a person', async () => {
    const found = await effects('delegation-limit', { most: 2, inWriting: true });
    expect(found['delegation.beyond']).toMatchObject({
      count: 1,
      examples: [{ name: 'Sở Thông tin và Truyền thông' }],
    });
    expect(found['delegation.unwritten']).toMatchObject({ count: 3, of: 3 });
    expect((await effects('addresses-per-holder', { most: 1 }))['holders.beyond']).toMatchObject({ count: 0 });
  });

  test('the public directory: who appears, who disappears', async () => {
    const present = regulation.rule(province, 'public-directory');
    const found = await effects('public-directory', {
      ...present,
      organisationKinds: ['office'],
      officials: { heads: true, positions: ['Chuyên viên'] },
    });
    expect(found).toMatchObject({
      'public.organisations-appear': { count: 0 },
      'public.organisations-disappear': { count: 1, examples: [{ name: 'Sở Thông tin và Truyền thông' }] },
      'public.officials-disappear': { count: 1, of: 1, examples: [{ name: 'Trần Thị Bình, Phó Giám đốc Sở' }] },
    });
    const more = await effects('public-directory', {
      ...present,
      officials: { heads: true, positions: ['Chuyên', 'Phó Giám đốc'] },
    });
    expect(more['public.officials-appear']).toMatchObject({ count: 3 });
    expect(more['public.officials-disappear']).toMatchObject({ count: 0 });
  });

  test('who is entitled: mailboxes that the rule would not give again', async () => {
    const present = regulation.rule(province, 'entitlement');
    const found = await effects('entitlement', {
      ...present,
      organisations: [{ kinds: ['office'], basis: 'on-commitment' }],
    });
    expect(found['entitlement.lost']).toMatchObject({ count: 1, of: 2 });
    expect(found['entitlement.changed']).toMatchObject({
      count: 2,
      examples: expect.arrayContaining([{ name: 'office', before: 'of-right', after: 'on-commitment' }]),
    });
  });

  test('reports: their next days', async () => {
    const [report] = regulation.rule(province, 'report-calendar');
    const found = await effects('report-calendar', [{ ...report, due: { yearly: '06-30' } }]);
    expect(found['reports.due'].examples).toEqual([
      { name: report!.name.vi, before: expect.stringMatching(/-12-04$/), after: expect.stringMatching(/-06-30$/) },
    ]);
    expect(found['reports.gone']).toMatchObject({ count: 3 });
  });

  test('the calendar: working days of the year', async () => {
    const present = regulation.rule(province, 'working-calendar');
    const found = await effects('working-calendar', { ...present, week: [...present.week, 'saturday'] });
    const { count, data } = found['calendar.working-days'];
    expect(count - data.before).toBeGreaterThan(45);
  });

  test('who answers for personnel', async () => {
    const found = await effects('personnel-authority', [
      { kinds: ['office'], authority: { role: 'managing-authority' } },
    ]);
    expect(found['personnel.nobody']).toMatchObject({ count: 1, of: 2 });
  });

  test('kinds that nobody lists any more', async () => {
    const kinds = regulation.rule(province, 'organisation-kinds').filter(({ kind }) => kind !== 'office');
    // Other rules name it: that is refused before anything is counted.
    expect(await attempt('organisation-kinds', kinds)).toMatchObject({
      status: 422,
      body: { error: { code: 'regulation.value' } },
    });
    const proposed = {
      name: 'organisation-kinds',
      value: kinds,
      cite: undefined,
      note: undefined,
      from: today(),
      until: undefined,
    } as const;
    const trial = { province, present: undefined, proposed, imagined: regulation };
    const [effect] = await countEffects({ db: database.pools, regulation, wireLimit }, trial);
    expect(effect).toMatchObject({
      key: 'kinds.unknown',
      count: 1,
      weight: 'danger',
      examples: [{ name: 'office', after: '1' }],
    });
  });

  test('every rule as it stands changes nothing that anybody would feel', async () => {
    for (const name of ruleNames) {
      const [version] = regulation.versions(province, name);
      if (!version) continue;
      const { status, body } = await attempt(name, version.value);
      expect([name, status]).toEqual([name, 200]);
      expect(body.changes).toEqual([]);
      const felt = body.effects.filter(
        ({ weight, data }: { weight: string; data?: { before?: number } }) =>
          weight !== 'info' && data?.before !== undefined,
      );
      expect([name, felt]).toEqual([name, []]);
    }
    expect(Object.keys(counters).length).toBeGreaterThan(15);
  });

  test('tells where the values differ, and what holds as things are', async () => {
    const { body } = await attempt('mailbox-quota', { bytes: 7 });
    expect(body.present).toMatchObject({ value: { bytes: 524288000 }, cite: { ref: 'TG 7' }, state: 'in-force' });
    expect(body.changes).toEqual([{ path: '/bytes', before: 524288000, after: 7 }]);
  });
});

describe('the routes', () => {
  const get = async (url: string) => (await app.inject({ url })).json();
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: own });
  const version = (days: number) => ({
    value: { percent: 80 },
    note: { vi: 'Của hệ thống.', en: 'Our own.' },
    from: inDays(days),
    reason: 'Nhiều hộp thư đầy',
  });

  test('the regulation of a day, each rule with its article', async () => {
    const now = await get('/api/regulation');
    expect(now).toMatchObject({ province: { id: province, name: 'Tỉnh Tiền Giang' }, at: today().toString() });
    expect(now.rules.find(({ name }: { name: string }) => name === 'mailbox-quota')).toMatchObject({
      group: 'mail',
      version: {
        value: { bytes: 524288000 },
        cite: { ref: 'TG 7' },
        from: '2016-11-11',
        until: null,
        origin: 'profile',
      },
    });
    const before = await get('/api/regulation?at=2016-11-10');
    expect(before.rules.find(({ name }: { name: string }) => name === 'mailbox-quota')).toMatchObject({
      version: null,
      next: { from: '2016-11-11' },
    });
    expect((await app.inject({ url: '/api/regulation?at=heute' })).statusCode).toBe(400);
    expect((await app.inject({ url: '/api/regulation?at=2026-02-30' })).statusCode).toBe(404);
  });

  test('articles in our own words', async () => {
    expect(await get('/api/regulation/provisions?ref=TG%204.2b')).toMatchObject({
      label: 'b)',
      cite: { text: 'Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND' },
      text: expect.stringContaining('lminhhieu'),
    });
    expect((await app.inject({ url: '/api/regulation/provisions?ref=TG%2099' })).statusCode).toBe(404);
    const [instrument] = await get('/api/regulation/instruments');
    expect(instrument).toMatchObject({ code: 'TG', number: '51/2016/QĐ-UBND', from: '2016-11-11' });
    expect(instrument.provisions).toHaveLength(19);
    expect(instrument.articles.length).toBeGreaterThan(40);
  });

  test('issuing is for the managing authority alone; trying as well', async () => {
    manages = false;
    expect((await post('/api/regulation/rules/quota-warning/issues', version(2))).statusCode).toBe(403);
    expect((await attempt('quota-warning', { percent: 80 })).status).toBe(403);
    manages = true;
  });

  test('a version is issued, seen in the history, withdrawn, and audited', async () => {
    const answer = await post('/api/regulation/rules/quota-warning/issues', version(2));
    expect(answer.statusCode, answer.body).toBe(200);
    const { issueId } = answer.json();
    const history = await get('/api/regulation/rules/quota-warning');
    expect(history.versions.map(({ state, from }: { state: string; from: string }) => [state, from])).toEqual([
      ['coming', inDays(2)],
      ['in-force', '2016-11-11'],
    ]);
    expect(history.versions[0]).toMatchObject({
      origin: 'issued',
      cite: null,
      issue: { id: issueId, by: 'Trần Thị Bình', reason: 'Nhiều hộp thư đầy' },
    });
    expect(history.versions[1]).toMatchObject({ until: inDays(2) });
    expect(history.schema).toMatchObject({ type: 'object', properties: { percent: { maximum: 100 } } });
    expect(
      (await get(`/api/regulation?at=${inDays(2)}`)).rules.find(
        ({ name }: { name: string }) => name === 'quota-warning',
      ),
    ).toMatchObject({ version: { value: { percent: 80 } } });

    expect((await post('/api/regulation/rules/quota-warning/issues', version(2))).json().error.code).toBe(
      'regulation.same-day',
    );
    expect((await post(`/api/regulation/issues/${issueId}/withdraw`, { reason: 'Nhầm' })).statusCode).toBe(200);
    expect((await get('/api/regulation/rules/quota-warning')).versions).toMatchObject([
      { state: 'withdrawn', withdrawn: { by: 'Trần Thị Bình', reason: 'Nhầm' } },
      { state: 'in-force', until: null },
    ]);
    const { rows } = await database.pools.query(
      "select kind, province_id, actor_person_id, before, after from audit_event where kind like 'regulation.%' order by event_id",
    );
    expect(rows).toMatchObject([
      {
        kind: 'regulation.issued',
        province_id: province,
        actor_person_id: officer.personId,
        before: { value: { percent: 90 } },
        after: { value: { percent: 80 } },
      },
      { kind: 'regulation.withdrawn', province_id: province, actor_person_id: officer.personId },
    ]);
  });

  test.each([
    ['today', { from: today().toString() }, 422, 'regulation.past'],
    ['a wrong value', { value: { percent: 101 } }, 422, 'regulation.value'],
    ['no reason', { reason: '' }, 400, 'request.invalid'],
    ['a note in one language', { note: { vi: 'x' } }, 400, 'request.invalid'],
    ['what is not asked', { force: true }, 400, 'request.invalid'],
  ])('%s is refused', async (_, change, status, code) => {
    const answer = await post('/api/regulation/rules/quota-warning/issues', { ...version(5), ...change });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  test('a new instrument, and a rule that cites it', async () => {
    const text = { vi: 'Cảnh báo khi đầy 70 %.', en: 'A warning at 70 %.' };
    const instrument = {
      code: 'TGB',
      kind: 'Quyết định',
      number: '9/2027/QĐ-UBND',
      title: 'Sửa đổi Quy chế',
      issuer: 'Ủy ban nhân dân tỉnh',
      issued: today().toString(),
      from: inDays(1),
      amends: ['TG'],
    };
    const articles = [{ ref: 'TGB 1', title: { vi: 'Cảnh báo', en: 'Warning' }, by: 'automatic', how: text, text }];
    const answer = await post('/api/regulation/instruments', { instrument, articles, reason: 'Văn bản mới' });
    expect(answer.statusCode, answer.body).toBe(200);
    const issue = { value: { percent: 70 }, cite: 'TGB 1', from: inDays(9), reason: 'Văn bản mới' };
    expect((await post('/api/regulation/rules/quota-warning/issues', issue)).statusCode).toBe(200);
    const shown = (await get('/api/regulation/instruments')).find(({ code }: { code: string }) => code === 'TGB');
    expect(shown).toMatchObject({
      name: 'Quyết định 9/2027/QĐ-UBND',
      issue: { by: 'Trần Thị Bình' },
      provisions: [{ ref: 'TGB 1', text: text.vi }],
    });
    const withdrawn = await post(`/api/regulation/instruments/${answer.json().issueId}/withdraw`, { reason: 'Nhầm' });
    expect(withdrawn.json().error.code).toBe('regulation.cited');
  });

  test('whatever a rule cites can be opened', async () => {
    const now = await get('/api/regulation');
    const cites = new Set<string>(
      now.rules.flatMap((rule: { version: object | null }) => citesIn(rule.version).map(({ cite }) => cite)),
    );
    for (const cite of cites) {
      const answer = await app.inject({ url: `/api/regulation/provisions?ref=${encodeURIComponent(cite)}` });
      expect([cite, answer.statusCode]).toEqual([cite, 200]);
    }
  });
});
