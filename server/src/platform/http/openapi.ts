import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import type { Policy } from './policy.ts';

/** What every call may answer besides, with the body `ErrorBody`. */
const errorBody = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'From docs/errors.md; stays the same.' },
        message: { type: 'string', description: 'For people, in the language of Accept-Language.' },
        details: {},
      },
    },
  },
} as const;

const everyone = {
  400: 'What was sent does not fit the schema.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'Not available for the moment.',
} as const;
const signedIn = {
  401: 'Nobody is signed in.',
  403: 'The rule of this call, or its part of the tree, does not allow it; details say who may.',
} as const;
const aboutOne = { 404: 'There is no such thing, or not in this province.' } as const;
const changing = {
  409: 'It was changed meanwhile, or what it would make is there already.',
  422: 'Well-formed, and not possible.',
} as const;

export interface ApiDescription {
  version: string;
  /** In a line, what a call does: by `GET /api/…` as the route has it. */
  summaries: Readonly<Record<string, string>>;
}

/** The description of all calls under `/api/`, gathered from the routes: shapes from their schemas, the rest from here. */
export async function describeApi(app: FastifyInstance, { version, summaries }: ApiDescription): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Công Vụ',
        version,
        description:
          'State-changing calls by session carry the header `x-congvu: 1`. A program signs in by HTTP Basic with the mailbox’s address and password.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'congvu_session' },
          basic: { type: 'http', scheme: 'basic' },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: url.startsWith('/api/') ? described(schema ?? {}, url, route, summaries) : { ...schema, hide: true },
      url,
    }),
  });
}

function described(
  schema: FastifySchema,
  url: string,
  route: RouteOptions,
  summaries: ApiDescription['summaries'],
): FastifySchema {
  const { method } = route;
  const verb = Array.isArray(method) ? method[0]! : method;
  const policy = (route.config as { policy?: Policy } | undefined)?.policy;
  const isPublic = policy === 'public';
  const errors = {
    ...everyone,
    ...(isPublic ? {} : signedIn),
    ...(url.includes('/:') ? aboutOne : {}),
    ...(verb === 'POST' ? changing : {}),
  };
  const told = Object.fromEntries(
    Object.entries(errors).map(([status, description]) => [status, { description, ...errorBody }]),
  );
  const given = (schema.response ?? {}) as Record<string, unknown>;
  // What streams a file states no shape.
  const success = Object.keys(given).some((status) => status.startsWith('2')) ? {} : { 200: { description: 'Done.' } };
  const summary = summaries[`${verb} ${url}`];
  const rule = typeof policy === 'string' && !isPublic ? `Rule: \`${policy}\`.` : undefined;
  return {
    ...schema,
    tags: [url.split('/')[2]!],
    ...(summary ? { summary } : {}),
    ...(rule ? { description: rule } : {}),
    security: isPublic ? [] : [{ session: [] }, { basic: [] }],
    response: { ...success, ...given, ...told },
  } as FastifySchema;
}
