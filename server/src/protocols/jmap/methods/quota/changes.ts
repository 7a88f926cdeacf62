import { changesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { defineMethod } from '../../core/method.ts';
import { plainState } from '../../core/state.ts';
import { accountState } from '../../queries/account.ts';
import { quotaId } from './get.ts';

/** RFC 9425 §4.2. Whatever changed in the account may have changed how much is used. */
export const quotaChanges = defineMethod({
  name: 'Quota/changes',
  using: capability.quota,
  access: 'read',
  args: strict(changesArgs),
  run: async (args, call) => {
    const { modseq, floor } = await accountState(call.services.db, call.account.row);
    const since = plainState(args.sinceState, modseq, floor);
    return {
      accountId: args.accountId,
      oldState: args.sinceState,
      newState: String(modseq),
      hasMoreChanges: false,
      created: [],
      updated: since < modseq ? [quotaId] : [],
      destroyed: [],
      updatedProperties: ['used'],
    };
  },
});
