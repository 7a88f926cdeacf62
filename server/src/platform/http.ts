import { createHash } from 'node:crypto';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Config } from './config.ts';
import { AppError } from './errors.ts';
import { refuseCrossSite } from './http/cross-site.ts';
import { answerErrors } from './http/error-answers.ts';
import { describeApi } from './http/openapi.ts';
import { enforcePolicies, type PolicyFunction } from './http/policy.ts';
import { setSecurityHeaders } from './http/security-headers.ts';
import { serveWebPage } from './http/web-page.ts';
import type { Log } from './log.ts';

export { type Policy, type PolicyFunction, type Scope, type ScopeOf, scopeBy } from './http/policy.ts';

/** Fastify whose handlers are typed by their TypeBox schemas. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface HttpOptions {
  config: Pick<Config, 'publicUrl' | 'proxies' | 'trustedNetworks'>;
  log: Log;
  /** By the names that routes use in `config.policy`. */
  policies?: Record<string, PolicyFunction>;
  /** The built web page; null: none. */
  webRoot: string | null;
  version: string;
  /** In a line, what each call under `/api/` does: by `GET /api/…`. */
  summaries?: Readonly<Record<string, string>>;
}

/** Requests a minute from one client. */
const requestsPerMinute = 1200;
/** An office shares one address, so clients without a session count together and get more. */
const anonymousPerMinute = 6000;

/**
 * The web server, without routes. Every route states `config.policy`, or `ready()` fails with `http.no-policy`.
 * Errors leave as `ErrorBody`: throw `AppError`. Then `listen`, and `close`, which ends open connections.
 */
export async function createHttp(options: HttpOptions): Promise<HttpApp> {
  const { config, log } = options;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (address: string) => config.proxies.contains(address),
    bodyLimit: 1 << 20,
    requestTimeout: 300_000,
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
    // What is not in a schema is an error, not dropped in silence.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
  }).withTypeProvider<TypeBoxTypeProvider>() as HttpApp;
  const plain = app as unknown as FastifyInstance;

  answerErrors(plain);
  setSecurityHeaders(plain, config.publicUrl?.startsWith('https:') ?? false);
  await limitRate(plain, config);
  refuseCrossSite(plain, config.publicUrl);
  enforcePolicies(plain, options.policies ?? {});
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip', 'identity'],
    // Not what streams (events), nor what is compressed already (attachments).
    customTypes:
      /^(application\/(json|problem\+json|manifest\+json|javascript|xml)|text\/(html|css|javascript|plain|vcard|csv)|image\/svg\+xml)\b/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    globalDecompression: false,
  });
  await describeApi(plain, { version: options.version, summaries: options.summaries ?? {} });
  app.get('/api/openapi.json', { config: { policy: 'public' }, schema: { hide: true } }, () => app.swagger());
  await serveWebPage(plain, options.webRoot);
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  return app;
}

async function limitRate(app: FastifyInstance, config: HttpOptions['config']): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: (request) => (isAnonymous(request) ? anonymousPerMinute : requestsPerMinute),
    keyGenerator: (request) => {
      const { cookie = '', authorization = '' } = request.headers;
      if (isAnonymous(request)) return request.ip;
      return `${request.ip} ${createHash('sha256').update(`${cookie}\n${authorization}`).digest('base64')}`;
    },
    allowList: (request) => config.trustedNetworks.contains(request.ip),
    cache: 20_000,
    errorResponseBuilder: () => new AppError('request.too-many'),
  });
}

function isAnonymous(request: FastifyRequest): boolean {
  return !request.headers.cookie && !request.headers.authorization;
}
