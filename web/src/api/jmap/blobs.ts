import { ApiError, errorOf } from '../errors.ts';
import { noteSignedOut, ownHeader, rawCall } from '../http.ts';
import type { Id, Uploaded } from './types.ts';

/** RFC 8620 §6.2; the name is what the browser saves under. */
export function downloadUrl(accountId: Id, blobId: Id, name: string, type: string): string {
  const path = [accountId, blobId, name || 'tep'].map(encodeURIComponent).join('/');
  return `/jmap/download/${path}?type=${encodeURIComponent(type)}`;
}

export async function fetchBlob(accountId: Id, blobId: Id, name: string, type: string): Promise<Blob> {
  const response = await rawCall(downloadUrl(accountId, blobId, name, type));
  return new Blob([await response.arrayBuffer()], { type });
}

export interface Upload {
  done: Promise<Uploaded>;
  cancel(): void;
}

/** RFC 8620 §6.1, with progress from 0 to 1: `fetch` can't tell how much has left. */
export function upload(accountId: Id, data: Blob, onProgress: (share: number) => void): Upload {
  const xhr = new XMLHttpRequest();
  const done = new Promise<Uploaded>((resolve, reject) => {
    xhr.open('POST', `/jmap/upload/${encodeURIComponent(accountId)}`);
    for (const [name, value] of Object.entries(ownHeader)) xhr.setRequestHeader(name, value);
    xhr.setRequestHeader('content-type', data.type || 'application/octet-stream');
    xhr.responseType = 'text';
    xhr.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    xhr.onerror = () => reject(new ApiError('network', 0, 'network'));
    xhr.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    xhr.onload = async () => {
      if (xhr.status >= 200 && xhr.status < 300) return resolve(JSON.parse(xhr.responseText) as Uploaded);
      const error = await errorOf(new Response(xhr.responseText || null, { status: Math.max(xhr.status, 400) }));
      noteSignedOut(error);
      reject(error);
    };
    xhr.send(data);
  });
  return { done, cancel: () => xhr.abort() };
}
