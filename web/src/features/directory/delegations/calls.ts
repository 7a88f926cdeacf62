import type { Delegate, MailboxDelegations, MailboxUses, MyDelegations } from '@congvu/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../api/http.ts';
import { queryClient } from '../../../app/queryClient.ts';

const all = ['delegations'] as const;

export const delegationsQuery = (accountId: number, history: boolean) =>
  queryOptions({
    queryKey: [...all, 'of', accountId, history],
    queryFn: ({ signal }) =>
      call<MailboxDelegations>(`/api/mailboxes/${accountId}/delegations${history ? '?history=true' : ''}`, { signal }),
  });

export const myDelegationsQuery = queryOptions({
  queryKey: [...all, 'mine'],
  queryFn: ({ signal }) => call<MyDelegations>('/api/delegations/mine', { signal }),
});

export const usesQuery = (accountId: number) =>
  infiniteQueryOptions({
    queryKey: [...all, 'uses', accountId],
    queryFn: ({ pageParam, signal }) =>
      call<MailboxUses>(`/api/mailboxes/${accountId}/uses${pageParam ? `?before=${pageParam}` : ''}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });

const refresh = () => queryClient.invalidateQueries({ queryKey: all });

export async function delegate(accountId: number, body: Delegate): Promise<void> {
  await call(`/api/mailboxes/${accountId}/delegations`, { method: 'POST', body });
  await refresh();
}

export async function endDelegation(id: number): Promise<void> {
  await call(`/api/delegations/${id}/end`, { method: 'POST', body: {} });
  await refresh();
}
