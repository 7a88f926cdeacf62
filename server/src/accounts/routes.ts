import type { Me } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { personCard } from '../directory/index.ts';
import { AppError, type Config, type HttpApp, type PolicyFunction, type Pools } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { Accounts } from './accounts.ts';
import { sessionCookie } from './http-credentials.ts';
import { longestPassword } from './password.ts';
import { isScoped, type PolicyRule, policy } from './policy.ts';
import type { WebSession } from './web-session.ts';

export interface AccountRoutesDeps {
  accounts: Accounts;
  pools: Pools;
  regulation: Regulation;
  config: Pick<Config, 'publicUrl'>;
}

/**
 * Policies for `createHttp`. `signed-in`: whoever may use the system, by session or HTTP Basic. `first-password`: also
 * those who must change their first password yet. And every rule of `policy.ts` by its name.
 */
export function accountPolicies(accounts: Pick<Accounts, 'requireSession' | 'sessionOf' | 'authorise'>) {
  const ruled = (rule: PolicyRule): PolicyFunction => {
    const check: PolicyFunction = async (request, scope) => {
      const { personId } = await accounts.requireSession(request);
      await accounts.authorise(personId, rule, scope);
    };
    return Object.assign(check, { scoped: isScoped(rule) });
  };
  return {
    ...Object.fromEntries((Object.keys(policy) as PolicyRule[]).map((rule) => [rule, ruled(rule)])),
    'signed-in': async (request) => void (await accounts.requireSession(request)),
    'first-password': async (request) => {
      if (!(await accounts.sessionOf(request))) throw new AppError('auth.required');
    },
  } satisfies Record<string, PolicyFunction>;
}

const Password = Type.String({ maxLength: longestPassword });
const strict = { additionalProperties: false };
const Nothing = Type.Object({}, strict);
const NullableText = Type.Union([Type.String(), Type.Null()]);

const MeSchema = Type.Object({
  person: Type.Object({
    id: Type.String(),
    name: Type.String(),
    address: Type.String(),
    position: NullableText,
    organisation: NullableText,
  }),
  mustChangePassword: Type.Boolean(),
  province: Type.Object({ id: Type.String(), name: Type.String() }),
  roles: Type.Array(
    Type.Object({
      role: Type.String(),
      organisation: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]),
      by: Type.String(),
    }),
  ),
  may: Type.Array(Type.String()),
});

const PasswordRuleSchema = Type.Object({
  minLength: Type.Integer(),
  classes: Type.Array(Type.String()),
  special: Type.String(),
  cite: Type.Object({ ref: Type.String(), text: Type.String() }),
});

/** The calls of `/api/auth/`; see `@congvu/contract`. */
export function accountRoutes(app: HttpApp, deps: AccountRoutesDeps): void {
  const { accounts, pools, regulation, config } = deps;
  const secure = (request: FastifyRequest) =>
    request.protocol === 'https' || (config.publicUrl?.startsWith('https:') ?? false);

  const meOf = async (personId: number, mustChangePassword: boolean): Promise<Me> => {
    const card = await personCard(pools, personId);
    if (!card) throw new AppError('auth.required');
    const { name, address, position, organisation, province } = card;
    const { roles } = await accounts.rolesOf(personId);
    return {
      person: { id: String(personId), name, address, position, organisation },
      mustChangePassword,
      province,
      roles: roles.map(({ role, organisationId, organisation: at, by }) => ({
        role,
        organisation: organisationId === null ? null : { id: String(organisationId), name: at ?? '' },
        by,
      })),
      may: await accounts.rulesOf(personId),
    };
  };
  /** There is one: the policy saw to it. */
  const sessionOf = async (request: FastifyRequest): Promise<WebSession> => {
    const session = await accounts.sessionOf(request);
    if (!session) throw new AppError('auth.required');
    return session;
  };

  app.post(
    '/api/auth/sign-in',
    {
      config: { policy: 'public' },
      schema: {
        body: Type.Object({ address: Type.String({ maxLength: 254 }), password: Password }, strict),
        response: { 200: MeSchema },
      },
    },
    async (request, reply) => {
      const { address, password } = request.body;
      const origin = { remoteAddress: request.ip, tls: secure(request), protocol: 'web' as const };
      const who = await accounts.authenticate(address, password, origin);
      const token = await accounts.openSession(who, request);
      reply.header('set-cookie', sessionCookie(token, secure(request))).header('cache-control', 'no-store');
      return meOf(who.personId, who.mustChangePassword);
    },
  );

  app.post(
    '/api/auth/sign-out',
    { config: { policy: 'public' }, schema: { response: { 200: Nothing } } },
    async (request, reply) => {
      // A wrong Basic password must not keep anyone from signing out.
      const session = await accounts.sessionOf({
        ...requestLike(request),
        headers: { cookie: request.headers.cookie },
      });
      if (session) await accounts.closeSession(session);
      reply.header('set-cookie', sessionCookie(undefined, secure(request)));
      return {};
    },
  );

  app.get(
    '/api/auth/me',
    { config: { policy: 'first-password' }, schema: { response: { 200: MeSchema } } },
    async (request, reply) => {
      const session = await sessionOf(request);
      reply.header('cache-control', 'no-store');
      return meOf(session.personId, session.mustChangePassword);
    },
  );

  app.post(
    '/api/auth/change-password',
    {
      config: { policy: 'first-password' },
      schema: { body: Type.Object({ current: Password, next: Password }, strict), response: { 200: MeSchema } },
    },
    async (request) => {
      const session = await sessionOf(request);
      await accounts.changePassword(session, request.body, request);
      return meOf(session.personId, false);
    },
  );

  app.get(
    '/api/auth/password-rule',
    { config: { policy: 'public' }, schema: { response: { 200: PasswordRuleSchema } } },
    async (request) => {
      const session = await accounts.sessionOf({
        ...requestLike(request),
        headers: { cookie: request.headers.cookie },
      });
      const { rows } = await pools.query<{ province_id: string }>(
        `select province_id from province left join person using (province_id)
         where $1::bigint is null or person_id = $1 order by province.created_at limit 1`,
        [session?.personId ?? null],
      );
      const province = rows[0]?.province_id ?? regulation.provinces()[0]?.id;
      if (!province) throw new AppError('request.not-found');
      return regulation.passwordRule(province);
    },
  );
}

const requestLike = ({ ip, protocol }: FastifyRequest) => ({ ip, protocol });
