import { propertyName, valueAt } from '../cards.ts';
import { DavError } from '../errors.ts';
import { limits } from '../limits.ts';
import { carddav } from '../xml/names.ts';
import { child, childrenOf, type Element } from '../xml/parse.ts';

/** What a card must be like to be listed (RFC 6352 §10.5). */
export interface Filter {
  test: 'anyof' | 'allof';
  properties: PropertyFilter[];
}

interface PropertyFilter {
  /** Upper case. */
  name: string;
  test: 'anyof' | 'allof';
  absent: boolean;
  texts: TextMatch[];
  parameters: ParameterFilter[];
}

interface ParameterFilter {
  name: string;
  absent: boolean;
  text: TextMatch | null;
}

export interface TextMatch {
  /** As the collation compares it. */
  text: string;
  collation: (text: string) => string;
  kind: 'equals' | 'contains' | 'starts-with' | 'ends-with';
  negate: boolean;
}

const collations: Record<string, (text: string) => string> = {
  'i;octet': (text) => text,
  'i;ascii-casemap': (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  'i;unicode-casemap': (text) => text.normalize('NFKC').toLocaleLowerCase('vi').normalize('NFC'),
  default: (text) => text.normalize('NFKC').toLocaleLowerCase('vi').normalize('NFC'),
};

/** @throws DavError 403 where it asks for what is not supported. */
export function readFilter(filter: Element): Filter {
  const properties = childrenOf(filter, carddav('prop-filter')).map(readProperty);
  const conditions = properties.reduce((sum, { texts, parameters }) => sum + 1 + texts.length + parameters.length, 0);
  if (conditions > limits.conditions) throw new DavError(403, carddav('supported-filter'), 'Too many conditions.');
  return { test: readTest(filter), properties };
}

const readTest = (element: Element): 'anyof' | 'allof' => (element.attributes.test === 'allof' ? 'allof' : 'anyof');

function readProperty(element: Element): PropertyFilter {
  return {
    name: (element.attributes.name ?? '').toUpperCase(),
    test: readTest(element),
    absent: child(element, carddav('is-not-defined')) !== undefined,
    texts: childrenOf(element, carddav('text-match')).map(readText),
    parameters: childrenOf(element, carddav('param-filter')).map((one) => {
      const text = child(one, carddav('text-match'));
      const absent = child(one, carddav('is-not-defined')) !== undefined;
      return { name: (one.attributes.name ?? '').toUpperCase(), absent, text: text ? readText(text) : null };
    }),
  };
}

function readText({ text, attributes }: Element): TextMatch {
  const collation = collations[attributes.collation ?? 'default'];
  if (!collation) throw new DavError(403, carddav('supported-collation'), 'No such collation.');
  const kind = attributes['match-type'] ?? 'contains';
  if (kind !== 'equals' && kind !== 'contains' && kind !== 'starts-with' && kind !== 'ends-with')
    throw new DavError(403, carddav('supported-filter'), 'No such match-type.');
  return { text: collation(text), collation, kind, negate: attributes['negate-condition'] === 'yes' };
}

interface Line {
  name: string;
  parameters: [name: string, value: string][];
  value: string;
}

/** Whether a card (its text) is like that. */
export function fits(filter: Filter, card: string): boolean {
  if (filter.properties.length === 0) return true;
  const lines = card
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean)
    .map(readLine);
  const one = (property: PropertyFilter) =>
    fitsProperty(
      property,
      lines.filter(({ name }) => name === property.name),
    );
  return filter.test === 'allof' ? filter.properties.every(one) : filter.properties.some(one);
}

function fitsProperty({ absent, texts, parameters, test }: PropertyFilter, lines: Line[]): boolean {
  if (absent) return lines.length === 0;
  if (texts.length + parameters.length === 0) return lines.length > 0;
  const checks = [
    ...texts.map(
      (match) => () =>
        matchesAny(
          match,
          lines.map(({ value }) => value),
        ),
    ),
    ...parameters.map((parameter) => () => lines.some((line) => fitsParameter(parameter, line))),
  ];
  return test === 'allof' ? checks.every((check) => check()) : checks.some((check) => check());
}

function fitsParameter({ name, absent, text }: ParameterFilter, { parameters }: Line): boolean {
  const values = parameters.flatMap(([key, value]) => (key === name ? [value] : []));
  if (absent) return values.length === 0;
  return text ? matchesAny(text, values) : values.length > 0;
}

function matchesAny(match: TextMatch, values: string[]): boolean {
  const found = values.some((value) => matches(match, match.collation(value)));
  return match.negate ? !found : found;
}

function matches({ kind, text }: TextMatch, value: string): boolean {
  if (kind === 'equals') return value === text;
  if (kind === 'starts-with') return value.startsWith(text);
  if (kind === 'ends-with') return value.endsWith(text);
  return value.includes(text);
}

function readLine(line: string): Line {
  const at = valueAt(line);
  const [, ...parameters] = line.slice(0, at - 1).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return {
    name: propertyName(line),
    parameters: parameters.flatMap((parameter) => {
      const [name = '', values = ''] = parameter.split('=', 2);
      const each = values.replace(/"/g, '').split(',');
      return each.map((value): [string, string] => [name.toUpperCase(), value]);
    }),
    value: line
      .slice(at)
      .replace(/\\n/gi, '\n')
      .replace(/\\([\\,;])/g, '$1'),
  };
}

/**
 * What the database can leave out beforehand: words that must stand among those of name, position and organisation, and
 * parts that must stand in an address. Empty where the filter gives no such ground.
 */
export function preselect({ test, properties }: Filter): { words: string[]; addresses: string[] } {
  const none = { words: [], addresses: [] };
  if (properties.length === 0 || (test === 'anyof' && properties.length > 1)) return none;
  const certain = properties.filter(
    (p) => !p.absent && p.parameters.length === 0 && p.texts.length > 0 && (p.test === 'allof' || p.texts.length === 1),
  );
  const textsOf = (names: readonly string[]) =>
    certain.filter((p) => names.includes(p.name)).flatMap((p) => p.texts.filter(({ negate }) => !negate));
  return {
    words: textsOf(['FN', 'N', 'TITLE']).map(longestWord).filter(Boolean),
    addresses: textsOf(['EMAIL'])
      .map(({ text }) => text.toLowerCase())
      .filter((text) => /^[\x20-\x7e]+$/.test(text)),
  };
}

/** In lower case with its marks, in NFD, as entries keep words. */
function longestWord({ text }: TextMatch): string {
  const words =
    text
      .normalize('NFD')
      .toLowerCase()
      .match(/(?:[a-z0-9đ]|[\u0300-\u036f])+/g) ?? [];
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
