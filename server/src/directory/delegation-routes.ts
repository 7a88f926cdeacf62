import type { Delegation, DelegationRight, MailboxDelegations, MyDelegations } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError, type HttpApp, type Pools, type Scope, scopeBy } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { Actor } from './audit.ts';
import { delegateByRule, delegationRights, revokeDelegation } from './delegate.ts';
import { DirectoryError } from './errors.ts';
import { type ListedDelegation, listDelegations } from './list-delegations.ts';

export interface DelegationRoutesDeps {
  pools: Pools;
  regulation: Regulation;
  actorOf(request: FastifyRequest): Promise<Extract<Actor, { kind: 'person' }>>;
  /** Whether the person may delegate in this scope: by a role, or only by holding `manage` on the mailbox. */
  delegatesBy(personId: number, scope: Scope): Promise<'role' | 'manage' | undefined>;
  /** The error of the rule `delegation.grant`. */
  refusal(): Error;
}

const strict = { additionalProperties: false };
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
/** Null first: coercion would make a null an empty text before it came to it. */
const Nullable = <T extends Type.TSchema>(type: T) => Type.Union([Type.Null(), type]);
const Text = Nullable(Type.String());
const Time = Nullable(Type.String({ format: 'date-time' }));
const Right = Type.Unsafe<DelegationRight>({ type: 'string', enum: [...delegationRights] });

const DelegationSchema = Type.Object({
  id: Nullable(Id),
  person: Type.Object({ id: Id, name: Type.String(), address: Text, position: Text }),
  mailbox: Type.Object({ accountId: Id, name: Type.String(), address: Type.String(), organisationId: Id }),
  rights: Type.Array(Right),
  from: Type.String(),
  until: Text,
  decision: Text,
  grantedBy: Text,
  endedBy: Text,
  by: Type.Union([Type.Literal('delegation'), Type.Literal('appointment')]),
  state: Type.Union([Type.Literal('now'), Type.Literal('later'), Type.Literal('ended')]),
  mayEnd: Type.Boolean(),
});

const mailbox = scopeBy('params', { accountId: 'accountId' });
const MailboxParams = Type.Object({ accountId: Id });

/** Whoever only holds `manage` hands on neither that right nor takes it from another. */
const managersRights = delegationRights.filter((right) => right !== 'manage');

/** The calls of `/api/mailboxes/…/delegations` and `/api/delegations/`; see `@congvu/contract`. */
export function delegationRoutes(app: HttpApp, deps: DelegationRoutesDeps): void {
  const { pools, regulation, actorOf, delegatesBy, refusal } = deps;

  const endable = (row: ListedDelegation, personId: number, by: 'role' | 'manage' | undefined): Delegation => {
    const own = row.person.id === personId;
    const allowed = by === 'role' || (by === 'manage' && (own || !row.rights.includes('manage')));
    return { ...row, mayEnd: row.id !== null && row.state !== 'ended' && allowed };
  };
  const endableEach = async (rows: ListedDelegation[], personId: number): Promise<Delegation[]> => {
    const ids = [...new Set(rows.map((row) => row.mailbox.accountId))];
    const by = new Map(
      await Promise.all(ids.map(async (accountId) => [accountId, await delegatesBy(personId, { accountId })] as const)),
    );
    return rows.map((row) => endable(row, personId, by.get(row.mailbox.accountId)));
  };

  app.get(
    '/api/mailboxes/:accountId/delegations',
    {
      config: { policy: 'delegation.read', scope: mailbox },
      schema: {
        params: MailboxParams,
        querystring: Type.Object({ history: Type.Optional(Type.Boolean()) }, strict),
        response: {
          200: Type.Object({
            rows: Type.Array(DelegationSchema),
            grantable: Type.Array(Right),
            limit: Type.Object({
              most: Nullable(Type.Integer()),
              inWriting: Type.Boolean(),
              cite: Nullable(Type.Object({ ref: Type.String(), text: Type.String() })),
            }),
          }),
        },
      },
    },
    async (request): Promise<MailboxDelegations> => {
      const { personId, province } = await actorOf(request);
      const { accountId } = request.params;
      const endedDays = request.query.history ? 36_500 : 0;
      const rows = await listDelegations(pools, { accountId }, { endedDays });
      const by = await delegatesBy(personId, { accountId });
      const { value, cite } = regulation.cited(province!, 'delegation-limit');
      return {
        rows: rows.map((row) => endable(row, personId, by)),
        grantable: by === 'role' ? [...delegationRights] : by === 'manage' ? managersRights : [],
        limit: { most: value.most, inWriting: value.inWriting, cite },
      };
    },
  );

  app.post(
    '/api/mailboxes/:accountId/delegations',
    {
      config: { policy: 'delegation.grant', scope: mailbox },
      schema: {
        params: MailboxParams,
        body: Type.Object(
          {
            personIds: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
            rights: Type.Array(Right, { minItems: 1, uniqueItems: true }),
            from: Type.Optional(Time),
            until: Type.Optional(Time),
            decision: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
          },
          strict,
        ),
        response: { 201: Type.Object({ ids: Type.Array(Id) }) },
      },
    },
    async (request, reply) => {
      const actor = await actorOf(request);
      const { accountId } = request.params;
      const { personIds, rights, from, until, decision } = request.body;
      const by = await delegatesBy(actor.personId, { accountId });
      if (by === undefined || (by === 'manage' && rights.includes('manage'))) throw refusal();
      const ids = await pools.transaction(async (tx) => {
        const made: number[] = [];
        for (const personId of personIds) {
          if (by === 'manage') await requireNotManager(tx, accountId, personId, actor.personId);
          const times = { from: from ? new Date(from) : undefined, until: until ? new Date(until) : undefined };
          made.push(await delegateByRule(tx, regulation, { accountId, personId, rights, ...times, decision }, actor));
        }
        return made;
      });
      return reply.code(201).send({ ids });
    },
  );

  /** A delegation replaces the one before it: a manager must not take `manage` away in that way. */
  const requireNotManager = async (tx: Pick<Pools, 'query'>, accountId: number, personId: number, byId: number) => {
    const { rows } = await tx.query(
      `select 1 from delegation where account_id = $1 and person_id = $2 and 'manage' = any(rights)
         and (valid_until is null or valid_until > greatest(now(), valid_from))`,
      [accountId, personId],
    );
    if (rows[0] && personId !== byId) throw refusal();
  };

  const delegationOf = async (request: FastifyRequest) => {
    const { id } = request.params as { id: number };
    const { rows } = await pools.query<{ account_id: number; person_id: number; open: boolean }>(
      `select account_id, person_id, valid_until is null or valid_until > greatest(now(), valid_from) as open
       from delegation where delegation_id = $1`,
      [id],
    );
    if (!rows[0]) throw new AppError('request.not-found');
    const { account_id: accountId, person_id: personId, open } = rows[0];
    return { accountId, personId, open };
  };

  app.post(
    '/api/delegations/:id/end',
    {
      config: {
        policy: 'delegation.grant',
        scope: async (request) => ({ accountId: (await delegationOf(request)).accountId }),
      },
      schema: { params: Type.Object({ id: Id }), response: { 200: Type.Object({}, strict) } },
    },
    async (request) => {
      const actor = await actorOf(request);
      const { accountId, personId, open } = await delegationOf(request);
      const by = await delegatesBy(actor.personId, { accountId });
      if (by === undefined) throw refusal();
      if (!open) throw new DirectoryError('directory.no-delegation');
      await pools.transaction(async (tx) => {
        if (by === 'manage') await requireNotManager(tx, accountId, personId, actor.personId);
        await revokeDelegation(tx, accountId, personId, actor);
      });
      return {};
    },
  );

  app.get(
    '/api/delegations/mine',
    {
      config: { policy: 'signed-in' },
      schema: {
        response: { 200: Type.Object({ toMe: Type.Array(DelegationSchema), byMe: Type.Array(DelegationSchema) }) },
      },
    },
    async (request): Promise<MyDelegations> => {
      const { personId } = await actorOf(request);
      const toMe = await listDelegations(pools, { toPersonId: personId }, { endedDays: 90 });
      const byMe = await listDelegations(pools, { byPersonId: personId });
      return { toMe: await endableEach(toMe, personId), byMe: await endableEach(byMe, personId) };
    },
  );
}
