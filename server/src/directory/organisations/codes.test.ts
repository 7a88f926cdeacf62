import { expect, test } from 'vitest';
import { requireCode, requireLegacyCode } from './codes.ts';

test.each([
  ['000.00.12.H58', '000.00.12.H58'],
  [' 000.z1.y1.h49 ', '000.Z1.Y1.H49'],
  ['', null],
  [null, null],
])('the older form %j is kept as %j', (text, kept) => expect(requireLegacyCode(text)).toBe(kept));

test.each([
  '000.00.12',
  '000.00.12.H5',
  '00.000.12.H58',
  '000-00-12-H58',
  '000.00.12.H58.1',
  'H58.12',
])('the older form %j is refused', (text) =>
  expect(() => requireLegacyCode(text)).toThrow(expect.objectContaining({ code: 'directory.code-invalid' })));

test.each([
  ['H58', 'H58'],
  ['h58.12.5', 'H58.12.5'],
  [`H58${'.123'.repeat(8)}`, `H58${'.123'.repeat(8)}`],
])('the newer form %j is kept as %j', (text, kept) => expect(requireCode(text)).toBe(kept));

test.each(['58.12', 'H58..1', 'H58.', 'H58.12345', `H58${'.1234'.repeat(7)}`])('the newer form %j is refused', (text) =>
  expect(() => requireCode(text)).toThrow(expect.objectContaining({ code: 'directory.code-invalid' })));
