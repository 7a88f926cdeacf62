import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { HttpApp, Queryable } from '../platform/index.ts';
import { suggest } from './lookup/suggest.ts';

export interface DirectoryRoutesDeps {
  db: Queryable;
  /** The person behind the request; the policy `signed-in` has let them pass. */
  personOf(request: FastifyRequest): Promise<number>;
}

const NullableText = Type.Union([Type.String(), Type.Null()]);

const SuggestionSchema = Type.Object({
  name: Type.String(),
  address: Type.String(),
  position: NullableText,
  organisation: NullableText,
  kind: Type.String(),
});

/** The calls of `/api/directory/`; see `@congvu/contract`. */
export function directoryRoutes(app: HttpApp, { db, personOf }: DirectoryRoutesDeps): void {
  app.get(
    '/api/directory/suggest',
    {
      config: { policy: 'signed-in' },
      schema: {
        querystring: Type.Object({
          q: Type.String({ maxLength: 200 }),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
        }),
        response: { 200: Type.Array(SuggestionSchema) },
      },
    },
    async (request) => suggest(db, await personOf(request), request.query.q, request.query.limit),
  );
}
