import { Type } from 'typebox';
import { Id, nullable, Obj, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { invalid, SetError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { defineMethod } from '../../core/method.ts';

/**
 * RFC 8620 §7.2.2. Every subscription is refused, in a way that a client understands and falls back from: this server
 * calls no address that a client names. Changes are pushed by EventSource (§7.3).
 */
export const pushSubscriptionSet = defineMethod({
  name: 'PushSubscription/set',
  using: capability.core,
  access: 'none',
  args: strict({
    create: Type.Optional(nullable(Type.Record(Type.String(), Obj))),
    update: Type.Optional(nullable(Type.Record(Type.String(), Obj))),
    destroy: Type.Optional(nullable(Type.Array(Id))),
  }),
  run: async (args) => {
    const notFound = new SetError('notFound').body();
    const refused = (ids: string[]) => (ids.length > 0 ? Object.fromEntries(ids.map((id) => [id, notFound])) : null);
    const create = Object.entries(args.create ?? {});
    return {
      created: null,
      updated: null,
      destroyed: null,
      notCreated:
        create.length > 0 ? Object.fromEntries(create.map(([id, o]) => [id, refusal(o as JsonObject).body()])) : null,
      notUpdated: refused(Object.keys(args.update ?? {})),
      notDestroyed: refused(args.destroy ?? []),
    };
  },
});

function refusal({ url, deviceClientId }: JsonObject): SetError {
  if (typeof deviceClientId !== 'string') return invalid('deviceClientId', 'Is missing.');
  if (typeof url !== 'string' || !/^https:\/\//i.test(url)) return invalid('url', 'Must begin with https://.');
  return new SetError('forbidden', { description: 'Changes are pushed by EventSource only.' });
}
