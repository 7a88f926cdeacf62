import { readFileSync } from 'node:fs';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type ProfileFault, RegulationError } from './errors.ts';
import { type Profile, ProfileSchema, type RuleEntry } from './profile.ts';
import { type RuleName, ruleSchemas } from './rules.ts';

/**
 * Reads and checks one profile.
 * @throws RegulationError `regulation.profile` with every fault found, each with file, line and path.
 */
export function loadProfile(file: string): Profile {
  return parseProfile(readFileSync(file, 'utf8'), file);
}

type Path = (string | number)[];

/** Gathers faults with the line they stand on. */
class Faults {
  readonly list: ProfileFault[] = [];
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
    for (const error of document.errors) {
      const reason = error.message.split('\n')[0] ?? error.code;
      this.list.push({ file, line: lines.linePos(error.pos[0]).line, path: '/', reason });
    }
  }

  add(path: Path, reason: string): void {
    const line = lineOf(this.#document, this.#lines, path);
    this.list.push({ file: this.#file, line, path: `/${path.join('/')}`, reason });
  }

  checkShape(schema: TSchema, value: unknown, at: Path): void {
    for (const error of Value.Errors(schema, value)) {
      // Told twice: at the object, and as `boolean` at the key itself, which is the better place.
      if (error.keyword === 'additionalProperties') continue;
      const inside = error.instancePath.split('/').slice(1).map(unescapePointer);
      this.add([...at, ...inside], error.keyword === 'boolean' ? 'is not known here' : error.message);
    }
  }

  day(text: string | undefined, path: Path): Temporal.PlainDate | undefined {
    try {
      return text === undefined ? undefined : Temporal.PlainDate.from(text);
    } catch {
      this.add(path, 'is no date');
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.list.length === 0) return;
    const told = this.list.map((f) => `${f.file}:${f.line} ${f.path}: ${f.reason}`);
    throw new RegulationError('regulation.profile', told.join('; '), this.list);
  }
}

export function parseProfile(text: string, file: string): Profile {
  const lines = new LineCounter();
  // YAML 1.2: a date stays text.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const faults = new Faults(file, document, lines);
  faults.throwIfAny();
  const plain: unknown = document.toJS({ maxAliasCount: 0 });
  faults.checkShape(ProfileSchema, plain, []);
  faults.throwIfAny();
  const { province, name, instruments, rules: entries } = plain as Static<typeof ProfileSchema>;
  for (const [i, instrument] of instruments.entries()) {
    for (const key of ['issued', 'from', 'until'] as const) faults.day(instrument[key], ['instruments', i, key]);
  }
  const codes = new Set(instruments.map((i) => i.code));
  const rules: RuleEntry[] = [];
  for (const [i, entry] of entries.entries()) {
    const rule = readRule(entry, ['rules', i], codes, faults);
    if (!rule) continue;
    if (rules.some((r) => r.name === rule.name && overlap(r, rule))) {
      faults.add(['rules', i], `${rule.name} has two values at one time; end the earlier one with until`);
    }
    rules.push(rule);
  }
  faults.throwIfAny();
  return { file, province, name, instruments, rules };
}

function readRule(
  rule: Static<typeof ProfileSchema>['rules'][number],
  at: Path,
  codes: Set<string>,
  faults: Faults,
): RuleEntry | undefined {
  if (!Object.hasOwn(ruleSchemas, rule.name)) {
    faults.add([...at, 'name'], `no rule is named ${rule.name}`);
    return undefined;
  }
  faults.checkShape(ruleSchemas[rule.name as RuleName], rule.value, [...at, 'value']);
  if (!rule.cite && !rule.note) faults.add(at, 'must have a cite, or a note that says why no article is cited');
  for (const { cite, path } of citesIn(rule)) {
    if (!codes.has(cite.split(' ')[0]!)) {
      faults.add([...at, ...path], `cites ${cite}, but no such instrument is listed`);
    }
  }
  const from = faults.day(rule.from, [...at, 'from']);
  const until = faults.day(rule.until, [...at, 'until']);
  if (!from) return undefined;
  if (until && Temporal.PlainDate.compare(from, until) >= 0) faults.add([...at, 'until'], 'must be later than from');
  return { name: rule.name, value: rule.value, cite: rule.cite, note: rule.note, from, until } as RuleEntry;
}

type Period = { from: Temporal.PlainDate; until: Temporal.PlainDate | undefined };

function overlap(a: Period, b: Period): boolean {
  const startsBeforeEnd = (x: Period, y: Period) => !y.until || Temporal.PlainDate.compare(x.from, y.until) < 0;
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

/** Every `cite` within a value, with its path. */
export function citesIn(value: unknown, path: Path = []): { cite: string; path: Path }[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => citesIn(v, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    key === 'cite' && typeof v === 'string' ? [{ cite: v, path: [...path, key] }] : citesIn(v, [...path, key]),
  );
}

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** The line of a node, or of the nearest one around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length).map((k) => (/^\d+$/.test(String(k)) ? Number(k) : k));
    const node = document.getIn(keys, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
