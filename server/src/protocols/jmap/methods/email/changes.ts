import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { changes } from '../../core/changes.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { emailChanges } from '../../queries/email.ts';

/** RFC 8621 §4.3 */
export const emailChangesMethod = defineMethod({
  name: 'Email/changes',
  using: capability.mail,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) =>
    changes({
      kind: 'email',
      accountId: args.accountId,
      sinceState: args.sinceState,
      maxChanges: args.maxChanges,
      account: await accountState(call.services.db, call.account.row),
      load: (since, limit) => emailChanges(call.services.db, call.account.row, since, limit),
    }),
});
