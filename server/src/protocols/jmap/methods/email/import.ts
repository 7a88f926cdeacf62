import { Type } from 'typebox';
import { Id, nullable, Obj, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { attempt, SetOutcome } from '../../core/set.ts';
import { importEmail } from '../../email/import-email.ts';
import { accountState } from '../../queries/account.ts';

/** RFC 8621 §4.8 */
export const emailImport = defineMethod({
  name: 'Email/import',
  using: capability.mail,
  access: 'write',
  args: strict({
    accountId: Id,
    ifInState: Type.Optional(nullable(Type.String())),
    emails: Type.Record(Type.String(), Obj),
  }),
  run: async (args, call) => {
    const emails = Object.entries(args.emails as Record<string, JsonObject>);
    if (emails.length > limits.maxObjectsInSet) throw new MethodError('requestTooLarge');
    const state = async () => String((await accountState(call.services.db, call.account.row)).modseq);
    const oldState = await state();
    if (args.ifInState != null && args.ifInState !== oldState) throw new MethodError('stateMismatch');
    const outcome = new SetOutcome();
    for (const [creationId, object] of emails) {
      await attempt(outcome.notCreated, creationId, async () => {
        const made = await importEmail(call, object);
        outcome.created[creationId] = made;
        call.created(creationId, made.id);
      });
    }
    const { accountId, newState, created, notCreated } = outcome.answer(args.accountId, oldState, await state());
    return { accountId, oldState, newState, created, notCreated };
  },
});
