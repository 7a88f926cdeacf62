import {
  type Role,
  type RoleAssignment,
  type RoleList,
  type RoleOptions,
  type RuleOfAccess,
  roleNames,
} from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { endRole, grantRole, type ListedRole, listRoles, personnelAuthorities, unitRoles } from '../directory/index.ts';
import { AppError, type HttpApp, type Pools, type Scope } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { Accounts } from './accounts.ts';
import { allowedBy, Forbidden, grantable, type PolicyRule, policy } from './policy.ts';
import type { PersonRoles } from './roles.ts';

export interface RoleRoutesDeps {
  accounts: Pick<Accounts, 'actorOf' | 'rolesOf' | 'rolesFor' | 'extentOf'>;
  pools: Pools;
  regulation: Regulation;
}

const strict = { additionalProperties: false };
const Id = Type.Integer({ minimum: 1, maximum: 9_007_199_254_740_991 });
/** Null first: coercion would make a null an empty text before it came to it. */
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([Type.Null(), type]);
const Time = Type.String({ format: 'date-time' });
const Ref = Type.Object({ id: Id, name: Type.String() });
const RoleName = Type.Unsafe<Role>({ type: 'string', enum: Object.keys(roleNames) });
const Named = Type.Object({ id: Id }, strict);

const RoleSchema = Type.Object({
  id: nullable(Id),
  person: Type.Object({
    id: Id,
    name: Type.String(),
    address: nullable(Type.String()),
    position: nullable(Type.String()),
  }),
  role: RoleName,
  organisation: nullable(Ref),
  authority: nullable(Type.String()),
  from: Type.String(),
  until: nullable(Type.String()),
  decision: nullable(Type.String()),
  grantedBy: nullable(Type.String()),
  endedBy: nullable(Type.String()),
  by: Type.Union([Type.Literal('grant'), Type.Literal('appointment')]),
  state: Type.Union([Type.Literal('now'), Type.Literal('later'), Type.Literal('ended')]),
  mayEnd: Type.Boolean(),
});

const GrantBody = Type.Object(
  {
    personId: Id,
    role: RoleName,
    organisationId: nullable(Id),
    authority: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
    from: Type.Optional(nullable(Time)),
    until: Type.Optional(nullable(Time)),
    decision: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  },
  strict,
);

/** Whom the giver may give it to: of their own part of the tree, as is where. Nowhere in particular is everywhere. */
const scopeOfGrant = ({ personId, organisationId }: { personId: number; organisationId: number | null }): Scope =>
  organisationId === null ? {} : { organisationId, personId };

/** The calls of `/api/roles`; see `@congvu/contract`. */
export function roleRoutes(app: HttpApp, { accounts, pools, regulation }: RoleRoutesDeps): void {
  /** The roles that may be given, in this scope, by who asks. */
  const grantableIn = async (personId: number, scope: Scope): Promise<Set<Role>> => {
    const own = await accounts.rolesFor(personId, 'role.grant', scope);
    return new Set(own.flatMap((role) => grantable[role] ?? []));
  };

  app.get(
    '/api/roles',
    {
      config: { policy: 'role.read', scope: 'own-part' },
      schema: {
        querystring: Type.Object(
          {
            organisation: Type.Optional(Id),
            person: Type.Optional(Id),
            role: Type.Optional(RoleName),
            history: Type.Optional(Type.Boolean()),
            heads: Type.Optional(Type.Boolean()),
            offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
          },
          strict,
        ),
        response: { 200: Type.Object({ rows: Type.Array(RoleSchema), next: nullable(Type.Integer()) }) },
      },
    },
    async (request): Promise<RoleList> => {
      const { personId } = await accounts.actorOf(request);
      const { organisation, person, role, history, heads, offset = 0 } = request.query;
      const extent = await accounts.extentOf(personId, 'role.read');
      const rows = await listRoles(pools, {
        province: extent.province,
        roots: extent.whole ? undefined : extent.roots,
        organisationId: organisation,
        personId: person,
        role,
        history,
        heads,
        limit: pageSize + 1,
        offset,
      });
      const page = rows.slice(0, pageSize);
      const held = await accounts.rolesOf(personId);
      const paths = await pathsOf(page);
      return {
        rows: page.map((row) => listed(row, mayEnd(row, held, paths))),
        next: rows.length > pageSize ? offset + pageSize : null,
      };
    },
  );

  const pathsOf = async (rows: ListedRole[]): Promise<Map<number, number[]>> => {
    const ids = [...new Set(rows.flatMap((row) => row.organisationId ?? []))];
    const found = await pools.query<{ organisation_id: number; path: number[] }>({
      name: 'organisation-paths',
      text: 'select organisation_id, path from organisation where organisation_id = any($1)',
      values: [ids],
    });
    return new Map(found.rows.map((row) => [row.organisation_id, row.path]));
  };

  app.get(
    '/api/roles/options',
    {
      config: { policy: 'role.read', scope: 'own-part' },
      schema: {
        response: {
          200: Type.Object({
            grantable: Type.Array(RoleName),
            whole: Type.Boolean(),
            organisations: Type.Array(Ref),
            unitRoles: Type.Array(RoleName),
            authorities: Type.Array(Type.Object({ name: Type.String(), kinds: Type.Array(Type.String()) })),
          }),
        },
      },
    },
    async (request): Promise<RoleOptions> => {
      const { personId } = await accounts.actorOf(request);
      const { province, roles } = await accounts.rolesOf(personId);
      const { whole, roots } = await accounts.extentOf(personId, 'role.grant');
      const names = new Map(roles.map((held) => [held.organisationId, held.organisation]));
      const authorities = whole ? [...personnelAuthorities(regulation, province)] : [];
      return {
        grantable: [...new Set(roles.flatMap((held) => grantable[held.role] ?? []))],
        whole,
        organisations: roots.map((id) => ({ id, name: names.get(id) ?? '' })),
        unitRoles: [...unitRoles],
        authorities: authorities.map(([name, kinds]) => ({ name, kinds })),
      };
    },
  );

  app.get('/api/roles/rules', { config: { policy: 'signed-in' } }, (): RuleOfAccess[] =>
    (Object.keys(policy) as PolicyRule[]).map((rule) => ({ rule, name: policy[rule].name, allowed: allowedBy(rule) })),
  );

  app.post(
    '/api/roles',
    {
      config: {
        policy: 'role.grant',
        scope: (request) => scopeOfGrant(request.body as Parameters<typeof scopeOfGrant>[0]),
      },
      schema: { body: GrantBody, response: { 201: Named } },
    },
    async (request, reply) => {
      const actor = await accounts.actorOf(request);
      const { personId, role, organisationId, authority, from, until, decision } = request.body;
      if (!(await grantableIn(actor.personId, scopeOfGrant(request.body))).has(role)) throw new Forbidden('role.grant');
      await requireOwnProvince(personId, actor.province);
      const id = await pools.transaction((tx) =>
        grantRole(
          tx,
          regulation,
          {
            personId,
            role,
            organisationId,
            authority,
            from: from ? new Date(from) : undefined,
            until: until ? new Date(until) : undefined,
            decision,
          },
          actor,
        ),
      );
      return reply.code(201).send({ id });
    },
  );

  const requireOwnProvince = async (personId: number, province: string) => {
    const { rows } = await pools.query('select 1 from person where person_id = $1 and province_id = $2', [
      personId,
      province,
    ]);
    if (!rows[0]) throw new Forbidden('role.grant');
  };

  /** Where a role is held, and which it is. */
  const assignment = async (request: FastifyRequest) => {
    const { id } = request.params as { id: number };
    const { rows } = await pools.query<{ role: Role; organisation_id: number | null; province_id: string }>(
      `select r.role, r.organisation_id, p.province_id from role_assignment r join person p using (person_id)
       where assignment_id = $1`,
      [id],
    );
    if (!rows[0]) throw new AppError('request.not-found');
    return rows[0];
  };
  const scopeOfEnd = async (request: FastifyRequest): Promise<Scope> => {
    const { organisation_id: organisationId } = await assignment(request);
    return organisationId === null ? {} : { organisationId };
  };

  app.post(
    '/api/roles/:id/end',
    {
      config: { policy: 'role.grant', scope: scopeOfEnd },
      schema: { params: Type.Object({ id: Id }), response: { 200: Type.Object({}, strict) } },
    },
    async (request) => {
      const actor = await accounts.actorOf(request);
      const { role, province_id: province } = await assignment(request);
      const allowed = await grantableIn(actor.personId, await scopeOfEnd(request));
      if (province !== actor.province || !allowed.has(role)) throw new Forbidden('role.grant');
      await pools.transaction((tx) => endRole(tx, request.params.id, actor));
      return {};
    },
  );
}

const pageSize = 200;

/** As the route that ends it decides. */
function mayEnd(row: ListedRole, held: PersonRoles, paths: Map<number, number[]>): boolean {
  if (row.assignmentId === null || row.state === 'ended') return false;
  const path = row.organisationId === null ? [] : (paths.get(row.organisationId) ?? []);
  return held.roles.some((one) => {
    if (!grantable[one.role]?.includes(row.role)) return false;
    return one.organisationId === null || path.includes(one.organisationId);
  });
}

function listed(row: ListedRole, ending: boolean): RoleAssignment {
  const { assignmentId, personId, person, address, position, organisationId, organisation } = row;
  return {
    id: assignmentId,
    person: { id: personId, name: person, address, position },
    role: row.role,
    organisation: organisationId === null ? null : { id: organisationId, name: organisation ?? '' },
    authority: row.authority,
    from: row.from.toISOString(),
    until: row.until?.toISOString() ?? null,
    decision: row.decision,
    grantedBy: row.grantedBy,
    endedBy: row.endedBy,
    by: row.by,
    state: row.state,
    mayEnd: ending,
  };
}
