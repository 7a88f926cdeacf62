import { expect, test } from 'vitest';
import { planOf } from './candidates.ts';
import type { TermShares } from './term-shares.ts';
import { readWords } from './words.ts';

const shares: Record<string, number> = {
  nguyen: 0.39,
  nga: 0.01,
  van: 0.2,
  hieu: 0.012,
  tran: 0.1,
  giam: 0.05,
  doc: 0.05,
};
const known: TermShares = {
  entries: 100_000,
  word: (word) => shares[word] ?? 0.0001,
  beginning: (start) =>
    Math.min(
      1,
      Object.entries(shares).reduce((sum, [word, share]) => sum + (word.startsWith(start) ? share : 0), 0.0001),
    ),
};
const plan = (q: string) => planOf(readWords(q), known);

test('all words are asked for, the rarest first', () => {
  expect(plan('tran hieu')).toEqual({
    filter: "'tran':* & 'hieu':*",
    probe: "'hieu':* & 'tran'",
    rare: true,
    dear: false,
    loose: "'hieu':*",
  });
});

test('what nearly everyone has is walked to', () => {
  for (const q of ['n', 'nguyen', 'nguyen van', 'nguyen v']) expect(plan(q).rare, q).toBe(false);
  for (const q of ['zz', 'hieu x', 'leminhhieu']) expect(plan(q).rare, q).toBe(true);
});

test('words before the last are taken as whole first', () => {
  expect(plan('nga van').probe).toBe("'nga'");
  expect(plan('ng nga').loose).toContain("'nga':*");
});

test('a few digits begin too many numbers', () => {
  expect(plan('0273').rare).toBe(false);
  expect(plan('3873001').rare).toBe(true);
});

test('without statistics nothing is thought common', () => {
  const none: TermShares = { entries: 0, word: () => 0, beginning: () => 0 };
  expect(planOf(readWords('n'), none)).toMatchObject({ rare: true, filter: "'n':*", probe: "'n':*" });
});
