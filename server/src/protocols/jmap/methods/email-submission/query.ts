import { queryArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { internalLimits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { page } from '../../core/query.ts';
import { accountState } from '../../queries/account.ts';
import { submissions } from '../../queries/submission.ts';
import { querySubmissions } from '../../submission/query.ts';

/** RFC 8621 §7.3, over the newest submissions. */
export const emailSubmissionQuery = defineMethod({
  name: 'EmailSubmission/query',
  using: capability.submission,
  access: 'read',
  args: strict(queryArgs),
  run: async (args, call) => {
    const { modseq } = await accountState(call.services.db, call.account.row);
    const rows = await submissions(call.services.db, call.account.row, undefined, internalLimits.queryIds);
    const ids = querySubmissions(rows, args.filter, args.sort ?? []);
    return {
      accountId: args.accountId,
      queryState: String(modseq),
      canCalculateChanges: false,
      ...page(ids, args),
      ...(args.calculateTotal ? { total: ids.length } : {}),
    };
  },
});
