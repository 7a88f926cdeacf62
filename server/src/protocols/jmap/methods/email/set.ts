import { type EmailChange, StateMismatch } from '../../../../mail/index.ts';
import { setArgs, strict } from '../../core/arguments.ts';
import type { Call } from '../../core/call.ts';
import { capability } from '../../core/capabilities.ts';
import { invalid, MethodError, SetError } from '../../core/errors.ts';
import { encodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { defineMethod } from '../../core/method.ts';
import { attempt, checkSize, type SetInput, SetOutcome } from '../../core/set.ts';
import { createEmail } from '../../email/create-email.ts';
import { emailChange, emailRow } from '../../email/update-email.ts';
import { accountState } from '../../queries/account.ts';
import { mailboxes } from '../../queries/mailbox.ts';

/** RFC 8621 §4.6. Updates and destructions go in one transaction. */
export const emailSet = defineMethod({
  name: 'Email/set',
  using: capability.mail,
  access: 'write',
  args: strict(setArgs),
  changes: ({ create, update, destroy }) =>
    Object.keys(create ?? {}).length > 0 ||
    (destroy?.length ?? 0) > 0 ||
    Object.values(update ?? {}).some((patch) => Object.keys(patch ?? {}).some((key) => key !== 'keywords/$seen')),
  run: async (args, call) => {
    checkSize(args);
    const { db } = call.services;
    const before = String((await accountState(db, call.account.row)).modseq);
    if (args.ifInState != null && args.ifInState !== before) throw new MethodError('stateMismatch');
    const outcome = new SetOutcome();
    const created = Object.entries((args.create ?? {}) as Record<string, JsonObject>);
    for (const [creationId, object] of created) {
      await attempt(outcome.notCreated, creationId, async () => {
        const made = await createEmail(call, object);
        outcome.created[creationId] = made;
        call.created(creationId, made.id);
      });
    }
    const changes = await collectChanges(args, call, outcome);
    if (changes.length > 0) {
      // Our own creations have moved the state on: it was checked before them.
      const ifInState = args.ifInState == null || created.length > 0 ? undefined : Number(args.ifInState);
      await carryOut(call, changes, ifInState, outcome);
    }
    const after = String((await accountState(db, call.account.row)).modseq);
    return outcome.answer(args.accountId, before, after);
  },
});

async function collectChanges(args: SetInput, call: Call, outcome: SetOutcome): Promise<EmailChange[]> {
  const changes: EmailChange[] = [];
  const destroy = new Set((args.destroy ?? []).map((id) => call.resolve(id)));
  const updates = Object.entries((args.update ?? {}) as Record<string, JsonObject>);
  const boxes =
    updates.length > 0 ? (await mailboxes(call.services.db, call.account.row)).map((m) => m.mailbox_id) : [];
  for (const [key, patch] of updates) {
    const id = call.resolve(key);
    await attempt(outcome.notUpdated, id, async () => {
      if (destroy.has(id)) throw new SetError('willDestroy');
      changes.push(emailChange(call, id, patch, boxes));
    });
  }
  for (const id of destroy) {
    await attempt(outcome.notDestroyed, id, async () => {
      changes.push({ emailId: emailRow(id), destroy: true });
    });
  }
  return changes;
}

async function carryOut(
  call: Call,
  changes: EmailChange[],
  ifInState: number | undefined,
  outcome: SetOutcome,
): Promise<void> {
  const { results } = await call.services.mail.mutateEmails(call.account.row, ifInState, changes).catch((error) => {
    if (error instanceof StateMismatch) throw new MethodError('stateMismatch');
    throw error;
  });
  for (const [i, { emailId, status }] of results.entries()) {
    const id = encodeId('email', emailId);
    const isDestroy = changes[i]?.destroy === true;
    if (status === 'ok') {
      if (isDestroy) outcome.destroyed.push(id);
      else outcome.updated[id] = null;
      continue;
    }
    const error =
      status === 'not-found'
        ? new SetError('notFound')
        : invalid('mailboxIds', 'An Email is in one Mailbox at least, that is there.');
    (isDestroy ? outcome.notDestroyed : outcome.notUpdated)[id] = error.body();
  }
}
