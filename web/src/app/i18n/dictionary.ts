import type { vi } from './vi/index.ts';

export type Language = 'vi' | 'en';

/** Vietnamese is the source: a key that it lacks doesn't compile. */
export type MessageKey = keyof typeof vi;
export type Dictionary = Record<MessageKey, string>;
export type Params = Record<string, string | number>;

/** Fills `{name}` in; `one|many` is chosen by `n`. */
export function fill(template: string, params: Params | undefined): string {
  const forms = template.split('|');
  const form = (params?.n === 1 ? forms[0] : forms.at(-1)) ?? template;
  return params ? form.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : form;
}
