import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Accounts } from '../../accounts/index.ts';
import type { VcardVersion } from '../../directory/index.ts';
import { AppError, type Config, type Queryable } from '../../platform/index.ts';
import { everything, readAsked } from './asked.ts';
import { type Caller, readCaller } from './caller.ts';
import { type CardContext, type Entry, etagOf, vcardOf } from './cards.ts';
import { DavError } from './errors.ts';
import { limits } from './limits.ts';
import { type Closing, errorBody, multistatus, type Response } from './multistatus.ts';
import { propfind } from './propfind.ts';
import { multiget } from './reports/multiget.ts';
import { query } from './reports/query.ts';
import { syncCollection } from './reports/sync.ts';
import { bookPath, parsePath, type Resource, root } from './resources.ts';
import { type BookStore, createBookStore } from './store.ts';
import { carddav, dav } from './xml/names.ts';
import { parseXml } from './xml/parse.ts';

export interface DavRoutesDeps {
  db: Queryable;
  accounts: Pick<Accounts, 'requireSession' | 'authorise'>;
  config: Pick<Config, 'publicUrl' | 'plaintextSignIn'>;
}

const methods = ['OPTIONS', 'GET', 'HEAD', 'PROPFIND', 'REPORT'] as const;
/** Known, and refused: the books are read only. */
const writing = ['PUT', 'DELETE', 'POST', 'PATCH', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK'] as const;
const allow = methods.join(', ');
/** RFC 4918 §18, RFC 3744 §7.2, RFC 6352 §6.1. No class 2: there is nothing to lock. */
const davHeader = '1, 3, access-control, addressbook';

/**
 * CardDAV (RFC 6352), read only: each person has the address book of their province and that of their own agency. By
 * HTTP Basic alone, over an encrypted connection.
 */
export async function davRoutes(app: FastifyInstance, deps: DavRoutesDeps): Promise<void> {
  const { db, accounts, config } = deps;
  const store = createBookStore(db);

  /** No cookie counts here: other sites may make a browser send any request. */
  const asProgram = ({ ip, protocol, headers: { authorization } }: FastifyRequest) => ({
    ip,
    protocol,
    headers: { authorization },
  });
  const callers = new WeakMap<FastifyRequest, Promise<Caller>>();
  const enter = async (request: FastifyRequest): Promise<Caller> => {
    if (!isEncrypted(request, config) && !config.plaintextSignIn) throw new AppError('auth.insecure');
    const session = await accounts.requireSession(asProgram(request));
    await accounts.authorise(session.personId, 'directory.read');
    return readCaller(db, session);
  };
  const policy = async (request: FastifyRequest) => {
    const caller = enter(request);
    callers.set(request, caller);
    await caller;
  };

  for (const method of ['PROPFIND', 'REPORT', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK'])
    app.addHttpMethod(method, { hasBody: true });
  app.removeAllContentTypeParsers();
  // Some programs say text/xml, some application/xml, some nothing.
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: limits.body }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: Error & { code?: string }, _request, reply) => {
    if (error instanceof DavError) return sendError(reply, error);
    if (error instanceof AppError && (error.code === 'auth.required' || error.code === 'auth.wrong-credentials'))
      reply.header('www-authenticate', 'Basic realm="Cong Vu", charset="UTF-8"');
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return sendError(reply, new DavError(413, null, 'The body is too long.'));
    throw error;
  });

  const route = (
    method: readonly HTTPMethods[],
    url: string,
    handler: (r: FastifyRequest, reply: FastifyReply) => unknown,
  ) => app.route({ method: [...method], url, config: { policy, crossSite: true }, schema: { hide: true }, handler });

  // RFC 6764 §5. Credentials come after the redirection.
  app.route({
    method: [...methods],
    url: '/.well-known/carddav',
    config: { policy: 'public', crossSite: true },
    schema: { hide: true },
    handler: (_request, reply) => reply.redirect(root, 301),
  });

  app.route({
    method: 'OPTIONS',
    url: '/dav/*',
    config: { policy: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.code(200).headers({ dav: davHeader, allow, 'content-length': '0' }).send(),
  });

  route(['PROPFIND'], '/dav/*', async (request, reply) => {
    const { caller, resource, context } = await open(request);
    const depth = readDepth(request.headers.depth);
    const asked = hasBody(request) ? readPropfind(request.body as string) : everything;
    const found = await propfind(store, caller, resource, asked, depth, context);
    if (!found) throw new DavError(404, null, 'There is nothing here.');
    return sendMultistatus(request, reply, found);
  });

  route(['REPORT'], '/dav/*', async (request, reply) => {
    const { caller, resource, context } = await open(request);
    if (!hasBody(request)) throw new DavError(400, null, 'Which report?');
    const body = parseXml(request.body as string);
    if (resource.type !== 'book') throw new DavError(403, dav('supported-report'), 'Only address books give reports.');
    const asked =
      body.name === carddav('addressbook-query') && body.children.length === 0 ? everything : readAsked(body);
    const { book } = resource;
    switch (body.name) {
      case carddav('addressbook-multiget'):
        return sendMultistatus(request, reply, multiget(store, caller, book, body, asked, context));
      case carddav('addressbook-query'):
        return sendMultistatus(request, reply, query(store, caller, book, body, asked, context));
      case dav('sync-collection'):
        return sendMultistatus(request, reply, await syncCollection(store, caller, book, body, asked, context));
      default:
        throw new DavError(403, dav('supported-report'), 'There is no such report.');
    }
  });

  route(['GET'], '/dav/*', async (request, reply) => {
    const { caller, resource, context } = await open(request);
    if (resource.type === 'card') return sendCard(request, reply, await cardOf(store, caller, resource), context);
    if (resource.type === 'book') return sendBook(request, reply, store.members(caller, resource.book), context);
    reply.type('text/plain; charset=utf-8');
    return `CardDAV: ${caller.books.map(({ book }) => bookPath(caller.personId, book)).join(' ')}\n`;
  });

  route([...writing], '/dav/*', () => {
    throw new DavError(403, dav('need-privileges'), 'The address books are read only.');
  });

  /** @throws DavError 404 for what is not the caller's own. */
  async function open(request: FastifyRequest): Promise<{ caller: Caller; resource: Resource; context: CardContext }> {
    const caller = await callers.get(request)!;
    const resource = parsePath(decodePath(request.url));
    const own = resource && (resource.type === 'root' || resource.personId === caller.personId);
    const book = resource && 'book' in resource ? resource.book : undefined;
    if (!own || (book && !caller.books.some((one) => one.book.name === book.name)))
      throw new DavError(404, null, 'There is nothing here.');
    return { caller, resource, context: { province: caller.province, publicUrl: config.publicUrl } };
  }
}

/** TLS ends in front of the server mostly: a proxy says so, or the address people use does. */
function isEncrypted({ protocol, ip }: FastifyRequest, { publicUrl }: DavRoutesDeps['config']): boolean {
  const local = ip === '::1' || /^(::ffff:)?127\./.test(ip);
  return protocol === 'https' || local || (publicUrl?.startsWith('https:') ?? false);
}

const hasBody = ({ body }: FastifyRequest): boolean => typeof body === 'string' && body.trim() !== '';

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url.split('?', 1)[0]!);
  } catch {
    throw new DavError(400, null, 'The path is none.');
  }
}

function readPropfind(text: string) {
  const body = parseXml(text);
  if (body.name !== dav('propfind')) throw new DavError(400, null, 'The body is no propfind.');
  return readAsked(body);
}

/** RFC 4918 §9.1: infinity when left out, which need not be supported. */
function readDepth(header: string | string[] | undefined): 0 | 1 {
  if (header === '0') return 0;
  if (header === '1') return 1;
  throw new DavError(403, dav('propfind-finite-depth'), 'The Depth is 0 or 1.');
}

async function cardOf(store: BookStore, caller: Caller, resource: Resource & { type: 'card' }): Promise<Entry> {
  const { book, kind, id } = resource;
  const [entry] = await store.byIds(caller, book, kind === 'person' ? [id] : [], kind === 'organisation' ? [id] : []);
  if (!entry) throw new DavError(404, null, 'There is no such card.');
  return entry;
}

function sendMultistatus(
  request: FastifyRequest,
  reply: FastifyReply,
  responses: AsyncIterable<Response | Closing> | Iterable<Response>,
): FastifyReply {
  const minimal = /\breturn=minimal\b/.test(String(request.headers.prefer ?? ''));
  if (minimal) reply.header('preference-applied', 'return=minimal');
  reply.code(207).headers({ dav: davHeader, 'cache-control': 'no-store', vary: 'Prefer' });
  return reply.type('application/xml; charset=utf-8').send(Readable.from(multistatus(responses, minimal)));
}

function sendCard(request: FastifyRequest, reply: FastifyReply, entry: Entry, context: CardContext): FastifyReply {
  const version = versionOf(request);
  const etag = etagOf(entry, version);
  reply.headers({
    etag,
    vary: 'Accept',
    'cache-control': 'private, no-cache',
    'last-modified': entry.changedAt.toUTCString(),
  });
  if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag))
    return reply.code(304).send();
  return reply.type(`text/vcard; charset=utf-8; version=${version}`).send(vcardOf(entry, version, context));
}

/** The whole book in one file, card by card. */
function sendBook(
  request: FastifyRequest,
  reply: FastifyReply,
  entries: AsyncIterable<Entry>,
  context: CardContext,
): FastifyReply {
  const version = versionOf(request);
  reply.headers({
    vary: 'Accept',
    'cache-control': 'no-store',
    'content-disposition': 'attachment; filename="danh-ba.vcf"',
  });
  const cards = async function* () {
    for await (const entry of entries) yield vcardOf(entry, version, context);
  };
  return reply.type(`text/vcard; charset=utf-8; version=${version}`).send(Readable.from(cards()));
}

/** RFC 6352 §5.1.1.1: 3.0 unless 4.0 is asked for. */
function versionOf({ headers: { accept = '' } }: FastifyRequest): VcardVersion {
  return /text\/vcard\s*;[^,]*version\s*=\s*"?4\.0/i.test(accept) ? '4.0' : '3.0';
}

function sendError(reply: FastifyReply, { status, condition, message }: DavError): FastifyReply {
  reply.code(status).headers({ dav: davHeader, 'cache-control': 'no-store' });
  if (status === 403 && condition === null) reply.header('allow', allow);
  if (condition === null) return reply.type('text/plain; charset=utf-8').send(`${message}\n`);
  return reply.type('application/xml; charset=utf-8').send(errorBody(condition, message));
}
