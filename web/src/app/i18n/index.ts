import { useSyncExternalStore } from 'react';
import { type Dictionary, fill, type Language, type MessageKey, type Params } from './dictionary.ts';
import { vi } from './vi/index.ts';

export type { Language, MessageKey } from './dictionary.ts';

const storageKey = 'congvu.language';
const listeners = new Set<() => void>();
let language: Language = 'vi';
let dictionary: Dictionary = vi;

/** The text of a key in the language of the page. */
export function t(key: MessageKey, params?: Params): string {
  return fill(dictionary[key] ?? key, params);
}

export function currentLanguage(): Language {
  return language;
}

let withAreas = false;

/** English is fetched only by those who read it, and texts of the other areas by those who open one. */
async function dictionaryOf(next: Language): Promise<Dictionary> {
  const [base, areas] = await Promise.all([
    next === 'en' ? import('./en/index.ts').then((file) => file.en) : vi,
    withAreas && (next === 'en' ? import('./en/areas.ts') : import('./vi/areas.ts')).then((file) => file.areas),
  ]);
  return areas ? { ...base, ...areas } : base;
}

/** Before an area other than mail is drawn. */
export async function loadAreaTexts(): Promise<void> {
  if (withAreas) return;
  withAreas = true;
  try {
    dictionary = await dictionaryOf(language);
  } catch (error) {
    withAreas = false;
    throw error;
  }
}

export async function setLanguage(next: Language): Promise<void> {
  dictionary = await dictionaryOf(next);
  language = next;
  document.documentElement.lang = next;
  localStorage.setItem(storageKey, next);
  for (const listener of listeners) listener();
}

/** Before the first view is drawn. */
export async function restoreLanguage(): Promise<void> {
  if (localStorage.getItem(storageKey) === 'en') await setLanguage('en');
}

/** The root is keyed by it: a change draws everything anew. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLanguage);
}
