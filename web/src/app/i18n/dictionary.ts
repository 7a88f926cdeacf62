import type { areas } from './vi/areas.ts';
import type { vi } from './vi/index.ts';

export type Language = 'vi' | 'en';

/** Vietnamese is the source: a key that it lacks doesn't compile. */
export type MailKey = keyof typeof vi;
/** Texts of the areas beside mail, which come when one is opened. */
export type AreaKey = keyof typeof areas;
export type MessageKey = MailKey | AreaKey;
export type Dictionary = Record<MailKey, string> & Partial<Record<AreaKey, string>>;
export type Params = Record<string, string | number>;

/** Fills `{name}` in; `one|many` is chosen by `n`. */
export function fill(template: string, params: Params | undefined): string {
  const forms = template.split('|');
  const form = (params?.n === 1 ? forms[0] : forms.at(-1)) ?? template;
  return params ? form.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : form;
}
