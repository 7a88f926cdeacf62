import type { PublicDirectory, PublicKeyEntry, PublicUnit } from '@congvu/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/http.ts';

const base = '/api/public-directory';

export const publicDirectoryQuery = queryOptions({
  queryKey: ['public-directory'],
  queryFn: ({ signal }) => call<PublicDirectory>(base, { signal }),
});

export const publicKeysQuery = queryOptions({
  queryKey: ['public-directory', 'keys'],
  queryFn: ({ signal }) => call<PublicKeyEntry[]>(`${base}/keys`, { signal }),
});

export const publicUnit = (id: number): Promise<PublicUnit> => call<PublicUnit>(`${base}/units/${id}`);

export const issueKey = (name: string): Promise<{ id: number; token: string }> =>
  call(`${base}/keys`, { method: 'POST', body: { name } });

export const revokeKey = (id: number): Promise<object> =>
  call(`${base}/keys/${id}/revoke`, { method: 'POST', body: {} });
