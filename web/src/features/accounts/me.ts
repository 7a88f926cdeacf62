import type { Me } from '@congvu/contract';
import { ApiError } from '../../api/errors.ts';
import { own } from '../../api/own.ts';
import { queryClient } from '../../app/queryClient.ts';

export const meQuery = { queryKey: ['me'], queryFn: own.me, staleTime: Number.POSITIVE_INFINITY } as const;

/** Who is signed in; null if nobody is. */
export async function loadMe(): Promise<Me | null> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'auth.required') return null;
    throw error;
  }
}

export function knownMe(): Me | undefined {
  return queryClient.getQueryData<Me>(meQuery.queryKey);
}

export function setMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** A page load is the surest way to leave nothing of one person behind for the next. */
export async function signOut(): Promise<void> {
  await own.signOut().catch(() => {});
  // What was being written is kept per tab: the drafts on the server remain, the copies here go.
  sessionStorage.clear();
  location.assign('/sign-in');
}
