import { expect, test } from 'vitest';
import { RegulationError } from './errors.ts';
import { parseProfile } from './load-profile.ts';

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
