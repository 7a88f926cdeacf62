/** What holds of every ladder, of every province, whatever the name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRegulation } from '../../regulation/index.ts';
import type { Proposal } from './ladder.ts';
import { isLocalPart } from './refuse.ts';
import { type NamingOf, namingOf } from './testing.ts';

const provinces = loadRegulation().provinces();
const names = fc
  .array(fc.stringMatching(/^[A-ZĐÂÊÔƠƯa-zàáảãạăắđêếôốơớưứ']{1,9}$/), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

type Name = (naming: NamingOf, taken: string[]) => Promise<Proposal>;

const people = fc.record({ name: names, born: fc.option(fc.integer({ min: 1950, max: 2008 }), { nil: undefined }) });
const organisations = fc.record({
  name: fc
    .tuple(fc.constantFrom('Sở ', 'Ban ', 'Hội ', 'Phòng ', 'Xã ', 'Thị trấn ', ''), names)
    .map((two) => two.join('')),
  kind: fc.constantFrom('department', 'district', 'commune', 'township', 'office', 'mass-organisation'),
});

const cases: [string, fc.Arbitrary<Name>][] = [
  [
    'people',
    people.map(
      ({ name, born }) =>
        (naming, taken) =>
          naming.person(name, { ...(born ? { born } : {}), taken }),
    ),
  ],
  [
    'organisations',
    organisations.map(
      ({ name, kind }) =>
        (naming, taken) =>
          naming.organisation(name, kind, { above: ['Ủy ban nhân dân huyện Tân Phước'], taken }),
    ),
  ],
];

describe.each(provinces)('$name', ({ id }) => {
  const naming = namingOf(id);
  test.each(
    cases,
  )('%s: an address is valid, free, the same every time, and the first that is free', async (_, cases) => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(5), async (name, count) => {
        const taken: string[] = [];
        for (let i = 0; i <= count; i++) {
          const given = await name(naming, taken).catch((error) => error.code as string);
          expect(await name(naming, taken).catch((error) => error.code)).toEqual(given);
          if (typeof given === 'string') {
            expect(given).toMatch(/^directory\.(no-name-left|no-naming-form|no-parent)$/);
            return;
          }
          expect(isLocalPart(given.local)).toBe(true);
          expect(taken).not.toContain(given.local);
          expect(given.cite ?? given.note).not.toBeNull();
          // What was passed over could not be given: everything taken so far stands before it.
          const passed = given.tried.filter((one) => one.reason === 'taken').map((one) => one.local);
          expect(passed).toEqual(taken);
          taken.push(given.local);
        }
      }),
      { numRuns: 60 },
    );
  });
});
