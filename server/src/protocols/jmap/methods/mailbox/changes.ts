import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { changes } from '../../core/changes.ts';
import { defineMethod } from '../../core/method.ts';
import { countProperties } from '../../mailbox/mailbox.ts';
import { accountState } from '../../queries/account.ts';
import { type MailboxChange, mailboxChanges } from '../../queries/mailbox.ts';

/** RFC 8621 §2.2 */
export const mailboxChangesMethod = defineMethod({
  name: 'Mailbox/changes',
  using: capability.mail,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) => {
    let onlyCounts = true;
    const answer = await changes({
      kind: 'mailbox',
      accountId: args.accountId,
      sinceState: args.sinceState,
      maxChanges: args.maxChanges,
      account: await accountState(call.services.db, call.account.row),
      load: async (since, limit) => {
        const rows: MailboxChange[] = await mailboxChanges(call.services.db, call.account.row, since, limit);
        onlyCounts = !rows.some((r) => !r.destroyed && r.createdAt <= since.base && r.propertyModseq > since.base);
        return rows;
      },
    });
    return { ...answer, updatedProperties: onlyCounts && answer.updated.length > 0 ? countProperties : null };
  },
});
