import type { GrantRole, RoleList, RoleOptions, RuleOfAccess } from '@congvu/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/http.ts';
import { queryClient } from '../../app/queryClient.ts';
import { meQuery } from '../accounts/me.ts';
import type { RolesSearch } from './search.ts';

const all = ['roles'] as const;

export const rolesQuery = ({ role, in: organisation, ended, heads }: RolesSearch) =>
  infiniteQueryOptions({
    queryKey: [...all, 'list', role ?? '', organisation ?? 0, ended ?? false, heads ?? false],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ offset: String(pageParam) });
      if (role) asked.set('role', role);
      if (organisation) asked.set('organisation', String(organisation));
      if (ended) asked.set('history', 'true');
      if (heads || role === 'unit-head') asked.set('heads', 'true');
      return call<RoleList>(`/api/roles?${asked}`, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });

export const roleOptionsQuery = queryOptions({
  queryKey: [...all, 'options'],
  queryFn: ({ signal }) => call<RoleOptions>('/api/roles/options', { signal }),
});

export const rulesQuery = queryOptions({
  queryKey: [...all, 'rules'],
  queryFn: ({ signal }) => call<RuleOfAccess[]>('/api/roles/rules', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One's own roles may be among those that changed. */
const refresh = async () => {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: all }),
  ]);
};

export async function grantRole(body: GrantRole): Promise<void> {
  await call('/api/roles', { method: 'POST', body });
  await refresh();
}

export async function endRole(id: number): Promise<void> {
  await call(`/api/roles/${id}/end`, { method: 'POST', body: {} });
  await refresh();
}
