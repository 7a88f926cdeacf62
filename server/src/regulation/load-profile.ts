import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { checkKinds } from './check-kinds.ts';
import { RegulationError } from './errors.ts';
import { type Path, SourceFile, throwFaults } from './faults.ts';
import { type Profile, ProfilePartSchema, ProfileSchema, type RuleEntry, type RuleEntryText } from './profile.ts';
import { isRuleName, ruleSchemas } from './rules/index.ts';

const main = 'profile.yaml';

/**
 * Reads and checks a province's folder: `profile.yaml` (province, instruments, articles) and any number of further
 * `*.yaml` with `rules` and `articles`.
 * @throws RegulationError `regulation.profile` with every fault found, each with file, line and path.
 */
export function loadProfile(folder: string): Profile {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  if (!names.includes(main)) throw new RegulationError('regulation.profile', `${folder} has no ${main}.`);
  const parts = names.filter((name) => name !== main).sort();
  const read = (name: string) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') });
  return { ...parseProfile(read(main), ...parts.map(read)), file: folder };
}

export interface ProfileText {
  /** For faults. */
  file: string;
  text: string;
}

/** @throws RegulationError `regulation.profile`. */
export function parseProfile(first: ProfileText, ...further: ProfileText[]): Profile {
  const head = new SourceFile(first.file, first.text);
  const parts = further.map(({ file, text }) => new SourceFile(file, text));
  const sources = [head, ...parts];
  const faults = () => sources.flatMap((source) => source.faults);
  throwFaults(faults());

  const whole = head.read() as Static<typeof ProfileSchema>;
  head.checkShape(ProfileSchema, whole, []);
  const contents = [
    { source: head, content: whole as Static<typeof ProfilePartSchema> },
    ...parts.map((source) => ({ source, content: (source.read() ?? {}) as Static<typeof ProfilePartSchema> })),
  ];
  for (const { source, content } of contents.slice(1)) source.checkShape(ProfilePartSchema, content, []);
  throwFaults(faults());

  const { province, name, law, instruments } = whole;
  for (const [i, instrument] of instruments.entries()) {
    for (const key of ['issued', 'from', 'until'] as const) head.day(instrument[key], ['instruments', i, key]);
    if ((instrument.number === null || instrument.issued === null) && !instrument.note) {
      head.add(['instruments', i], 'must say in note why its number or date is not known');
    }
    if (instruments.findIndex((other) => other.code === instrument.code) < i) {
      head.add(['instruments', i, 'code'], `${instrument.code} is another instrument's code`);
    }
  }
  const codes = new Set(instruments.map((instrument) => instrument.code));
  const articles: Profile['articles'] = [];
  const rules: RuleEntry[] = [];
  for (const { source, content } of contents) {
    for (const [i, article] of (content.articles ?? []).entries()) {
      const at = ['articles', i];
      if (!codes.has(codeOf(article.ref))) source.add([...at, 'ref'], noInstrument(article.ref));
      if (articles.some((other) => other.ref === article.ref))
        source.add([...at, 'ref'], `${article.ref} has two entries`);
      articles.push(article);
    }
    for (const [i, entry] of (content.rules ?? []).entries()) {
      const rule = readRule(entry, ['rules', i], codes, source);
      if (!rule) continue;
      if (rules.some((r) => r.name === rule.name && r.from.equals(rule.from))) {
        source.add(['rules', i], `${rule.name} has two values from ${rule.from}; an amendment has a later date`);
      }
      rules.push(rule);
    }
  }
  for (const { source, content } of contents) {
    for (const [i, entry] of (content.rules ?? []).entries()) {
      for (const { path, kind } of checkKinds(entry, rules)) {
        source.add(['rules', i, 'value', ...path], `no kind of organisation is called ${kind}`);
      }
    }
  }
  throwFaults(faults());
  return { file: first.file, province, name, law: law ?? province, instruments, articles, rules };
}

function readRule(rule: RuleEntryText, at: Path, codes: Set<string>, source: SourceFile): RuleEntry | undefined {
  if (!isRuleName(rule.name)) {
    source.add([...at, 'name'], `no rule is named ${rule.name}`);
    return undefined;
  }
  const shaped = source.checkShape(ruleSchemas[rule.name], rule.value, [...at, 'value']);
  if (!rule.cite && !rule.note) source.add(at, 'must have a cite, or a note that says why no article is cited');
  for (const { cite, path } of citesIn(rule)) {
    if (!codes.has(codeOf(cite))) source.add([...at, ...path], noInstrument(cite));
  }
  const from = source.day(rule.from, [...at, 'from']);
  const until = source.day(rule.until, [...at, 'until']);
  if (!from || !shaped) return undefined;
  if (until && Temporal.PlainDate.compare(from, until) >= 0) source.add([...at, 'until'], 'must be later than from');
  return { name: rule.name, value: rule.value, cite: rule.cite, note: rule.note, from, until } as RuleEntry;
}

const codeOf = (ref: string) => ref.split(' ')[0]!;
const noInstrument = (ref: string) => `cites ${ref}, but no such instrument is listed`;

/** Every `cite` within a value, with its path. */
export function citesIn(value: unknown, path: Path = []): { cite: string; path: Path }[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => citesIn(v, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    key === 'cite' && typeof v === 'string' ? [{ cite: v, path: [...path, key] }] : citesIn(v, [...path, key]),
  );
}
