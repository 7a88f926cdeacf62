import type { FindPage } from '@congvu/contract';
import { call } from '../../../api/http.ts';

export interface FindAsked {
  q: string;
  kind?: 'person' | 'organisation' | undefined;
  /** This organisation and everything below it. */
  organisation?: number | undefined;
  position?: string | undefined;
}

/** One page of what is found, best first. */
export function findPage(asked: FindAsked, limit: number, cursor?: string, signal?: AbortSignal): Promise<FindPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [key, value] of Object.entries({ ...asked, cursor })) if (value) query.set(key, String(value));
  return call<FindPage>(`/api/directory/find?${query}`, signal ? { signal } : {});
}
