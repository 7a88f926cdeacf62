import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RegulationError } from './errors.ts';
import { loadProfile, parseProfile } from './load-profile.ts';

const head = `province: thu-nghiem
name: Tỉnh Thử nghiệm
instruments:
  - { code: TN, kind: Quyết định, number: 1/2020/QĐ-UBND, title: Quy chế, issuer: UBND, issued: 2020-01-01, from: 2020-02-01 }
rules:
`;
const quota = (from: string, until?: string) =>
  `  - { name: mailbox-quota, value: { bytes: 1000 }, cite: TN 1, from: ${from}${until ? `, until: ${until}` : ''} }\n`;

function faultsOf(text: string) {
  try {
    parseProfile({ file: 'thu-nghiem.yaml', text });
  } catch (error) {
    if (error instanceof RegulationError) return error.faults.map((f) => ({ line: f.line, path: f.path }));
    throw error;
  }
  return [];
}

test('a profile with two values one after the other is read', () => {
  const profile = parseProfile({
    file: 'x.yaml',
    text: head + quota('2020-02-01', '2022-01-01') + quota('2022-01-01'),
  });
  expect(profile.rules.map((r) => [r.name, r.from.toString(), r.until?.toString()])).toEqual([
    ['mailbox-quota', '2020-02-01', '2022-01-01'],
    ['mailbox-quota', '2022-01-01', undefined],
  ]);
});

test.each([
  ['text that is no YAML', 'province: [', 1, '/'],
  ['a key twice', `${head}${quota('2020-02-01')}name: Khác\n`, 7, '/'],
  ['an unknown key', `${head}${quota('2020-02-01')}colour: red\n`, 7, '/colour'],
  ['an unknown rule', `${head}  - { name: colour, value: 1, cite: TN 1, from: 2020-02-01 }\n`, 6, '/rules/0/name'],
  ['a value of the wrong type', head + quota('2020-02-01').replace('1000', 'nhiều'), 6, '/rules/0/value/bytes'],
  ['a value with a key too many', head + quota('2020-02-01').replace('1000', '1, mb: 2'), 6, '/rules/0/value/mb'],
  ['a day that does not exist', head + quota('2020-02-30'), 6, '/rules/0/from'],
  ['an end before the beginning', head + quota('2020-02-01', '2020-01-01'), 6, '/rules/0/until'],
  ['two values from one day', head + quota('2020-02-01') + quota('2020-02-01', '2021-02-01'), 7, '/rules/1'],
  ['a citation of an unknown instrument', head + quota('2020-02-01').replace('TN 1', 'XX 1'), 6, '/rules/0/cite'],
  ['a rule with neither article nor note', head + quota('2020-02-01').replace('cite: TN 1, ', ''), 6, '/rules/0'],
])('%s is refused with line and path', (_, text, line, path) => {
  expect(faultsOf(text)).toContainEqual({ line, path });
});

/** A profile in several files. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const article = (ref: string) => `  - { ref: ${ref}, title: { vi: a, en: a }, by: automatic, how: { vi: a, en: a } }\n`;

test('the files of a folder make one profile', () => {
  const profile = loadProfile(
    folderOf({
      'profile.yaml': `${head.replace('rules:\n', 'articles:\n')}${article('TN 1')}`,
      'a.yaml': `rules:\n${quota('2020-02-01')}`,
      'b.yaml': `rules:\n${quota('2021-02-01')}articles:\n${article('TN 2')}`,
      'c.yaml': '# Nothing yet.\n',
      'readme.txt': 'not: [read',
    }),
  );
  expect(profile.rules.map(({ from }) => from.year)).toEqual([2020, 2021]);
  expect(profile.articles.map(({ ref }) => ref)).toEqual(['TN 1', 'TN 2']);
});

test('faults name the file they stand in', () => {
  const folder = folderOf({
    'profile.yaml': head.replace('rules:\n', ''),
    'a.yaml': `rules:\n${quota('2020-02-01')}`,
    'b.yaml': `rules:\n${quota('2020-02-01')}${quota('2020-03-01').replace('1000', 'viel')}articles:\n${article('XX 1')}`,
    'c.yaml': 'instruments: []\n',
  });
  const found = () => loadProfile(folder);
  expect(found).toThrow(/c\.yaml:1 \/instruments: is not known here/);
  rmSync(join(folder, 'c.yaml'));
  expect(found).toThrow(/b\.yaml:2 \/rules\/0: mailbox-quota has two values from 2020-02-01/);
  expect(found).toThrow(/b\.yaml:3 \/rules\/1\/value\/bytes: must be a whole number/);
  expect(found).toThrow(/b\.yaml:5 \/articles\/0\/ref: cites XX 1, but no such instrument is listed/);
  expect(() => loadProfile(folderOf({ 'a.yaml': '' }))).toThrow(/has no profile\.yaml/);
});

test('kinds of organisation that are not listed are refused where they stand', () => {
  const kinds =
    '  - { name: organisation-kinds, value: [{ kind: a, name: { vi: A, en: A } }], cite: TN 1, from: 2020-02-01 }\n';
  const rule = (kind: string) =>
    `  - { name: personnel-authority, value: [{ kinds: [a, ${kind}], authority: { role: operator } }], cite: TN 1, from: 2020-02-01 }\n`;
  expect(faultsOf(head + kinds + rule('a'))).toEqual([]);
  expect(faultsOf(head + kinds + rule('b'))).toEqual([{ line: 7, path: '/rules/1/value/0/kinds/1' }]);
});

test.each([
  ['no number and no reason', 'number: 1/2020/QĐ-UBND', 'number: null', '/instruments/0'],
  ['no day of issue and no reason', 'issued: 2020-01-01', 'issued: null', '/instruments/0'],
  [
    'a code twice',
    'instruments:',
    `instruments:\n  - { code: TN, kind: K, number: '2', title: T, issuer: I, issued: 2020-01-01, from: 2020-01-01 }`,
    '/instruments/1/code',
  ],
])('an instrument with %s is refused', (_, from, to, path) => {
  expect(faultsOf(head.replace(from, to) + quota('2020-02-01')).map((fault) => fault.path)).toContain(path);
});
