import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { createStore } from '../../../ui/createStore.ts';

export type FolderNaming =
  | { kind: 'create'; accountId: Id; parent: Mailbox | null }
  | { kind: 'rename'; accountId: Id; mailbox: Mailbox };

/** The folder that is being named, if any. */
export const folderDialog = createStore<FolderNaming | null>(null);

export function askFolderName(naming: FolderNaming): void {
  folderDialog.set(naming);
}
