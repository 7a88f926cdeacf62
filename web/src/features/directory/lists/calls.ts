import type {
  ListCheckRequest,
  ListImport,
  ListKind,
  ListLettersRequest,
  ListPreview,
  ListRoots,
  ListRowPage,
} from '@congvu/contract';
import { ApiError, errorOf } from '../../../api/errors.ts';
import { call, noteSignedOut, ownHeader, rawCall } from '../../../api/http.ts';
import { t } from '../../../app/i18n/index.ts';

/** As the server's limit: a larger file is not even sent. */
export const mostBytes = 20 * 2 ** 20;

export const importsQuery = { queryKey: ['lists'], queryFn: () => call<ListImport[]>('/api/lists/imports') } as const;

export const importKey = (id: number) => ['lists', id] as const;

export function importQuery(id: number) {
  return { queryKey: importKey(id), queryFn: () => call<ListImport>(`/api/lists/imports/${id}`) };
}

export function previewQuery(id: number) {
  return {
    queryKey: ['lists', id, 'preview'] as const,
    queryFn: () => call<ListPreview>(`/api/lists/imports/${id}/preview`),
    staleTime: 0,
    gcTime: 0,
  };
}

export const rootsQuery = { queryKey: ['lists', 'roots'], queryFn: () => call<ListRoots>('/api/lists/roots') } as const;

export const rowsShown = ['all', 'faults', 'warnings', 'duplicates', 'changes'] as const;
export type RowsShown = (typeof rowsShown)[number];

export interface RowsWanted {
  show: RowsShown;
  kind: ListKind | '';
  q: string;
}

export const pageSize = 200;

export function rowsPage(id: number, wanted: RowsWanted, offset: number, signal?: AbortSignal): Promise<ListRowPage> {
  const params = new URLSearchParams({ show: wanted.show, offset: String(offset), limit: String(pageSize) });
  if (wanted.kind) params.set('kind', wanted.kind);
  if (wanted.q) params.set('q', wanted.q);
  return call<ListRowPage>(`/api/lists/imports/${id}/rows?${params}`, signal ? { signal } : {});
}

const act = (id: number, verb: string, body: unknown = {}) =>
  call<ListImport>(`/api/lists/imports/${id}/${verb}`, { method: 'POST', body });

export const checkList = (id: number, request: ListCheckRequest) => act(id, 'check', request);
export const applyList = (id: number, digest: string) => act(id, 'apply', { digest });
export const cancelList = (id: number) => act(id, 'cancel');
export const undoList = (id: number) => act(id, 'undo');
export const removeList = (id: number) => call(`/api/lists/imports/${id}/remove`, { method: 'POST', body: {} });

/** Sends the file, telling how much has gone. @throws ApiError */
export function uploadList(file: File, sent: (share: number) => void, signal: AbortSignal): Promise<ListImport> {
  if (file.size > mostBytes) return Promise.reject(new ApiError('list.too-large', 413, t('lists.tooLarge')));
  if (file.size === 0) return Promise.reject(new ApiError('list.empty', 422, t('lists.empty')));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/lists/imports?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(ownHeader)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError('network', 0, 'network'));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = async () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) return resolve(JSON.parse(responseText) as ListImport);
      const error = await errorOf(
        new Response(responseText, { status, headers: { 'content-type': 'application/json' } }),
      );
      noteSignedOut(error);
      reject(error);
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Codes are made by the asking: the answer is saved as a file at once, and can't be had again. */
export async function saveLetters(id: number, format: ListLettersRequest['format']): Promise<void> {
  const answer = await rawCall(`/api/lists/imports/${id}/letters`, {
    method: 'POST',
    body: { format } satisfies ListLettersRequest,
  });
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `ma-kich-hoat-${id}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
