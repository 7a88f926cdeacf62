import { Type } from 'typebox';
import { Id, nullable, Obj, strict } from '../../core/arguments.ts';
import { Call } from '../../core/call.ts';
import { capability } from '../../core/capabilities.ts';
import { invalid, MethodError, SetError } from '../../core/errors.ts';
import { decodeId, encodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { attempt, SetOutcome } from '../../core/set.ts';
import { keywordsOf } from '../../email/keywords.ts';
import { type Placed, placeEmail, readPlacement } from '../../email/place.ts';
import { accountState } from '../../queries/account.ts';
import { emailRows } from '../../queries/email.ts';
import { emailSet } from './set.ts';

const known = ['id', 'mailboxIds', 'keywords', 'receivedAt'];

/** RFC 8621 §4.7, RFC 8620 §5.4: from one account to another. */
export const emailCopy = defineMethod({
  name: 'Email/copy',
  using: capability.mail,
  access: 'write',
  args: strict({
    fromAccountId: Id,
    ifFromInState: Type.Optional(nullable(Type.String())),
    accountId: Id,
    ifInState: Type.Optional(nullable(Type.String())),
    create: Type.Record(Type.String(), Obj),
    onSuccessDestroyOriginal: Type.Optional(Type.Boolean()),
    destroyFromIfInState: Type.Optional(nullable(Type.String())),
  }),
  run: async (args, call) => {
    if (args.fromAccountId === args.accountId) throw new MethodError('invalidArguments', 'Both accounts are the same.');
    const from = call.fromAccount(args.fromAccountId);
    const create = Object.entries(args.create as Record<string, JsonObject>);
    if (create.length > limits.maxObjectsInSet) throw new MethodError('requestTooLarge');
    const stateOf = async (row: number) => String((await accountState(call.services.db, row)).modseq);
    const oldState = await stateOf(call.account.row);
    if (args.ifInState != null && args.ifInState !== oldState) throw new MethodError('stateMismatch');
    if (args.ifFromInState != null && args.ifFromInState !== (await stateOf(from.row)))
      throw new MethodError('stateMismatch');
    const outcome = new SetOutcome();
    const originals: string[] = [];
    for (const [creationId, object] of create) {
      await attempt(outcome.notCreated, creationId, async () => {
        const { original, made } = await copyEmail(call, from.row, object);
        outcome.created[creationId] = made;
        call.created(creationId, made.id);
        originals.push(original);
      });
    }
    if (args.onSuccessDestroyOriginal && originals.length > 0) {
      await destroyOriginals(call, args.fromAccountId, args.destroyFromIfInState ?? null, originals);
    }
    const { newState, created, notCreated } = outcome.answer(args.accountId, oldState, await stateOf(call.account.row));
    return { fromAccountId: args.fromAccountId, accountId: args.accountId, oldState, newState, created, notCreated };
  },
});

async function copyEmail(call: Call, fromRow: number, object: JsonObject): Promise<{ original: string; made: Placed }> {
  const unknown = Object.keys(object).filter((p) => !known.includes(p));
  if (unknown.length > 0) throw invalid(unknown, 'Can not be set in a copy.');
  if (typeof object.id !== 'string') throw invalid('id', 'Is not an id.');
  const row = decodeId('email', call.resolve(object.id));
  const [source] = row === undefined ? [] : await emailRows(call.services.db, fromRow, [row], false);
  if (!source) throw new SetError('notFound');
  const keywords = object.keywords ?? keywordsOf(source.flags, source.keywords);
  const placement = readPlacement(call, { ...object, keywords });
  const octets = await call.services.mail.readContent(source.content_id);
  if (!octets) throw new Error(`Content ${source.content_id} has no octets.`);
  const made = await placeEmail(call, octets, { ...placement, receivedAt: placement.receivedAt ?? source.received });
  return { original: encodeId('email', source.email_id), made };
}

/** An implicit Email/set, whose answer follows ours (RFC 8620 §5.4). */
async function destroyOriginals(
  call: Call,
  accountId: string,
  ifInState: string | null,
  destroy: string[],
): Promise<void> {
  try {
    call.after.push(['Email/set', await emailSet.invoke({ accountId, ifInState, destroy }, new Call(call.exchange))]);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    call.after.push(['error', error.body()]);
  }
}
