import { SetError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** A patch of a map-valued property: `keywords`, `mailboxIds`. */
export type MapPatch<T> = { replace: Map<string, T> } | { set: Map<string, T>; remove: Set<string> };

export interface ReadPatch {
  /** Whole values by property. */
  values: Map<string, Json>;
  /** Paths below a property: property → key → value, null to remove. */
  deep: Map<string, Map<string, Json>>;
}

/**
 * Splits a PatchObject (RFC 8620 §5.3) into whole values and changes one level below.
 * @throws SetError `invalidPatch` for deeper paths, empty ones, or one that is the beginning of another.
 */
export function readPatch(patch: JsonObject): ReadPatch {
  const values = new Map<string, Json>();
  const deep = new Map<string, Map<string, Json>>();
  for (const [path, value] of Object.entries(patch)) {
    const [property, key, ...rest] = path.split('/').map((t) => t.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!property || key === '' || rest.length > 0) throw badPatch(path);
    if (key === undefined) {
      values.set(property, value);
      continue;
    }
    let inner = deep.get(property);
    if (!inner) deep.set(property, (inner = new Map()));
    inner.set(key, value);
  }
  for (const property of deep.keys()) if (values.has(property)) throw badPatch(property);
  return { values, deep };
}

function badPatch(path: string): SetError {
  return new SetError('invalidPatch', { description: `The path ${path.slice(0, 200)} can't be patched.` });
}

/**
 * A patch of a property that is a set of keys, as `String[true]`.
 * @throws SetError `invalidProperties`
 */
export function readSetPatch(patch: ReadPatch, property: string): MapPatch<true> | undefined {
  const whole = patch.values.get(property);
  if (whole !== undefined) return { replace: new Map(trueKeys(whole, property).map((k) => [k, true])) };
  const inner = patch.deep.get(property);
  if (!inner) return undefined;
  const set = new Map<string, true>();
  const remove = new Set<string>();
  for (const [key, value] of inner) {
    if (value === true) set.set(key, true);
    else if (value === null) remove.add(key);
    else
      throw new SetError('invalidProperties', {
        properties: [`${property}/${key}`],
        description: 'Only true or null.',
      });
  }
  return { set, remove };
}

/** The keys of a `String[true]` map. @throws SetError `invalidProperties` */
export function trueKeys(value: Json, property: string): string[] {
  if (isObject(value) && Object.values(value).every((v) => v === true)) return Object.keys(value);
  throw new SetError('invalidProperties', { properties: [property], description: 'Must be a map of ids to true.' });
}
