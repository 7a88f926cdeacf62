import type { ComplianceReport } from '@congvu/contract';
import { call } from '../../api/http.ts';

/** The report, counted anew each minute as long as it is looked at. */
export const complianceQuery = (at: string | undefined) => ({
  queryKey: ['compliance', at ?? 'today'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call<ComplianceReport>(`/api/compliance${at ? `?at=${at}` : ''}`, { signal }),
  staleTime: 60_000,
  refetchInterval: 60_000,
});
