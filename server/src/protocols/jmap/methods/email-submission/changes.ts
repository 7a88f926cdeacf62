import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { changes } from '../../core/changes.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { submissionChanges } from '../../queries/submission.ts';

/** RFC 8621 §7.2 */
export const emailSubmissionChanges = defineMethod({
  name: 'EmailSubmission/changes',
  using: capability.submission,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) =>
    changes({
      kind: 'submission',
      accountId: args.accountId,
      sinceState: args.sinceState,
      maxChanges: args.maxChanges,
      account: await accountState(call.services.db, call.account.row),
      load: (since, limit) => submissionChanges(call.services.db, call.account.row, since, limit),
    }),
});
