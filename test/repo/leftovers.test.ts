import { expect, test } from 'vitest';
import { projectFiles, readProjectFile, repository } from './files.ts';

const sources = projectFiles(/\.(?:ts|tsx|mjs|md|sql|yaml|json|html|css)$/).filter(
  (file) => file !== 'package-lock.json',
);

test('no file names the place where it was written', () => {
  expect(sources.filter((file) => readProjectFile(file).includes(repository))).toEqual([]);
});

test('nothing is left to be done later without saying so in docs', () => {
  const marks = new RegExp(`\\b(?:${['TO', 'FIX', 'XX'].map((half, i) => half + ['DO', 'ME', 'X'][i]).join('|')})\\b`);
  const found = sources.filter((file) => file !== 'test/repo/leftovers.test.ts' && marks.test(readProjectFile(file)));
  expect(found).toEqual([]);
});

test('no test is skipped or runs alone', () => {
  const tests = projectFiles(/\.test\.tsx?$/);
  const found = tests.filter((file) => /\b(?:test|it|describe)\.(?:only|todo|skip)\b/.test(readProjectFile(file)));
  expect(found).toEqual([]);
});
