import { Type } from 'typebox';
import { queryArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { internalLimits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { type Page, page } from '../../core/query.ts';
import { canCalculateChanges, parseEmailQuery, runEmailQuery } from '../../email/query.ts';
import { accountState } from '../../queries/account.ts';

/** RFC 8621 §4.4 */
export const emailQuery = defineMethod({
  name: 'Email/query',
  using: capability.mail,
  access: 'read',
  opens: () => true,
  args: strict({ ...queryArgs, collapseThreads: Type.Optional(Type.Boolean()) }),
  run: async (args, call) => {
    const query = parseEmailQuery(args);
    const { modseq } = await accountState(call.services.db, call.account.row);
    let result: Page;
    let total: number;
    if (args.anchor != null || (args.position ?? 0) < 0) {
      const all = await runEmailQuery(call, query, undefined);
      result = page(all.ids, args);
      total = all.total;
    } else {
      // The database cuts the page: what is not shown need not be sent.
      const position = args.position ?? 0;
      const asked = args.limit ?? Number.POSITIVE_INFINITY;
      const limit = Math.min(asked, internalLimits.queryIds);
      const found = await runEmailQuery(call, query, { offset: position, limit });
      total = found.total;
      result = { ids: found.ids, position };
      if (limit < asked && position + limit < total) result.limit = limit;
    }
    return {
      accountId: args.accountId,
      queryState: String(modseq),
      canCalculateChanges: canCalculateChanges(query),
      ...result,
      ...(args.calculateTotal ? { total } : {}),
    };
  },
});
