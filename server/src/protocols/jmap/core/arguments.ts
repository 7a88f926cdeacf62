/** Schemas of the arguments that standard methods share (RFC 8620 §5). */
import { type TObject, type TProperties, Type } from 'typebox';

export const Id = Type.String({ minLength: 1, maxLength: 255 });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
export const UnsignedInt = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const Int = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
const Obj = Type.Record(Type.String(), Type.Any());

export function strict<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

export { nullable, Obj };

/** §5.1 */
export const getArgs = {
  accountId: Id,
  ids: Type.Optional(nullable(Type.Array(Id))),
  properties: Type.Optional(nullable(Type.Array(Type.String()))),
};

/** §5.2 */
export const changesArgs = {
  accountId: Id,
  sinceState: Type.String(),
  maxChanges: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }))),
};

/** §5.3 */
export const setArgs = {
  accountId: Id,
  ifInState: Type.Optional(nullable(Type.String())),
  create: Type.Optional(nullable(Type.Record(Type.String(), Obj))),
  update: Type.Optional(nullable(Type.Record(Type.String(), Obj))),
  destroy: Type.Optional(nullable(Type.Array(Id))),
};

/** §5.5 */
export const Comparator = Type.Object({
  property: Type.String(),
  isAscending: Type.Optional(Type.Boolean()),
  collation: Type.Optional(Type.String()),
  keyword: Type.Optional(Type.String()),
});

export const queryArgs = {
  accountId: Id,
  filter: Type.Optional(nullable(Obj)),
  sort: Type.Optional(nullable(Type.Array(Comparator, { maxItems: 10 }))),
  position: Type.Optional(Int),
  anchor: Type.Optional(nullable(Id)),
  anchorOffset: Type.Optional(Int),
  limit: Type.Optional(nullable(UnsignedInt)),
  calculateTotal: Type.Optional(Type.Boolean()),
};

/** §5.6 */
export const queryChangesArgs = {
  accountId: Id,
  filter: Type.Optional(nullable(Obj)),
  sort: Type.Optional(nullable(Type.Array(Comparator, { maxItems: 10 }))),
  sinceQueryState: Type.String(),
  maxChanges: Type.Optional(nullable(UnsignedInt)),
  upToId: Type.Optional(nullable(Id)),
  calculateTotal: Type.Optional(Type.Boolean()),
};
