import type { Connection } from '../connection.ts';
import type { Uid } from '../session.ts';
import type { Criteria } from './parse.ts';

/** UIDs found, ascending, of messages the client knows of. Criteria that the view can answer cost the backend nothing. */
export async function runSearch(
  c: Connection,
  { key }: Criteria,
): Promise<{ uids: Uid[]; highestModSeq: number | undefined }> {
  const view = c.view;
  if (key.key === 'all') return { uids: Array.from(view.uids), highestModSeq: undefined };
  if (key.key === 'uids') {
    const uids = view.resolve({ saved: false, ranges: key.ranges }, true) ?? [];
    return { uids: Array.from(uids), highestModSeq: undefined };
  }
  const found = await view.mailbox.search(key);
  return { uids: view.visible(found.uids, true), highestModSeq: found.highestModSeq };
}
