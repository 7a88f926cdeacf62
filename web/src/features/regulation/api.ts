import type {
  InstrumentView,
  IssueInstrument,
  IssueRule,
  ProvisionView,
  RegulationOverview,
  RuleHistory,
  TryResult,
  TryRule,
} from '@congvu/contract';
import { call } from '../../api/http.ts';

const post = <T>(path: string, body: unknown) => call<T>(path, { method: 'POST', body });
const segment = encodeURIComponent;

export const regulationApi = {
  try: (body: TryRule) => post<TryResult>('/api/regulation/try', body),
  issue: (rule: string, body: IssueRule) =>
    post<{ issueId: string }>(`/api/regulation/rules/${segment(rule)}/issues`, body),
  withdraw: (issueId: string, reason: string) =>
    post<object>(`/api/regulation/issues/${segment(issueId)}/withdraw`, { reason }),
  addInstrument: (body: IssueInstrument) => post<{ issueId: string }>('/api/regulation/instruments', body),
  withdrawInstrument: (issueId: string, reason: string) =>
    post<object>(`/api/regulation/instruments/${segment(issueId)}/withdraw`, { reason }),
};

/** Everything read of the regulation begins with this: after an issue all of it is read anew. */
export const regulationKey = ['regulation'] as const;

type Signal = { signal: AbortSignal };

export const overviewQuery = (at: string | undefined) => ({
  queryKey: [...regulationKey, 'overview', at ?? 'today'],
  queryFn: ({ signal }: Signal) => call<RegulationOverview>(`/api/regulation${at ? `?at=${at}` : ''}`, { signal }),
});

export const historyQuery = (rule: string) => ({
  queryKey: [...regulationKey, 'rule', rule],
  queryFn: ({ signal }: Signal) => call<RuleHistory>(`/api/regulation/rules/${segment(rule)}`, { signal }),
});

export const instrumentsQuery = {
  queryKey: [...regulationKey, 'instruments'],
  queryFn: ({ signal }: Signal) => call<InstrumentView[]>('/api/regulation/instruments', { signal }),
};

export const provisionQuery = (ref: string) => ({
  queryKey: [...regulationKey, 'provision', ref],
  queryFn: ({ signal }: Signal) => call<ProvisionView>(`/api/regulation/provisions?ref=${segment(ref)}`, { signal }),
  staleTime: 600_000,
});
