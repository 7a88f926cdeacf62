import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../api/http.ts';
import { jmap } from '../../api/jmap/client.ts';
import { type Account, capability, type Id, type Session } from '../../api/jmap/types.ts';
import { currentLanguage } from '../../app/i18n/index.ts';
import { queryClient } from '../../app/queryClient.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => {
    const session = await call<Session>('/jmap/session');
    jmap.maxCalls = session.capabilities[capability.core].maxCallsInRequest;
    return session;
  },
});

/** A right may be given or taken while the page is open: the server's answers tell by their session state. */
jmap.onSessionState = (state) => {
  const known = queryClient.getQueryData(sessionQuery.queryKey);
  if (known && known.state !== state) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
};

export interface MailAccount extends Account {
  id: Id;
}

/** The mailboxes one may open: one's own first, then by name. */
export function accountsOf(session: Session | undefined): MailAccount[] {
  const all = Object.entries(session?.accounts ?? {}).map(([id, account]) => ({ id, ...account }));
  const withMail = all.filter((a) => a.accountCapabilities[capability.mail]);
  return withMail.sort(
    (a, b) => Number(b.isPersonal) - Number(a.isPersonal) || a.name.localeCompare(b.name, currentLanguage()),
  );
}

export function useAccounts(): MailAccount[] | undefined {
  const { data } = useQuery({ ...sessionQuery, select: accountsOf });
  return data;
}

export function useAccount(accountId: Id): MailAccount | undefined {
  return useAccounts()?.find((a) => a.id === accountId);
}
