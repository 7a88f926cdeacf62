import { Type } from 'typebox';
import { queryChangesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { encodeId } from '../../core/ids.ts';
import { internalLimits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { queryDelta } from '../../core/query.ts';
import { plainState } from '../../core/state.ts';
import { queryMailboxes } from '../../mailbox/query.ts';
import { accountState } from '../../queries/account.ts';
import { mailboxChanges, mailboxes } from '../../queries/mailbox.ts';

/** RFC 8621 §2.4 */
export const mailboxQueryChanges = defineMethod({
  name: 'Mailbox/queryChanges',
  using: capability.mail,
  access: 'read',
  args: strict({
    ...queryChangesArgs,
    sortAsTree: Type.Optional(Type.Boolean()),
    filterAsTree: Type.Optional(Type.Boolean()),
  }),
  run: async (args, call) => {
    const { db } = call.services;
    const state = await accountState(db, call.account.row);
    const since = plainState(args.sinceQueryState, state.modseq, state.floor);
    const rows = await mailboxes(db, call.account.row);
    const now = queryMailboxes(rows, args);
    const changed = await mailboxChanges(
      db,
      call.account.row,
      { modseq: since, id: undefined, base: since },
      internalLimits.changes,
    );
    // Counts are in no filter and no order: only properties move a Mailbox. One that moves takes those below with it.
    const moved = changed.filter((c) => c.propertyModseq > since);
    const touched = new Map(moved.map((c) => [encodeId('mailbox', c.id), { isNew: c.createdAt > since }]));
    const known = touched.size > 0 && (args.sortAsTree || args.filterAsTree) ? rows : [];
    for (const row of known) {
      const id = encodeId('mailbox', row.mailbox_id);
      if (!touched.has(id)) touched.set(id, { isNew: false });
    }
    return {
      accountId: args.accountId,
      oldQueryState: args.sinceQueryState,
      newQueryState: String(state.modseq),
      ...(args.calculateTotal ? { total: now.length } : {}),
      ...queryDelta(now, touched, args.maxChanges),
    };
  },
});
