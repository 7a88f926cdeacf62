import { isTemporary } from '../../../platform/index.ts';
import type { Call } from './call.ts';
import { MethodError, SetError } from './errors.ts';
import type { JsonObject } from './json.ts';
import { limits } from './limits.ts';

/** Arguments of any /set (RFC 8620 §5.3). */
export interface SetInput {
  accountId: string;
  ifInState?: string | null;
  create?: Record<string, JsonObject> | null;
  update?: Record<string, JsonObject> | null;
  destroy?: string[] | null;
}

export interface SetActs<C extends { id: string }> {
  /** The type's state now. */
  state(): Promise<string>;
  /** Makes an object; answers its id and the properties the client can't know. @throws SetError */
  create?(object: JsonObject, creationId: string): Promise<C>;
  /** Answers properties changed beyond what was asked, or null. @throws SetError */
  update?(id: string, patch: JsonObject): Promise<object | null>;
  /** @throws SetError */
  destroy?(id: string): Promise<void>;
}

export interface SetAnswer {
  accountId: string;
  oldState: string;
  newState: string;
  created: Record<string, object> | null;
  updated: Record<string, object | null> | null;
  destroyed: string[] | null;
  notCreated: Record<string, object> | null;
  notUpdated: Record<string, object> | null;
  notDestroyed: Record<string, object> | null;
}

/** Collects what becomes of each object. */
export class SetOutcome {
  readonly created: Record<string, object> = {};
  readonly updated: Record<string, object | null> = {};
  readonly destroyed: string[] = [];
  readonly notCreated: Record<string, object> = {};
  readonly notUpdated: Record<string, object> = {};
  readonly notDestroyed: Record<string, object> = {};

  answer(accountId: string, oldState: string, newState: string): SetAnswer {
    const filled = <T>(map: Record<string, T>) => (Object.keys(map).length > 0 ? map : null);
    return {
      accountId,
      oldState,
      newState,
      created: filled(this.created),
      updated: filled(this.updated),
      destroyed: this.destroyed.length > 0 ? this.destroyed : null,
      notCreated: filled(this.notCreated),
      notUpdated: filled(this.notUpdated),
      notDestroyed: filled(this.notDestroyed),
    };
  }
}

/** @throws MethodError `requestTooLarge` */
export function checkSize(input: SetInput): void {
  const count =
    Object.keys(input.create ?? {}).length + Object.keys(input.update ?? {}).length + (input.destroy?.length ?? 0);
  if (count > limits.maxObjectsInSet)
    throw new MethodError('requestTooLarge', `More than ${limits.maxObjectsInSet} objects.`);
}

/** Runs an act on one object; a SetError becomes its answer, a fault that of the whole call. */
export async function attempt(into: Record<string, object>, key: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof SetError) into[key] = error.body();
    else throw error;
  }
}

/** A /set that acts on its objects one by one: creates, then updates, then destroys. */
export async function runSet<C extends { id: string }>(
  input: SetInput,
  call: Call,
  acts: SetActs<C>,
): Promise<SetAnswer> {
  checkSize(input);
  const oldState = await acts.state();
  if (input.ifInState != null && input.ifInState !== oldState) throw new MethodError('stateMismatch');
  const outcome = new SetOutcome();
  try {
    await runActs(input, call, acts, outcome);
  } catch (error) {
    // Objects done before stay done: say so (RFC 8620 §3.6.2).
    if (isTemporary(error) || error instanceof MethodError) throw error;
    call.services.log.error({ err: error }, 'a JMAP /set failed half way');
    throw new MethodError('serverPartialFail', 'Some changes may have been made. The fault has been recorded.');
  }
  return outcome.answer(input.accountId, oldState, await acts.state());
}

async function runActs<C extends { id: string }>(
  input: SetInput,
  call: Call,
  acts: SetActs<C>,
  outcome: SetOutcome,
): Promise<void> {
  for (const [creationId, object] of orderCreates(input.create ?? {})) {
    await attempt(outcome.notCreated, creationId, async () => {
      if (!acts.create) throw new SetError('forbidden');
      const created = await acts.create(object, creationId);
      outcome.created[creationId] = created;
      call.created(creationId, created.id);
    });
  }
  const destroy = new Set((input.destroy ?? []).map((id) => call.resolve(id)));
  for (const [key, patch] of Object.entries(input.update ?? {})) {
    const id = call.resolve(key);
    await attempt(outcome.notUpdated, id, async () => {
      if (!acts.update) throw new SetError('forbidden');
      if (destroy.has(id)) throw new SetError('willDestroy');
      outcome.updated[id] = await acts.update(id, patch);
    });
  }
  for (const id of destroy) {
    await attempt(outcome.notDestroyed, id, async () => {
      if (!acts.destroy) throw new SetError('forbidden');
      await acts.destroy(id);
      outcome.destroyed.push(id);
    });
  }
}

/** Objects that refer to others of the same /set by creation id come after them; circles keep their order and fail. */
export function orderCreates(create: Record<string, JsonObject>): [string, JsonObject][] {
  const entries = Object.entries(create);
  const placed = new Set<string>();
  const ordered: [string, JsonObject][] = [];
  const refers = (object: JsonObject, to: string) => Object.values(object).includes(`#${to}`);
  for (let left = entries; left.length > 0; ) {
    const free = left.filter(
      ([key, o]) => !left.some(([other]) => other !== key && !placed.has(other) && refers(o, other)),
    );
    const next = free.length > 0 ? free : left;
    for (const [key] of next) placed.add(key);
    ordered.push(...next);
    left = left.filter(([key]) => !placed.has(key));
  }
  return ordered;
}
