import { Type } from 'typebox';
import { Id, nullable, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 8620 §7.2.1. There are none: see `set.ts`. */
export const pushSubscriptionGet = defineMethod({
  name: 'PushSubscription/get',
  using: capability.core,
  access: 'none',
  args: strict({
    ids: Type.Optional(nullable(Type.Array(Id))),
    properties: Type.Optional(nullable(Type.Array(Type.String()))),
  }),
  run: async (args) => ({ list: [], notFound: [...new Set(args.ids ?? [])] }),
});
