import { fetchBlob } from './jmap/blobs.ts';
import type { Id } from './jmap/types.ts';

/** Pictures and files already fetched for showing, by blob. Blobs never change, so they are kept, but not too many. */
const kept = new Map<string, Promise<string>>();
const limit = 60;

/** An address within this page for a blob. */
export function blobUrl(accountId: Id, blobId: Id, name: string, type: string): Promise<string> {
  const key = `${accountId}/${blobId}/${type}`;
  const known = kept.get(key);
  if (known) return known;
  const url = fetchBlob(accountId, blobId, name, type).then((blob) => URL.createObjectURL(blob));
  kept.set(key, url);
  url.catch(() => kept.delete(key));
  for (const [oldKey, old] of kept) {
    if (kept.size <= limit) break;
    kept.delete(oldKey);
    void old.then(
      (u) => URL.revokeObjectURL(u),
      () => {},
    );
  }
  return url;
}
