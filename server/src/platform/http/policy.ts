import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PlatformError } from '../errors.ts';

/** Throws (an `AppError`, mostly) if the caller may not. Runs before the body is read. */
export type PolicyFunction = (request: FastifyRequest) => void | Promise<void>;

/**
 * Who may use a route: `public`, `handler` (its own code decides, since it must look at what is asked), the name of one
 * of the policies given to `createHttp`, or a function.
 */
export type Policy = 'public' | 'handler' | (string & {}) | PolicyFunction;

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy;
    /** Other sites may send state-changing requests here: no cookie counts, the request proves itself. */
    crossSite?: boolean;
  }
}

/** Applies the policy of every route; the server does not start while one states none, or one that is unknown. */
export function enforcePolicies(app: FastifyInstance, policies: Record<string, PolicyFunction>): void {
  const known: Record<string, PolicyFunction> = { public: () => {}, handler: () => {}, ...policies };
  const routes: { method: string | string[]; url: string; config?: { policy?: Policy } }[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const open = routes.filter(({ config }) => {
      const policy = config?.policy;
      return typeof policy !== 'function' && (policy === undefined || !Object.hasOwn(known, policy));
    });
    if (open.length === 0) return;
    const names = open.map(
      ({ method, url, config }) => `${method} ${url}${config?.policy ? ` (${config.policy})` : ''}`,
    );
    throw new PlatformError('http.no-policy', `${names.join(', ')}.`, { details: names });
  });
  app.addHook('onRequest', async (request) => {
    // Without a route it is the answer 404.
    if (request.is404) return;
    const { policy } = request.routeOptions.config;
    await (typeof policy === 'function' ? policy : known[policy!]!)(request);
  });
}
