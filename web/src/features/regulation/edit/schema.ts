/** The part of JSON Schema that the rules' values are described by. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
  uniqueItems?: boolean;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  minLength?: number;
}

/** The words a value may be, when it may only be one of a few; null otherwise. */
export function choicesOf({ const: only, anyOf }: Schema): string[] | null {
  if (typeof only === 'string') return [only];
  if (!anyOf?.every((one) => typeof one.const === 'string')) return null;
  return anyOf.map((one) => String(one.const));
}

/** Text in both languages. */
export const isText = ({ properties }: Schema): boolean =>
  properties !== undefined && Object.keys(properties).sort().join() === 'en,vi';

/** `P6M`. */
export const isPeriod = ({ pattern }: Schema): boolean => pattern?.startsWith('^P') ?? false;

/** What may stand in braces in a way of naming: `{family}{given}`; null for texts that are no such way. */
export function variablesOf({ pattern }: Schema): string[] | null {
  const inside = /\\\{\(\?:(.+?)\)\\\}/.exec(pattern ?? '')?.[1];
  if (!inside) return null;
  // Of those that are a whole family (`above.district`) the province's kinds tell; they can be typed.
  return inside
    .split('|')
    .map((one) => one.replaceAll('\\', ''))
    .filter((one) => !one.includes('['));
}

/** What it is beside null; null when it can't be null. */
export function nullable({ anyOf }: Schema): Schema | null {
  if (!anyOf?.some((one) => one.type === 'null')) return null;
  const rest = anyOf.filter((one) => one.type !== 'null');
  return rest.length === 1 ? rest[0]! : { anyOf: rest };
}

/** Which of several forms a value has: the first that has its type and the keys it must have. */
export function variantOf(variants: readonly Schema[], value: unknown): number {
  const found = variants.findIndex((schema) => {
    if (schema.const !== undefined) return schema.const === value;
    if (schema.type !== 'object') return typeof value === schema.type;
    return typeof value === 'object' && value !== null && (schema.required ?? []).every((key) => key in value);
  });
  return Math.max(found, 0);
}

/** The least a value of this form can be. */
export function blankOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return schema.anyOf.some((one) => one.type === 'null') ? null : blankOf(schema.anyOf[0]!);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, blankOf(schema.properties?.[key] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => blankOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return isPeriod(schema) ? 'P6M' : '';
  }
}
