import { Type } from 'typebox';
import { setArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { defineMethod } from '../../core/method.ts';
import { runSet } from '../../core/set.ts';
import { createMailbox, destroyMailbox, updateMailbox } from '../../mailbox/set.ts';
import { accountState } from '../../queries/account.ts';

/** RFC 8621 §2.5 */
export const mailboxSet = defineMethod({
  name: 'Mailbox/set',
  using: capability.mail,
  access: 'write',
  args: strict({ ...setArgs, onDestroyRemoveEmails: Type.Optional(Type.Boolean()) }),
  run: (args, call) =>
    runSet(args, call, {
      state: async () => String((await accountState(call.services.db, call.account.row)).modseq),
      create: (object) => createMailbox(call, object),
      update: (id, patch) => updateMailbox(call, id, patch),
      destroy: (id) => destroyMailbox(call, id, args.onDestroyRemoveEmails ?? false),
    }),
});
