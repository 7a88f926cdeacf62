import { Type } from 'typebox';
import { Id, nullable, Obj, setArgs, strict } from '../../core/arguments.ts';
import { Call } from '../../core/call.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { decodeId, encodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { defineMethod } from '../../core/method.ts';
import { runSet } from '../../core/set.ts';
import { accountState } from '../../queries/account.ts';
import { submissions } from '../../queries/submission.ts';
import { submitEmail } from '../../submission/submit.ts';
import { destroySubmission, updateSubmission } from '../../submission/undo.ts';
import { emailSet } from '../email/set.ts';

/** RFC 8621 §7.5. To send needs the right to send, and, to change the Email afterwards, the right to do that. */
export const emailSubmissionSet = defineMethod({
  name: 'EmailSubmission/set',
  using: capability.submission,
  access: 'read',
  args: strict({
    ...setArgs,
    onSuccessUpdateEmail: Type.Optional(nullable(Type.Record(Type.String(), Obj))),
    onSuccessDestroyEmail: Type.Optional(nullable(Type.Array(Id))),
  }),
  run: async (args, call) => {
    if (call.account.sendAs.length === 0) throw new MethodError('accountReadOnly');
    const emailOf = await emailsOfSubmissions(call, [...Object.keys(args.update ?? {}), ...(args.destroy ?? [])]);
    const answer = await runSet(args, call, {
      state: async () => String((await accountState(call.services.db, call.account.row)).modseq),
      create: async (object, creationId) => {
        const { emailId, envelope, ...made } = await submitEmail(call, object);
        emailOf.set(`#${creationId}`, emailId);
        emailOf.set(made.id, emailId);
        return object.envelope == null ? { ...made, envelope } : made;
      },
      update: (id, patch) => updateSubmission(call, id, patch),
      destroy: (id) => destroySubmission(call, id),
    });
    const done = new Set([
      ...Object.keys(answer.created ?? {}).map((id) => `#${id}`),
      ...Object.keys(answer.updated ?? {}),
      ...(answer.destroyed ?? []),
    ]);
    const find = (key: string) => (done.has(key) || done.has(call.resolve(key)) ? emailOf.get(key) : undefined);
    await changeEmails(args, call, find);
    return answer;
  },
});

async function emailsOfSubmissions(call: Call, ids: string[]): Promise<Map<string, string>> {
  const rows = ids.flatMap((id) => decodeId('submission', id) ?? []);
  if (rows.length === 0) return new Map();
  const found = await submissions(call.services.db, call.account.row, rows, rows.length);
  return new Map(found.map((s) => [encodeId('submission', s.submission_id), encodeId('email', s.email_id)]));
}

interface OnSuccess {
  accountId: string;
  onSuccessUpdateEmail?: Record<string, JsonObject> | null;
  onSuccessDestroyEmail?: string[] | null;
}

/** The implicit Email/set, whose answer follows ours. */
async function changeEmails(args: OnSuccess, call: Call, emailOf: (key: string) => string | undefined): Promise<void> {
  const update: JsonObject = {};
  for (const [key, patch] of Object.entries(args.onSuccessUpdateEmail ?? {})) {
    const emailId = emailOf(key);
    if (emailId) update[emailId] = patch;
  }
  const destroy = (args.onSuccessDestroyEmail ?? []).flatMap((key) => emailOf(key) ?? []);
  if (Object.keys(update).length === 0 && destroy.length === 0) return;
  try {
    const implicit = { accountId: args.accountId, update, destroy };
    call.after.push(['Email/set', await emailSet.invoke(implicit, new Call(call.exchange))]);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    call.after.push(['error', error.body()]);
  }
}
