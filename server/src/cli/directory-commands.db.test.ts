import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { commandLine } from './testing.ts';

const database = testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-cli-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const run = commandLine(() => ({ CONGVU_DATA: dataDir, DATABASE_URL: database.url, CONGVU_LOG: 'error' }));
const wordsOf = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
const congvu = (line: string, input?: string) => run(wordsOf(line), input);

const count = async (sql: string) =>
  (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n;

test('people and mailboxes are added, delegated and listed from the command line', async () => {
  const bulk = await run.started(
    wordsOf(
      'user add --address user%02d@bench.test --from 1 --to 12 --password-stdin --no-must-change --ignore-password-rule --create-domain --quota 2G',
    ),
    'benchpass\n',
  );
  expect(bulk).toEqual({ status: 0, out: '12 people are added.\n', err: '' });
  expect(await count("account where quota_bytes = 2147483648 and name like 'user%'")).toBe(12);
  expect(await count('credential where not must_change')).toBe(12);
  expect(
    await count("audit_event where kind = 'auth.password-set' and data->>'ruleIgnored' = 'true' and actor = 'cli'"),
  ).toBe(12);

  const made = await congvu('mailbox add --name "Sở Thông tin và Truyền thông" --kind department --domain bench.test');
  expect(made.out).toBe('stttt@bench.test is added (TG 4.1a).\n');
  // Before anybody was told to, somebody gets the postmaster's mail; a person is not given the address.
  expect((await congvu('domain list')).out).toContain(
    'bench.test\ttien-giang\tpostmaster: stttt@bench.test (not set)\n',
  );
  expect((await congvu('domain postmaster bench.test user01@bench.test')).err).toContain(
    '(directory.address-reserved)',
  );
  const office = await congvu('mailbox add --name "Văn phòng" --kind department --address vp@bench.test');
  expect(office.status).toBe(0);
  for (const mailbox of ['vp@bench.test', 'stttt@bench.test', 'vp@bench.test']) {
    expect(await congvu(`domain postmaster bench.test ${mailbox}`)).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse((await congvu('domain list --json')).out)).toMatchObject({ postmaster: mailbox, given: true });
  }
  const to = '--person user01@bench.test --rights read,send_as --until 2099-01-01 --decision "Giấy số 1"';
  expect((await congvu(`mailbox delegate stttt@bench.test ${to}`)).status).toBe(0);
  expect(await count("delegation where rights = '{read,send_as}' and valid_until = '2098-12-31T17:00:00Z'")).toBe(1);
  expect((await congvu('mailbox delegate stttt@bench.test --person user02@bench.test')).err).toContain(
    '(directory.delegate-elsewhere)',
  );
  const listed = (await congvu('mailbox list --json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(listed).toHaveLength(14);
  expect(listed.find((a) => a.address === 'stttt@bench.test')).toMatchObject({ state: 'active', kind: 'organisation' });
}, 180_000);

test('a refusal has a code, status 1, no stack, and leaves nothing', async () => {
  const before = await count('audit_event');
  const refused: [string, string, string?][] = [
    ['user add --address new%d@bench.test --from 1 --to 3 --password-stdin', 'password.rule', 'weak'],
    [
      'user add --list - --domain bench.test',
      'directory.address-taken',
      '{"name":"Mới"}\n{"address":"user01@bench.test"}',
    ],
    ['user add', 'command.usage'],
  ];
  for (const [args, code, input] of refused) {
    const answer = await congvu(args, input);
    expect(answer, args).toMatchObject({ status: 1, out: '' });
    expect(answer.err, args).toContain(`(${code})`);
    expect(answer.err, args).not.toMatch(/\n\s+at /);
  }
  expect(await count('audit_event')).toBe(before);
}, 180_000);

test('the first managing authority is given from the command line, and the trail is looked through', async () => {
  expect((await congvu('role grant user01@bench.test managing-authority --decision "QĐ 1"')).status).toBe(0);
  expect((await congvu('role grant user02@bench.test unit-it-officer --organisation stttt@bench.test')).status).toBe(0);
  expect((await congvu('role grant user03@bench.test chief')).err).toContain('(command.usage)');
  const list = async () =>
    (await congvu('role list --json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const [manager, officer] = await list();
  expect(manager).toMatchObject({ role: 'managing-authority', organisation: null, address: 'user01@bench.test' });
  expect(officer).toMatchObject({ role: 'unit-it-officer', organisation: 'Sở Thông tin và Truyền thông' });
  expect((await congvu(`role end ${manager.assignmentId}`)).err).toContain('(directory.last-managing-authority)');
  expect((await congvu(`role end ${officer.assignmentId}`)).status).toBe(0);
  expect(await list()).toHaveLength(1);

  const whole = await congvu('audit verify --json');
  expect(whole.status).toBe(0);
  expect(JSON.parse(whole.out)).toMatchObject({ from: 1, fault: null });
  await database.pools.transaction(async (tx) => {
    await tx.query('alter table audit_event disable trigger user');
    await tx.query(
      "update audit_event set after = '{}' where event_id = (select event_id from audit_chain where seq = 3)",
    );
    await tx.query('alter table audit_event enable trigger user');
  });
  const broken = await congvu('audit verify');
  expect(broken.status).toBe(1);
  expect(broken.out).toMatch(/BROKEN[\s\S]*number 3.*\(altered\)/);
}, 180_000);

test('a mistyped command is named, and nothing starts', async () => {
  expect(await run.started(['nonsense'])).toMatchObject({
    status: 1,
    err: expect.stringContaining("There is no command 'nonsense'"),
  });
  expect((await run.started(['help', 'queue'])).out).toContain('Usage: congvu queue');
});
