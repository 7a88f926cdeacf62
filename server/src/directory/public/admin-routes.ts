import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { HttpApp, Pools } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import type { Actor } from '../audit.ts';
import { DirectoryError } from '../errors.ts';
import { issueKey, listKeys, revokeKey } from './keys.ts';
import { unitPath } from './page.ts';
import { createPublicReader } from './read.ts';
import { publishedRule } from './rule.ts';

export interface PublicAdminDeps {
  pools: Pools;
  regulation: Regulation;
  actorOf(request: FastifyRequest): Promise<Actor & { province: string }>;
}

const strict = { additionalProperties: false };
const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }, strict);

const Summary = Type.Object({
  path: Type.String(),
  englishPath: Type.String(),
  rule: Type.Union([
    Type.Object({
      kinds: Type.Array(Type.String()),
      heads: Type.Boolean(),
      positions: Type.Array(Type.String()),
      fields: Type.Array(Type.String()),
      cite: Type.Union([Type.Object({ ref: Type.String(), text: Type.String() }), Type.Null()]),
    }),
    Type.Null(),
  ]),
  counts: Type.Object({
    organisations: Type.Integer(),
    officials: Type.Integer(),
    added: Type.Integer(),
    withheld: Type.Integer(),
  }),
});

const Key = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  createdAt: Type.String(),
  createdBy: nullable(Type.String()),
  usedAt: nullable(Type.String()),
  revokedAt: nullable(Type.String()),
});

/** What is published, and the keys of portals; see `@congvu/contract`. */
export function publicAdminRoutes(app: HttpApp, { pools, regulation, actorOf }: PublicAdminDeps): void {
  const config = { policy: 'public.manage' };

  app.get('/api/public-directory', { config, schema: { response: { 200: Summary } } }, async (request) => {
    const { province } = await actorOf(request);
    const rule = publishedRule(regulation, province);
    const value = rule && regulation.rule(province, 'public-directory');
    const none = { organisations: 0, officials: 0, added: 0, withheld: 0 };
    return {
      path: `/danh-ba/${province}`,
      englishPath: `/directory-public/${province}`,
      rule: rule &&
        value && {
          kinds: value.organisationKinds,
          heads: value.officials.heads,
          positions: value.officials.positions,
          fields: value.fields,
          cite: rule.cite,
        },
      counts: rule ? await createPublicReader(pools, province, rule).counts() : none,
    };
  });

  app.get(
    '/api/public-directory/units/:id',
    {
      config,
      schema: {
        params: ById,
        response: { 200: Type.Object({ code: Type.String(), name: Type.String(), path: Type.String() }) },
      },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const rule = publishedRule(regulation, province);
      const unit = rule && (await createPublicReader(pools, province, rule).unitById(request.params.id));
      if (!unit) throw new DirectoryError('directory.not-published', String(request.params.id));
      return { ...unit, path: unitPath({ base: `/danh-ba/${province}` }, unit) };
    },
  );

  app.get('/api/public-directory/keys', { config, schema: { response: { 200: Type.Array(Key) } } }, async (request) => {
    const { province } = await actorOf(request);
    const time = (at: Date | null) => at?.toISOString() ?? null;
    const keys = await listKeys(pools, province);
    return keys.map(({ createdAt, usedAt, revokedAt, ...key }) => ({
      ...key,
      createdAt: createdAt.toISOString(),
      usedAt: time(usedAt),
      revokedAt: time(revokedAt),
    }));
  });

  app.post(
    '/api/public-directory/keys',
    {
      config,
      schema: {
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
        response: { 200: Type.Object({ id: Type.Integer(), token: Type.String() }) },
      },
    },
    async (request, reply) => {
      const actor = await actorOf(request);
      reply.header('cache-control', 'no-store');
      return pools.transaction((tx) => issueKey(tx, actor.province, request.body, actor));
    },
  );

  app.post(
    '/api/public-directory/keys/:id/revoke',
    { config, schema: { params: ById, body: Type.Object({}, strict), response: { 200: Type.Object({}) } } },
    async (request) => {
      const actor = await actorOf(request);
      await pools.transaction((tx) => revokeKey(tx, actor.province, request.params.id, actor));
      return {};
    },
  );
}
