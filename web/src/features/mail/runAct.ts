import type { Id, Mailbox } from '../../api/jmap/types.ts';
import { type MessageKey, t } from '../../app/i18n/index.ts';
import { confirm } from '../../ui/confirm.tsx';
import { errorText } from '../../ui/errorText.ts';
import { toast } from '../../ui/toasts.tsx';
import { folderName } from './folders.ts';
import { destroy, messagesOf, perform, undo } from './store/acts.ts';
import { mail } from './store/mail.ts';
import { keywordPatch, moveOnlyTo, movePatch, type Patch } from './store/patches.ts';
import type { View } from './store/view.ts';

export type Act = 'read' | 'unread' | 'flag' | 'unflag' | 'archive' | 'trash' | 'destroy' | 'junk' | 'notJunk' | 'move';

/** Acts whose effect is plain to see, and as easily reversed by hand. */
const silent = new Set<Act>(['read', 'unread', 'flag', 'unflag']);

/** What the act does to each message. */
function patchesFor(act: Act, view: View, rowIds: readonly Id[], to: Mailbox | undefined): Map<Id, Patch> {
  const { emails } = mail.account(view.accountId);
  // “Unread” and “flag” mark the one message that the row shows; everything else means the conversation's part here.
  const ids = act === 'unread' || act === 'flag' ? rowIds : messagesOf(view, rowIds);
  const everywhere = view.search?.everywhere === true;
  const target = to ?? roleTarget(act, view.accountId);
  return new Map(
    ids.map((id): [Id, Patch] => {
      if (act === 'read' || act === 'unread') return [id, keywordPatch('$seen', act === 'read')];
      if (act === 'flag' || act === 'unflag') return [id, keywordPatch('$flagged', act === 'flag')];
      const email = emails.get(id);
      if (!email || !target) return [id, {}];
      const whole = everywhere || act !== 'move';
      const move = whole ? moveOnlyTo(email, target.id) : movePatch(view.mailboxId, target.id);
      if (act === 'junk') return [id, { ...move, ...keywordPatch('$junk', true), ...keywordPatch('$notjunk', false) }];
      if (act === 'notJunk')
        return [id, { ...move, ...keywordPatch('$junk', false), ...keywordPatch('$notjunk', true) }];
      return [id, move];
    }),
  );
}

const targets: Partial<Record<Act, string>> = { archive: 'archive', trash: 'trash', junk: 'junk', notJunk: 'inbox' };

function roleTarget(act: Act, accountId: Id): Mailbox | undefined {
  const role = targets[act];
  return role ? mail.role(accountId, role) : undefined;
}

/** What “delete” means here: what lies in the trash already can only go for good. */
export function deleteAct(view: View, rowIds: readonly Id[]): Act {
  const trash = mail.role(view.accountId, 'trash');
  if (!trash) return 'destroy';
  const { emails } = mail.account(view.accountId);
  return messagesOf(view, rowIds).every((id) => emails.get(id)?.mailboxIds[trash.id]) ? 'destroy' : 'trash';
}

/** Whether the account has the folder that the act moves to. */
export function canAct(act: Act, accountId: Id): boolean {
  return !(act in targets) || roleTarget(act, accountId) !== undefined;
}

/** Does it, says so, and offers to undo it. False if nothing was done. */
export async function runAct(act: Act, view: View, rowIds: readonly Id[], to?: Mailbox): Promise<boolean> {
  if (rowIds.length === 0 || !canAct(act, view.accountId)) return false;
  const params = { n: rowIds.length, name: to ? folderName(to) : '' };
  try {
    if (act === 'destroy') {
      const ids = messagesOf(view, rowIds);
      const title = t('act.destroyAsk', { n: ids.length });
      if (!(await confirm({ title, text: t('act.destroyHint'), ok: t('act.destroy'), danger: true }))) return false;
      await destroy(view.accountId, ids);
      toast(t('done.destroy', { n: ids.length }));
      return true;
    }
    const pending = perform(view.accountId, patchesFor(act, view, rowIds, to));
    const quiet = silent.has(act) && rowIds.length === 1;
    let dismiss = () => {};
    if (!quiet) {
      const back = () =>
        void pending.then(
          (inverse) => undoAct(view.accountId, inverse),
          () => {},
        );
      dismiss = toast(t(`done.${act}` satisfies MessageKey, params), {
        group: 'act',
        action: { label: t('app.undo'), act: back },
      });
    }
    pending.catch(dismiss);
    await pending;
    return true;
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
    return false;
  }
}

async function undoAct(accountId: Id, inverse: Awaited<ReturnType<typeof perform>>): Promise<void> {
  try {
    await undo(accountId, inverse);
    toast(t('done.undone'), { group: 'act', lasts: 2_500 });
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
  }
}
