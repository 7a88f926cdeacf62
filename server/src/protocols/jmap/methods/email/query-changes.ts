import { Type } from 'typebox';
import { queryChangesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { encodeId } from '../../core/ids.ts';
import { internalLimits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { queryDelta } from '../../core/query.ts';
import { plainState } from '../../core/state.ts';
import { canCalculateChanges, dependsOnThreads, parseEmailQuery, runEmailQuery } from '../../email/query.ts';
import { accountState } from '../../queries/account.ts';
import { emailsTouched } from '../../queries/email.ts';

/** RFC 8621 §4.5 */
export const emailQueryChanges = defineMethod({
  name: 'Email/queryChanges',
  using: capability.mail,
  access: 'read',
  args: strict({ ...queryChangesArgs, collapseThreads: Type.Optional(Type.Boolean()) }),
  run: async (args, call) => {
    const { db } = call.services;
    const query = parseEmailQuery(args);
    const state = await accountState(db, call.account.row);
    const since = plainState(args.sinceQueryState, state.modseq, state.floor);
    if (since < state.modseq && !canCalculateChanges(query)) throw new MethodError('cannotCalculateChanges');
    const limit = internalLimits.changes;
    const rows =
      since < state.modseq ? await emailsTouched(db, call.account.row, since, dependsOnThreads(query), limit + 1) : [];
    if (rows.length > limit) throw new MethodError('tooManyChanges');
    const all = rows.length > 0 || args.calculateTotal ? await runEmailQuery(call, query, undefined) : undefined;
    const touched = new Map(rows.map((row) => [encodeId('email', row), { isNew: row > since }]));
    return {
      accountId: args.accountId,
      oldQueryState: args.sinceQueryState,
      newQueryState: String(state.modseq),
      ...(args.calculateTotal ? { total: all?.total ?? 0 } : {}),
      ...queryDelta(all?.ids ?? [], touched, args.maxChanges),
    };
  },
});
