import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { changes } from '../../core/changes.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { threadChanges } from '../../queries/thread.ts';

/** RFC 8621 §3.2 */
export const threadChangesMethod = defineMethod({
  name: 'Thread/changes',
  using: capability.mail,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) =>
    changes({
      kind: 'thread',
      accountId: args.accountId,
      sinceState: args.sinceState,
      maxChanges: args.maxChanges,
      account: await accountState(call.services.db, call.account.row),
      load: (since, limit) => threadChanges(call.services.db, call.account.row, since, limit),
    }),
});
