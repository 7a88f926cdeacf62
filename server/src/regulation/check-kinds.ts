import type { Path } from './faults.ts';

/** Keys under which values name kinds of organisation. */
const keys = new Set(['kinds', 'organisationKinds', 'under']);

interface Entry {
  name: string;
  value: unknown;
}

/**
 * Kinds of organisation that the value names and no `organisation-kinds` of the profile lists, with their paths in the
 * value. None when the profile lists no kinds at all.
 */
export function checkKinds(entry: Entry, rules: readonly Entry[]): { path: Path; kind: string }[] {
  const lists = rules.filter((rule) => rule.name === 'organisation-kinds');
  if (lists.length === 0) return [];
  const known = new Set(lists.flatMap((rule) => (rule.value as { kind: string }[]).map(({ kind }) => kind)));
  return named(entry.value, []).filter(({ kind }) => !known.has(kind));
}

function named(value: unknown, path: Path): { path: Path; kind: string }[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => named(v, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) => {
    if (!keys.has(key) || !Array.isArray(v)) return named(v, [...path, key]);
    return v.map((kind, i) => ({ path: [...path, key, i], kind: String(kind) }));
  });
}
