import type { Connection } from '../connection.ts';
import type { Uid } from '../session.ts';
import type { Criteria } from './parse.ts';

/** UIDs found, ascending, of messages the client knows of. */
export async function runSearch(
  c: Connection,
  { key }: Criteria,
): Promise<{ uids: Uid[]; highestModSeq: number | undefined }> {
  const view = c.view;
  if (key.key === 'all') return { uids: Array.from(view.uids), highestModSeq: undefined };
  const found = await view.mailbox.search(key);
  return { uids: view.visible(found.uids, true), highestModSeq: found.highestModSeq };
}
