import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRegulation } from './regulation.ts';
import { type RuleName, ruleNames, ruleSchemas } from './rules/index.ts';
import { shapeFaults } from './shape-faults.ts';

const told = (rule: RuleName, value: unknown) =>
  shapeFaults(ruleSchemas[rule], value).map(({ path, reason }) => `/${path.join('/')}: ${reason.en}`);

test('what may stand there is told, once', () => {
  expect(told('password', { minLength: 0, classes: ['upper', 'emoji'], special: 3, colour: 1 })).toEqual([
    '/minLength: must be 1 or more',
    '/classes/1: must be one of: upper, lower, digit, special',
    '/special: must be a text',
    '/colour: is not known here',
  ]);
  expect(told('mailbox-quota', { bytes: '500 MB' })).toEqual(['/bytes: must be a whole number']);
  expect(told('mailbox-quota', [])).toEqual(['/: must be an object']);
  expect(shapeFaults(ruleSchemas['mailbox-quota'], {})[0]!.reason).toEqual({ vi: 'còn thiếu', en: 'is missing' });
});

test('a text of a form is told of in words, not by its pattern', () => {
  const step = { after: '6 tháng', action: 'burn', notice: { before: null, to: [] } };
  expect(told('inactivity', [step, {}])).toEqual([
    '/0/after: must be a period such as P6M (6 months), P10D (10 days), P1Y6M (1 year 6 months)',
    '/0/action: must be one of: lock, revoke, delete',
    '/0/notice/to: must have at least 1 entry',
    '/1/after: is missing',
    '/1/action: is missing',
    '/1/notice: is missing',
  ]);
  expect(told('person-address', { ladder: [{ form: '{midle}', cite: 'Điều 4' }] })).toEqual([
    expect.stringMatching(/^\/ladder\/0\/form: must be a form made of .*\{family\.initial\} .*\{nn\}$/),
    '/ladder/0/cite: must be an article or clause such as TG 8.1 or TG 4.2b',
  ]);
});

test('of several forms, the faults are those against the nearest', () => {
  const report = (due: unknown) => [
    { report: 'a', name: { vi: 'a', en: 'a' }, from: 'organisation', to: 'operator', due },
  ];
  expect(told('report-calendar', report({ yearly: '13-45', before: true }))).toEqual([
    '/0/due/yearly: must be a month and day such as 12-05 (5 December)',
  ]);
  expect(told('report-calendar', report({ every: 'often' }))[0]).toMatch(/^\/0\/due\/every: must be a period/);
  expect(told('report-calendar', report('never'))).toEqual(['/0/due: must be an object or ad-hoc']);
  expect(told('address-retention', { period: '2 years', alias: 3 })).toEqual([
    expect.stringMatching(/^\/period: must be a period/),
    expect.stringMatching(/^\/alias: must be a period .* or null$/),
  ]);
});

test('every fault is told, however many there are', () => {
  const kinds = Array.from({ length: 30 }, () => ({ kind: 'Sở', name: { vi: '', en: 'x' } }));
  expect(told('organisation-kinds', kinds)).toHaveLength(60);
});

test('says something of whatever the schemas refuse, and nothing of what they take', () => {
  const regulation = loadRegulation();
  const real = regulation
    .provinces()
    .flatMap(({ id }) => ruleNames.flatMap((name) => regulation.versions(id, name).map(({ value }) => [name, value])));
  for (const [name, value] of real as [RuleName, unknown][]) expect(told(name, value)).toEqual([]);
  fc.assert(
    fc.property(fc.constantFrom(...ruleNames), fc.jsonValue({ maxDepth: 4 }), (name, value) => {
      expect(told(name, value)).not.toContain('/: has not the right form');
    }),
  );
});
