import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { jmap } from '../../api/jmap/client.ts';
import { capability, type Id, type Identity } from '../../api/jmap/types.ts';
import { meQuery } from '../accounts/me.ts';
import { useAccounts } from './session.ts';

/** An address to send from, and the account whose drafts and sent mail belong to it. */
export interface SendingIdentity extends Identity {
  accountId: Id;
  accountName: string;
}

export function identitiesQuery(accountId: Id) {
  return {
    queryKey: ['identities', accountId],
    staleTime: 10 * 60_000,
    queryFn: async () => (await jmap.call('Identity/get', { accountId, ids: null })).list,
  };
}

/** Every address the person may send from, their own first; undefined until known. */
export function useIdentities(): SendingIdentity[] | undefined {
  const accounts = useAccounts();
  const senders = (accounts ?? []).filter((a) => a.accountCapabilities[capability.submission] && !a.isReadOnly);
  return useQueries({
    queries: senders.map((a) => identitiesQuery(a.id)),
    combine: (results) => {
      if (!accounts || results.some((r) => r.isPending)) return undefined;
      return results.flatMap((r, i) => {
        const account = senders[i];
        if (!account) return [];
        return (r.data ?? []).map((identity) => ({ ...identity, accountId: account.id, accountName: account.name }));
      });
    },
  });
}

/** Addresses that are “me”: the person's own, not those of mailboxes they look after. */
export function useOwnAddresses(): ReadonlySet<string> {
  const { data: me } = useQuery(meQuery);
  const address = me?.person.address.toLowerCase();
  return useMemo(() => new Set(address ? [address] : []), [address]);
}
