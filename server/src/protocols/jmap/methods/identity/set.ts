import { setArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { defineMethod } from '../../core/method.ts';
import { runSet } from '../../core/set.ts';
import { createIdentity, destroyIdentity, updateIdentity } from '../../identity/identity.ts';
import { accountState } from '../../queries/account.ts';

/** RFC 8621 §6.3. An identity is the person's own: it needs the right to send, not to change the mailbox. */
export const identitySet = defineMethod({
  name: 'Identity/set',
  using: capability.submission,
  access: 'read',
  args: strict(setArgs),
  run: (args, call) => {
    if (call.account.sendAs.length === 0) throw new MethodError('accountReadOnly');
    return runSet(args, call, {
      state: async () => String((await accountState(call.services.db, call.account.row)).modseq),
      create: (object) => createIdentity(call, object),
      update: (id, patch) => updateIdentity(call, id, patch),
      destroy: (id) => destroyIdentity(call, id),
    });
  },
});
