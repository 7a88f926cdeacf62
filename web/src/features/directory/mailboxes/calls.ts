import type {
  AddressProposal,
  Mailbox,
  MailboxFilter,
  MailboxList,
  MailboxOptions,
  NewMailboxAnswer,
  NewMailboxBody,
  ProposeBody,
  RenameMailboxBody,
} from '@congvu/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../api/http.ts';

const base = '/api/directory/mailboxes';
/** Below what `refreshDirectory` fetches anew. */
const key = ['directory', 'mailboxes'] as const;
const post = <T>(path: string, body: unknown) => call<T>(`${base}${path}`, { method: 'POST', body });

export const mailboxQuery = (accountId: number) =>
  queryOptions({
    queryKey: [...key, 'one', accountId],
    queryFn: ({ signal }) => call<Mailbox>(`${base}/${accountId}`, { signal }),
  });

export const mailboxOptionsQuery = queryOptions({
  queryKey: [...key, 'options'],
  queryFn: ({ signal }) => call<MailboxOptions>(`${base}/options`, { signal }),
});

const pageSize = 50;

export const mailboxesQuery = (filter: MailboxFilter) =>
  infiniteQueryOptions({
    queryKey: [...key, 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...filter, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) };
      const given = Object.entries(asked).map(([name, value]) => [name, String(value)]);
      return call<MailboxList>(`${base}?${new URLSearchParams(given)}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });

/** Never from memory: what was free a moment ago may be taken. */
export const proposalQuery = (body: ProposeBody) =>
  queryOptions({
    queryKey: [...key, 'propose', body],
    queryFn: ({ signal }) => call<AddressProposal>(`${base}/propose`, { method: 'POST', body, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const mailboxCalls = {
  make: (body: NewMailboxBody) => post<NewMailboxAnswer>('', body),
  rename: (accountId: number, body: RenameMailboxBody) => post<Mailbox>(`/${accountId}/rename`, body),
  addAlias: (accountId: number, body: { address: string; reason: string }) =>
    post<Mailbox>(`/${accountId}/aliases`, body),
  removeAlias: (accountId: number, body: { address: string }) => post<Mailbox>(`/${accountId}/aliases/remove`, body),
  setState: (accountId: number, body: { state: Mailbox['state']; reason: string | null }) =>
    post<Mailbox>(`/${accountId}/state`, body),
  setQuota: (accountId: number, body: { bytes: number | null; reason: string | null }) =>
    post<Mailbox>(`/${accountId}/quota`, body),
};
