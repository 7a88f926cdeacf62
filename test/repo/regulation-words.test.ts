/** Whoever reads a rule in the web reads words: every key, word and rule of the schemas has a text in both languages. */
import { expect, test } from 'vitest';
import { counters } from '../../server/src/oversight/trial/index.ts';
import { groupOf, type RuleName, ruleNames, ruleSchemas } from '../../server/src/regulation/index.ts';
import { regulation as en } from '../../web/src/app/i18n/en/regulation.ts';
import { regulation as vi } from '../../web/src/app/i18n/vi/regulation.ts';
import { projectFiles, readProjectFile } from './files.ts';

type Schema = {
  const?: unknown;
  pattern?: string;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema;
};

interface Found {
  /** Keys, by the rule they are in. */
  fields: Set<string>;
  /** Words, by the key they stand under. */
  words: Set<string>;
  /** What may stand in braces. */
  parts: Set<string>;
}

function walk(schema: Schema, rule: string, key: string, found: Found): Found {
  if (typeof schema.const === 'string') found.words.add(`${key}.${schema.const}`);
  const braces = /\\\{\(\?:(.+?)\)\\\}/.exec(schema.pattern ?? '')?.[1];
  for (const part of braces?.split('|') ?? []) if (!part.includes('[')) found.parts.add(part.replaceAll('\\', ''));
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (name !== 'vi' && name !== 'en') found.fields.add(`${rule}.${name}`);
    walk(inner, rule, name, found);
  }
  for (const inner of schema.anyOf ?? []) walk(inner, rule, key, found);
  if (schema.items) walk(schema.items, rule, key, found);
  return found;
}

const found = ruleNames.reduce<Found>((sum, name) => walk(ruleSchemas[name] as Schema, name, '', sum), {
  fields: new Set(),
  words: new Set(),
  parts: new Set(),
});
const has = (key: string) => Object.hasOwn(vi, key);
const last = (path: string) => path.slice(path.indexOf('.') + 1);

test('both languages have the same texts', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
});

test('every rule has a name, a sentence and a group', () => {
  const lacking = ruleNames.flatMap((name) =>
    [`regulation.rule.${name}`, `regulation.about.${name}`, `regulation.group.${groupOf(name)}`].filter(
      (key) => !has(key),
    ),
  );
  expect(lacking).toEqual([]);
});

test('every key of a value has a label', () => {
  const lacking = [...found.fields].filter(
    (path) => !has(`regulation.field.${path}`) && !has(`regulation.field.${last(path)}`),
  );
  expect(lacking).toEqual([]);
});

test('every word of a value has a text', () => {
  const lacking = [...found.words].filter(
    (path) => !has(`regulation.word.${path}`) && !has(`regulation.word.${last(path)}`),
  );
  expect(lacking).toEqual([]);
});

test('every part of a way of naming has a text', () => {
  expect(found.parts.size).toBeGreaterThan(15);
  expect([...found.parts].filter((part) => !has(`regulation.part.${part}`))).toEqual([]);
});

test('every counted effect has a sentence, and no sentence is left over', () => {
  const code = projectFiles(/^server\/src\/oversight\/trial\/effects\/.*\.ts$/)
    .map(readProjectFile)
    .join('\n');
  const keys = new Set([...code.matchAll(/'((?:[a-z-]+)\.[a-z-]+)'/g)].map((match) => match[1]!));
  const sentences = Object.keys(vi)
    .filter((key) => key.startsWith('regulation.effect.'))
    .map((key) => key.slice('regulation.effect.'.length));
  // Keys that the code puts together: `public.${…}-appear`, `check-duty.${…}`.
  const composed = (key: string) => key.startsWith('public.') || key.startsWith('check-duty.');
  expect(sentences.filter((key) => !keys.has(key) && !composed(key))).toEqual([]);
  expect(Object.keys(counters).every((name) => ruleNames.includes(name as RuleName))).toBe(true);
  const told = [...code.matchAll(/key: [^,]*?'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1]!);
  expect(told.filter((key) => !sentences.includes(key))).toEqual([]);
});
