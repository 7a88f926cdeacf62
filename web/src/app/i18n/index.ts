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
  return fill(dictionary[key], params);
}

export function currentLanguage(): Language {
  return language;
}

/** English is fetched only by those who read it. */
export async function setLanguage(next: Language): Promise<void> {
  dictionary = next === 'en' ? (await import('./en/index.ts')).en : vi;
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
