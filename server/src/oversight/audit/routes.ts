import { Readable } from 'node:stream';
import { type AuditGroup, type AuditPage, type AuditState, auditGroups, type MailboxUses } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Actor, writeAudit, xlsxType } from '../../directory/index.ts';
import { type HttpApp, type Log, type Pools, scopeBy } from '../../platform/index.ts';
import type { ChainKeeper } from './chain-state.ts';
import { exportEvents } from './export-events.ts';
import { type AuditExtent, type AuditFilter, findEvents } from './find-events.ts';
import { mailboxUses } from './mailbox-uses.ts';

export interface AuditRoutesDeps {
  pools: Pools;
  log: Log;
  chain: ChainKeeper;
  actorOf(request: FastifyRequest): Promise<Extract<Actor, { kind: 'person' }>>;
  /** What the person may read of the trail. */
  extentOf(personId: number, rule: 'audit.read'): Promise<AuditExtent>;
}

const strict = { additionalProperties: false };
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Time = Type.String({ format: 'date-time' });

const filters = {
  from: Type.Optional(Time),
  until: Type.Optional(Time),
  actor: Type.Optional(Id),
  person: Type.Optional(Id),
  organisation: Type.Optional(Id),
  account: Type.Optional(Id),
  group: Type.Optional(Type.Unsafe<AuditGroup>({ type: 'string', enum: Object.keys(auditGroups) })),
  kind: Type.Optional(Type.String({ maxLength: 60, pattern: '^[a-z-]+\\.[a-z-]+$' })),
  text: Type.Optional(Type.String({ maxLength: 200 })),
};
const FilterSchema = Type.Object(filters);
const pageSize = 50;
/** Milliseconds in which the same person's looking at the same is told once. */
const sameLook = 600_000;

/** The calls of `/api/audit` and of the uses of a mailbox; see `@congvu/contract`. */
export function auditRoutes(app: HttpApp, { pools, log, chain, actorOf, extentOf }: AuditRoutesDeps): void {
  const looks = new Map<string, number>();
  /** Reading the trail is in the trail. */
  const tellLook = async (actor: Actor & { kind: 'person' }, filter: Static<typeof FilterSchema>) => {
    const key = `${actor.personId} ${JSON.stringify(filter)}`;
    const now = performance.now();
    if ((looks.get(key) ?? -Infinity) > now - sameLook) return;
    if (looks.size > 5000) looks.clear();
    looks.set(key, now);
    await writeAudit(pools, actor, { kind: 'audit.viewed', data: { filter } });
  };

  app.get(
    '/api/audit',
    {
      config: { policy: 'audit.read', scope: 'own-part' },
      schema: {
        querystring: Type.Object({ ...filters, after: Type.Optional(Type.String({ maxLength: 100 })) }, strict),
      },
    },
    async (request, reply): Promise<AuditPage> => {
      const actor = await actorOf(request);
      const { after, ...asked } = request.query;
      const extent = await extentOf(actor.personId, 'audit.read');
      const found = await findEvents(pools, extent, filterOf(asked), { limit: pageSize, after });
      if (after === undefined) await tellLook(actor, asked);
      reply.header('cache-control', 'no-store');
      return found;
    },
  );

  app.get(
    '/api/audit/export',
    {
      config: { policy: 'audit.read', scope: 'own-part' },
      schema: {
        querystring: Type.Object(
          {
            ...filters,
            format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
            language: Type.Optional(Type.Union([Type.Literal('vi'), Type.Literal('en')])),
          },
          strict,
        ),
      },
    },
    async (request, reply) => {
      const actor = await actorOf(request);
      const { format, language = 'vi', ...asked } = request.query;
      const extent = await extentOf(actor.personId, 'audit.read');
      // Before the first byte leaves: what was taken out is known, however it ends.
      await writeAudit(pools, actor, { kind: 'audit.exported', data: { filter: asked, format } });
      const { content } = exportEvents(pools, extent, filterOf(asked), format, language);
      const stream = Readable.from(content, { objectMode: false });
      stream.on('error', (err) => log.warn({ err }, 'an export of the audit trail broke off'));
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
        .header('content-disposition', `attachment; filename="nhat-ky.${format}"`)
        .header('cache-control', 'no-store')
        .send(stream);
    },
  );

  app.get('/api/audit/state', { config: { policy: 'audit.verify' } }, async (_request, reply): Promise<AuditState> => {
    reply.header('cache-control', 'no-store');
    return chain.state();
  });

  app.post('/api/audit/verify', { config: { policy: 'audit.verify' } }, async (request, reply): Promise<AuditState> => {
    chain.begin(await actorOf(request));
    reply.code(202);
    return chain.state();
  });

  app.get(
    '/api/mailboxes/:accountId/uses',
    {
      config: { policy: 'delegation.read', scope: scopeBy('params', { accountId: 'accountId' }) },
      schema: {
        params: Type.Object({ accountId: Id }),
        querystring: Type.Object({ before: Type.Optional(Id) }, strict),
      },
    },
    async (request): Promise<MailboxUses> =>
      mailboxUses(pools, request.params.accountId, request.query.before, pageSize),
  );
}

function filterOf({ from, until, ...rest }: Static<typeof FilterSchema>): AuditFilter {
  return {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
}
