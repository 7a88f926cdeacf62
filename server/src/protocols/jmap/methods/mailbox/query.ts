import { Type } from 'typebox';
import { queryArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { defineMethod } from '../../core/method.ts';
import { page } from '../../core/query.ts';
import { queryMailboxes } from '../../mailbox/query.ts';
import { accountState } from '../../queries/account.ts';
import { mailboxes } from '../../queries/mailbox.ts';

/** RFC 8621 §2.3 */
export const mailboxQuery = defineMethod({
  name: 'Mailbox/query',
  using: capability.mail,
  access: 'read',
  args: strict({
    ...queryArgs,
    sortAsTree: Type.Optional(Type.Boolean()),
    filterAsTree: Type.Optional(Type.Boolean()),
  }),
  run: async (args, call) => {
    const { modseq } = await accountState(call.services.db, call.account.row);
    const ids = queryMailboxes(await mailboxes(call.services.db, call.account.row), args);
    return {
      accountId: args.accountId,
      queryState: String(modseq),
      canCalculateChanges: true,
      ...page(ids, args),
      ...(args.calculateTotal ? { total: ids.length } : {}),
    };
  },
});
