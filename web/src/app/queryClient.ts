import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/errors.ts';

/** A refusal stays a refusal: only a broken line or a server that is not ready is worth another try. */
function retry(times: number, error: unknown): boolean {
  const passing = !(error instanceof ApiError) || error.code === 'network' || error.status >= 500;
  return passing && times < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry, staleTime: 60_000, refetchOnWindowFocus: false } },
});
