import type { Done } from '@congvu/contract';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { toast } from '../../../ui/toasts.tsx';
import { directory, refreshDirectory } from '../calls.ts';

/** Says what was done, and offers to take it back as long as that is possible; then what is in sight is fetched anew. */
export async function done(
  text: string,
  { undo }: { undo: Done['undo'] },
  afterUndo?: () => void | Promise<void>,
): Promise<void> {
  const takeBack = async () => {
    try {
      await directory.undo(undo!.undoId);
      // Away from a page that is there no more, before anything is fetched anew.
      await afterUndo?.();
      toast(t('directory.takenBack'));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
    await refreshDirectory();
  };
  const group = 'directory';
  toast(
    text,
    undo ? { group, action: { label: t('app.undo'), act: () => void takeBack() }, lasts: 15_000 } : { group },
  );
  await refreshDirectory();
}
