import { useNavigate, useSearch } from '@tanstack/react-router';
import type { At } from './calls.ts';

/**
 * The day that the whole directory is looked at on; it stands in the address, so that it can be passed on. In the other
 * areas, whose pages have links to people and organisations, it is today.
 */
export function useAt(): At {
  return useSearch({ from: '/shell/directory', shouldThrow: false })?.at;
}

export function useSetAt(): (at: At) => void {
  const navigate = useNavigate();
  return (at) => void navigate({ to: '.', search: (at ? { at } : {}) as never });
}

/** What a link within the directory takes along. */
export const searchAt = (at: At): { at?: string } => (at ? { at } : {});
