import { MethodError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { internalLimits } from './limits.ts';
import type { Invocation } from './request.ts';

/**
 * The arguments with every result reference (`#name`) replaced by what it points to (RFC 8620 §3.7).
 * @throws MethodError `invalidResultReference`; `invalidArguments` when both `name` and `#name` are there.
 */
export function resolveReferences(args: JsonObject, responses: readonly Invocation[]): JsonObject {
  if (!Object.keys(args).some((key) => key.startsWith('#'))) return args;
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(args)) {
    if (!key.startsWith('#')) {
      resolved[key] = value;
      continue;
    }
    const name = key.slice(1);
    if (Object.hasOwn(args, name)) throw new MethodError('invalidArguments', `Both ${name} and ${key} are given.`);
    resolved[name] = resolve(value, responses);
  }
  return resolved;
}

function resolve(reference: Json, responses: readonly Invocation[]): Json {
  if (!isObject(reference)) throw bad('A result reference is not an object.');
  const { resultOf, name, path } = reference;
  if (typeof resultOf !== 'string' || typeof name !== 'string' || typeof path !== 'string') {
    throw bad('A result reference needs resultOf, name and path.');
  }
  const response = responses.find((r) => r[2] === resultOf);
  if (!response) throw bad(`No earlier call has the id ${resultOf.slice(0, 100)}.`);
  if (response[0] !== name) throw bad(`The call ${resultOf.slice(0, 100)} was answered by ${response[0]}.`);
  if (path !== '' && !path.startsWith('/')) throw bad('The path does not begin with a slash.');
  const found = evaluate(response[1], path === '' ? [] : path.slice(1).split('/').map(unescapeToken));
  if (Array.isArray(found) && found.length > internalLimits.referenceValues)
    throw bad('The path gives too many values.');
  return found;
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** JSON Pointer (RFC 6901) with `*`, which takes the rest of the path of every item and joins lists (RFC 8620 §3.7). */
function evaluate(value: Json, tokens: readonly string[]): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(value)) {
    if (token === '*') {
      return value.flatMap((item) => evaluate(item, rest));
    }
    if (!/^(0|[1-9][0-9]*)$/.test(token)) throw bad(`${token.slice(0, 100)} is no index of a list.`);
    const item = value[Number(token)];
    if (item === undefined) throw bad('The path leads nowhere.');
    return evaluate(item, rest);
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) throw bad('The path leads nowhere.');
  return evaluate(value[token]!, rest);
}

function bad(description: string): MethodError {
  return new MethodError('invalidResultReference', description);
}
