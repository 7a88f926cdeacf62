import type { AuditPage, AuditState } from '@congvu/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/http.ts';
import { queryClient } from '../../app/queryClient.ts';
import { type AuditSearch, auditParams } from './search.ts';

export const auditQuery = (search: AuditSearch) => {
  const asked = auditParams(search);
  return infiniteQueryOptions({
    queryKey: ['audit', 'events', asked.toString()],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(asked);
      if (pageParam) params.set('after', pageParam);
      return call<AuditPage>(`/api/audit?${params}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
  });
};

export const stateQuery = queryOptions({
  queryKey: ['audit', 'state'],
  queryFn: ({ signal }) => call<AuditState>('/api/audit/state', { signal }),
  refetchInterval: (query) => (query.state.data?.running ? 700 : 60_000),
});

export async function verify(): Promise<void> {
  queryClient.setQueryData(
    stateQuery.queryKey,
    await call<AuditState>('/api/audit/verify', { method: 'POST', body: {} }),
  );
}

export function exportUrl(search: AuditSearch, format: 'csv' | 'xlsx', language: string): string {
  const params = auditParams(search);
  params.set('format', format);
  params.set('language', language);
  return `/api/audit/export?${params}`;
}
