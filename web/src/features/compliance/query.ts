import type { ComplianceReport } from '@congvu/contract';
import { call } from '../../api/http.ts';

/** The report, counted anew each minute as long as it is looked at. */
export const complianceQuery = (at: string | undefined) => ({
  queryKey: ['compliance', at ?? 'today'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call<ComplianceReport>(`/api/compliance${at ? `?at=${at}` : ''}`, { signal }),
  staleTime: 60_000,
  // What takes long to count comes after the articles.
  refetchInterval: (query: { state: { data?: ComplianceReport | undefined } }) =>
    query.state.data && query.state.data.counting.length > 0 ? 1_500 : 60_000,
});
