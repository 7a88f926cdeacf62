import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { changes } from '../../core/changes.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { identityChanges } from '../../queries/identity.ts';

/** RFC 8621 §6.2 */
export const identityChangesMethod = defineMethod({
  name: 'Identity/changes',
  using: capability.submission,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) =>
    changes({
      kind: 'identity',
      accountId: args.accountId,
      sinceState: args.sinceState,
      maxChanges: args.maxChanges,
      account: await accountState(call.services.db, call.account.row),
      load: (since, limit) => identityChanges(call.services.db, call.account.row, call.personId, since, limit),
    }),
});
