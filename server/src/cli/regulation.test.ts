import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { addRegulation } from './regulation.ts';

const profiles = join(import.meta.dirname, '../regulation/profiles');
let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function congvu(...args: string[]): Promise<void> {
  const program = new Command('congvu').exitOverride();
  addRegulation(program);
  await program.parseAsync(['regulation', ...args], { from: 'user' });
}

test('lists what holds on a day, with its article', async () => {
  await congvu('list', 'TG', '--profiles');
  expect(lines).toContain('tien-giang\tmailbox-quota\t2016-11-11\tprofile\tĐiều 7, Quyết định 51/2016/QĐ-UBND');
  lines = [];
  await congvu('list', 'tien-giang', '--profiles', '--at', '2016-11-10');
  expect(lines).toEqual([]);
  await congvu('list', '--profiles', '--json');
  expect(new Set(lines.map((line) => JSON.parse(line).province)).size).toBe(5);
  await expect(congvu('list', '--profiles', '--at', 'tomorrow')).rejects.toMatchObject({ code: 'command.usage' });
});

test('shows a rule with its versions', async () => {
  await congvu('show', 'tien-giang', 'mailbox-quota', '--profiles');
  expect(lines.join('\n')).toBe(
    '# tien-giang mailbox-quota: 2016-11-11, in force\n# Điều 7, Quyết định 51/2016/QĐ-UBND\nbytes: 524288000\n',
  );
  await expect(congvu('show', 'tien-giang', 'colour', '--profiles')).rejects.toMatchObject({ code: 'command.usage' });
});

test('checks a profile: fine, ill-formed, wanting', async () => {
  await congvu('check', join(profiles, 'cao-bang'));
  expect(lines).toEqual([expect.stringMatching(/^cao-bang: \d+ rules, \d+ articles and clauses, no faults\.$/)]);
  expect(process.exitCode).toBeUndefined();

  const folder = mkdtempSync(join(tmpdir(), 'congvu-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const profile = `province: nowhere
name: Nowhere
instruments: [{ code: NW, kind: K, number: '1', title: T, issuer: I, issued: 2020-01-01, from: 2020-01-01 }]
`;
  writeFileSync(join(folder, 'profile.yaml'), profile);
  writeFileSync(
    join(folder, 'mail.yaml'),
    'rules:\n  - { name: mailbox-quota, value: { bytes: 0 }, cite: NW 1, from: 2020-01-01 }\n',
  );
  lines = [];
  await congvu('check', folder);
  expect(lines).toEqual([expect.stringMatching(/mail\.yaml:2 \/rules\/0\/value\/bytes: must be 1 or more/)]);
  expect(process.exitCode).toBe(1);

  writeFileSync(
    join(folder, 'mail.yaml'),
    'rules:\n  - { name: mailbox-quota, value: { bytes: 1 }, cite: NW 1, from: 2020-01-01 }\n',
  );
  lines = [];
  await congvu('check', folder);
  expect(lines).toContain('NW 1 leads to nothing in docs/law/nowhere.md');
  expect(lines).toContain('the rule password is missing, and the server needs it');

  // The first instrument is in force, and for a while nothing says how large a mailbox is.
  const quota = '{ name: mailbox-quota, value: { bytes: 1 }, cite: NW 1, from: 2020-01-11 }';
  writeFileSync(join(folder, 'mail.yaml'), `rules:\n  - ${quota}\n`);
  lines = [];
  await congvu('check', folder);
  expect(lines).toContain('the rule mailbox-quota holds from 2020-01-11, and is needed from 2020-01-01 on');
});
