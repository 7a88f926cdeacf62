import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { meQuery } from '../accounts/me.ts';

/** Addresses that are “me”: the person's own, not those of mailboxes they look after. */
export function useOwnAddresses(): ReadonlySet<string> {
  const { data: me } = useQuery(meQuery);
  const address = me?.person.address.toLowerCase();
  return useMemo(() => new Set(address ? [address] : []), [address]);
}
