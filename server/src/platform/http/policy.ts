import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import { PlatformError } from '../errors.ts';

/** What a request touches. None of them: the whole province of who asks. Several: all of them. */
export interface Scope {
  organisationId?: number | undefined;
  personId?: number | undefined;
  accountId?: number | undefined;
}

/** Of a request whose parameters, query and body have passed the route's schema. */
export type ScopeOf = (request: FastifyRequest) => Scope | Promise<Scope>;

/**
 * Throws (an `AppError`, mostly) if the caller may not. Called before the body is read, without a scope: may they at all,
 * anywhere? And once more with the scope, if the route states one.
 */
export interface PolicyFunction {
  (request: FastifyRequest, scope?: Scope): void | Promise<void>;
  /** What it allows may be limited to a part of the tree: a route must state its scope. */
  scoped?: boolean;
}

/**
 * Who may use a route: `public`, `handler` (its own code decides, since it must look at what is asked), the name of one
 * of the policies given to `createHttp`, or a function.
 */
export type Policy = 'public' | 'handler' | (string & {}) | PolicyFunction;

/** What a route states of who may use it. */
export interface StatedPolicy {
  method: string;
  url: string;
  policy: Policy | undefined;
  scope: ScopeOf | 'own-part' | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, for tests that judge them all. */
    statedPolicies(): StatedPolicy[];
  }
  interface FastifyContextConfig {
    policy?: Policy;
    /** What the request touches. `own-part`: the handler itself keeps to the caller's part of the tree, by `extentOf`. */
    scope?: ScopeOf | 'own-part';
    /** Other sites may send state-changing requests here: no cookie counts, the request proves itself. */
    crossSite?: boolean;
  }
}

/**
 * The scope named by parameters of the route, or by fields of its body:
 * `scopeBy('params', { organisationId: 'id' })`. A field that is absent or null is no part of the scope.
 */
export function scopeBy(from: 'params' | 'query' | 'body', names: Partial<Record<keyof Scope, string>>): ScopeOf {
  return (request) => {
    const given = (request[from] ?? {}) as Record<string, unknown>;
    const scope: Scope = {};
    for (const [key, name] of Object.entries(names)) {
      const value = given[name];
      if (value !== undefined && value !== null) scope[key as keyof Scope] = Number(value);
    }
    return scope;
  };
}

/**
 * Applies the policy of every route; the server does not start while one states none, or one that is unknown, or no
 * scope for a policy that needs one.
 */
export function enforcePolicies(app: FastifyInstance, policies: Record<string, PolicyFunction>): void {
  const known: Record<string, PolicyFunction> = { public: () => {}, handler: () => {}, ...policies };
  const policyOf = (policy: Policy | undefined): PolicyFunction | undefined => {
    if (typeof policy === 'function') return policy;
    return policy !== undefined && Object.hasOwn(known, policy) ? known[policy] : undefined;
  };
  const routes: { method: string | string[]; url: string; config?: FastifyContextConfig }[] = [];
  app.decorate('statedPolicies', () =>
    routes.flatMap(({ method, url, config }) =>
      [method].flat().map((one) => ({ method: one, url, policy: config?.policy, scope: config?.scope })),
    ),
  );
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const names = routes.flatMap(({ method, url, config }) => {
      const policy = policyOf(config?.policy);
      if (policy && (!policy.scoped || config?.scope !== undefined)) return [];
      const why = policy ? `${config?.policy}: no scope` : config?.policy;
      return [`${method} ${url}${why ? ` (${why})` : ''}`];
    });
    if (names.length > 0) throw new PlatformError('http.no-policy', `${names.join(', ')}.`, { details: names });
  });
  app.addHook('onRequest', async (request) => {
    // Without a route it is the answer 404.
    if (request.is404) return;
    await policyOf(request.routeOptions.config.policy)!(request);
  });
  app.addHook('preHandler', async (request) => {
    const { policy, scope } = request.routeOptions.config;
    if (request.is404 || typeof scope !== 'function') return;
    await policyOf(policy)!(request, await scope(request));
  });
}
