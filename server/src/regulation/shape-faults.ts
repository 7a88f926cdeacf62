/**
 * What is wrong with a value's form, and where, in words that a managing authority can act on. The schemas judge (typebox);
 * this tells why: of several forms a value might have, only what is missing to the nearest.
 */
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Path } from './faults.ts';
import { formInWords, type Text } from './rules/index.ts';

export interface ShapeFault {
  path: string[];
  reason: Text;
}

/** Of JSON Schema, what the rules are made of. */
interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  const?: string | number | boolean;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  minProperties?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

export function shapeFaults(schema: TSchema, value: unknown): ShapeFault[] {
  if (Value.Check(schema, value)) return [];
  const found = look(schema as Schema, value, []);
  // A form of schema that nothing here speaks of is refused all the same.
  return found.length > 0 ? found : [fault([], 'không đúng cấu trúc', 'has not the right form')];
}

const fault = (path: Path, vi: string, en: string): ShapeFault => ({ path: path.map(String), reason: { vi, en } });

function look(schema: Schema, value: unknown, path: Path): ShapeFault[] {
  if (schema.anyOf) return lookAtForms(schema.anyOf, value, path);
  if ('const' in schema) return value === schema.const ? [] : oneOf([schema], path);
  if (!isOfType(schema.type, value)) return [wrongType([schema], path)];
  switch (schema.type) {
    case 'object':
      return lookAtObject(schema, value as Record<string, unknown>, path);
    case 'array':
      return lookAtList(schema, value as unknown[], path);
    case 'string':
      return lookAtText(schema, value as string, path);
    case 'integer':
    case 'number':
      return lookAtNumber(schema, value as number, path);
    default:
      return [];
  }
}

/** Faults against the form that the value comes nearest to: least is wrong with the value itself, then with its parts. */
function lookAtForms(forms: readonly Schema[], value: unknown, path: Path): ShapeFault[] {
  if (forms.every((form) => 'const' in form)) {
    return forms.some((form) => form.const === value) ? [] : oneOf(forms, path);
  }
  const fitting = forms.filter((form) => ('const' in form ? form.const === value : isOfType(form.type, value)));
  if (fitting.length === 0) return [wrongType(forms, path)];
  const judged = fitting.map((form) => look(form, value, path));
  if (judged.some((faults) => faults.length === 0)) return [];
  const own = (faults: ShapeFault[]) => faults.filter((one) => one.path.length <= path.length + 1).length;
  // With all else alike, an object without the keys that make the form is further from it.
  return judged.sort((a, b) => own(a) - own(b) || a.length - b.length)[0]!;
}

function isOfType(type: Schema['type'], value: unknown): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

const types: Record<NonNullable<Schema['type']>, Text> = {
  object: { vi: 'một nhóm thông tin', en: 'an object' },
  array: { vi: 'một danh sách', en: 'a list' },
  string: { vi: 'một chuỗi chữ', en: 'a text' },
  integer: { vi: 'một số nguyên', en: 'a whole number' },
  number: { vi: 'một số', en: 'a number' },
  boolean: { vi: 'đúng hoặc sai (true, false)', en: 'true or false' },
  null: { vi: 'bỏ trống (null)', en: 'null' },
};

function wrongType(forms: readonly Schema[], path: Path): ShapeFault {
  const names = forms.map((form): Text => {
    if ('const' in form) return { vi: String(form.const), en: String(form.const) };
    return (form.pattern && formInWords(form.pattern)) || types[form.type ?? 'object'];
  });
  const listed = (language: keyof Text) => [...new Set(names.map((name) => name[language]))];
  return fault(path, `phải là ${listed('vi').join(' hoặc ')}`, `must be ${listed('en').join(' or ')}`);
}

function oneOf(forms: readonly Schema[], path: Path): ShapeFault[] {
  const words = forms.map((form) => String(form.const)).join(', ');
  if (forms.length === 1) return [fault(path, `phải là ${words}`, `must be ${words}`)];
  return [fault(path, `phải là một trong: ${words}`, `must be one of: ${words}`)];
}

function lookAtObject(schema: Schema, value: Record<string, unknown>, path: Path): ShapeFault[] {
  const { properties = {}, patternProperties = {}, required = [], additionalProperties, minProperties = 0 } = schema;
  const found = required
    .filter((key) => value[key] === undefined)
    .map((key) => fault([...path, key], 'còn thiếu', 'is missing'));
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const known =
      (Object.hasOwn(properties, key) ? properties[key] : undefined) ??
      Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(key))?.[1] ??
      (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (known) found.push(...look(known, part, [...path, key]));
    else if (additionalProperties === false) found.push(fault([...path, key], 'không dùng ở đây', 'is not known here'));
  }
  if (Object.keys(value).length < minProperties) found.push(fault(path, 'không được để trống', 'must not be empty'));
  return found;
}

function lookAtList(schema: Schema, value: readonly unknown[], path: Path): ShapeFault[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = schema;
  const found = items ? value.flatMap((one, i) => look(items, one, [...path, i])) : [];
  if (value.length < minItems) {
    found.push(fault(path, `phải có ít nhất ${minItems} mục`, `must have at least ${counted(minItems, 'entry')}`));
  }
  if (value.length > maxItems) {
    found.push(fault(path, `chỉ được có ${maxItems} mục`, `must have at most ${counted(maxItems, 'entry')}`));
  }
  if (uniqueItems && new Set(value.map((one) => JSON.stringify(one))).size < value.length) {
    found.push(fault(path, 'có mục lặp lại', 'has an entry twice'));
  }
  return found;
}

const counted = (n: number, one: 'entry' | 'character') =>
  `${n} ${n === 1 ? one : { entry: 'entries', character: 'characters' }[one]}`;

function lookAtText({ minLength = 0, maxLength, pattern }: Schema, value: string, path: Path): ShapeFault[] {
  if (value.length < minLength) {
    return minLength === 1
      ? [fault(path, 'không được để trống', 'must not be empty')]
      : [fault(path, `phải dài ít nhất ${minLength} ký tự`, `must have at least ${counted(minLength, 'character')}`)];
  }
  if (maxLength !== undefined && value.length > maxLength) {
    return [fault(path, `chỉ được dài ${maxLength} ký tự`, `must have at most ${counted(maxLength, 'character')}`)];
  }
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return [];
  const says = formInWords(pattern);
  if (says) return [fault(path, `phải là ${says.vi}`, `must be ${says.en}`)];
  return [fault(path, `không theo mẫu ${pattern}`, `does not match ${pattern}`)];
}

function lookAtNumber({ minimum, maximum }: Schema, value: number, path: Path): ShapeFault[] {
  if (minimum !== undefined && value < minimum)
    return [fault(path, `phải từ ${minimum} trở lên`, `must be ${minimum} or more`)];
  if (maximum !== undefined && value > maximum)
    return [fault(path, `không được quá ${maximum}`, `must be ${maximum} or less`)];
  return [];
}
