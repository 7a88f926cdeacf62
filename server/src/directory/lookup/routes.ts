import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { HttpApp, Queryable } from '../../platform/index.ts';
import { find } from './find.ts';
import { suggest } from './suggest.ts';

export interface LookupRoutesDeps {
  /** Best one whose statements are planned once. */
  db: Queryable;
  /** The person behind the request, whom the policy has let pass, and the addresses they wrote to lately, in lower case. */
  callerOf(request: FastifyRequest): Promise<{ personId: number; writtenTo(): Promise<readonly string[]> }>;
}

const strict = { additionalProperties: false };
const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);
const literals = <const L extends string>(...names: readonly L[]) => Type.Unsafe<L>({ type: 'string', enum: names });

const Kind = literals('person', 'organisation');
const Text = Type.String({ maxLength: 200 });

const SuggestionSchema = Type.Object({
  name: Type.String(),
  address: Type.String(),
  official: Type.Boolean(),
  position: nullable(Type.String()),
  organisation: nullable(Type.String()),
  kind: Kind,
});

const EntrySchema = Type.Object({
  kind: Kind,
  id: Type.Integer(),
  name: Type.String(),
  position: nullable(Type.String()),
  organisation: Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()]),
  address: nullable(Type.String()),
  official: Type.Union([Type.Boolean(), Type.Null()]),
  state: Type.Union([literals('active', 'locked', 'closed'), Type.Null()]),
  isHead: Type.Boolean(),
  phone: nullable(Type.String()),
});

/** Type-ahead and search of the directory; see `@congvu/contract`. */
export function lookupRoutes(app: HttpApp, { db, callerOf }: LookupRoutesDeps): void {
  app.get(
    '/api/directory/suggest',
    {
      config: { policy: 'directory.read' },
      schema: {
        querystring: Type.Object({ q: Text, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }, strict),
        response: { 200: Type.Array(SuggestionSchema) },
      },
    },
    async (request) => {
      const { personId, writtenTo } = await callerOf(request);
      return suggest(db, personId, request.query.q, request.query.limit, await writtenTo());
    },
  );

  app.get(
    '/api/directory/find',
    {
      config: { policy: 'directory.read' },
      schema: {
        querystring: Type.Object(
          {
            q: Type.Optional(Text),
            kind: Type.Optional(Kind),
            organisation: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
            position: Type.Optional(Text),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
            cursor: Type.Optional(Type.String({ maxLength: 4000 })),
          },
          strict,
        ),
        response: {
          200: Type.Object({ entries: Type.Array(EntrySchema), next: nullable(Type.String()) }),
        },
      },
    },
    async (request) =>
      find(db, { ...request.query, q: request.query.q ?? '', personId: (await callerOf(request)).personId }),
  );
}
