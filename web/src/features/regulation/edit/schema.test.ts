import { expect, test } from 'vitest';
import { blankOf, choicesOf, isPeriod, isText, nullable, type Schema, variablesOf, variantOf } from './schema.ts';

const word = (text: string): Schema => ({ const: text, type: 'string' });
const period: Schema = { type: 'string', pattern: '^P(?=\\d)…' };
const text: Schema = {
  type: 'object',
  properties: { vi: { type: 'string' }, en: { type: 'string' } },
  required: ['vi', 'en'],
};

test('words, texts, periods and what may be null are recognised', () => {
  expect(choicesOf({ anyOf: [word('a'), word('b')] })).toEqual(['a', 'b']);
  expect(choicesOf({ anyOf: [word('a'), period] })).toBeNull();
  expect(choicesOf(word('a'))).toEqual(['a']);
  expect([isText(text), isText({ type: 'object', properties: { vi: {} } })]).toEqual([true, false]);
  expect([isPeriod(period), isPeriod({ type: 'string' })]).toEqual([true, false]);
  expect(nullable({ anyOf: [period, { type: 'null' }] })).toEqual(period);
  expect(nullable({ anyOf: [word('a'), word('b'), { type: 'null' }] })).toEqual({ anyOf: [word('a'), word('b')] });
  expect(nullable({ anyOf: [word('a')] })).toBeNull();
});

test('a value tells which form it has', () => {
  const yearly: Schema = { type: 'object', required: ['yearly'], properties: { yearly: {} } };
  const every: Schema = { type: 'object', required: ['every'], properties: { every: {} } };
  const variants = [yearly, every, word('ad-hoc')];
  expect([{ yearly: '12-05' }, { every: 'P6M' }, 'ad-hoc', null].map((value) => variantOf(variants, value))).toEqual([
    0, 1, 2, 0,
  ]);
});

test('a new entry has what it must have', () => {
  const entry: Schema = {
    type: 'object',
    required: ['kind', 'times', 'name', 'after', 'to', 'until'],
    properties: {
      kind: { anyOf: [word('a'), word('b')] },
      times: { type: 'integer', minimum: 1 },
      name: text,
      after: period,
      to: { type: 'array', minItems: 1, items: { anyOf: [word('x')] } },
      until: { anyOf: [period, { type: 'null' }] },
      more: { type: 'string' },
    },
  };
  expect(blankOf(entry)).toEqual({
    kind: 'a',
    times: 1,
    name: { vi: '', en: '' },
    after: 'P6M',
    to: ['x'],
    until: null,
  });
});

test('a way of naming tells its parts', () => {
  const pattern = '^(?:[a-z0-9._-]|\\{(?:family|family\\.initial|above\\.[a-z0-9-]+|n)\\})+$';
  expect(variablesOf({ type: 'string', pattern })).toEqual(['family', 'family.initial', 'n']);
  expect(variablesOf({ type: 'string', pattern: '^[a-z]+$' })).toBeNull();
});
