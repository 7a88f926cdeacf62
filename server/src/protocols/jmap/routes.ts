import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts, WebSession } from '../../accounts/index.ts';
import { MAX_DEPTH, MAX_NAME_OCTETS } from '../../mail/index.ts';
import { AppError } from '../../platform/index.ts';
import { uploadLimits } from './blob/store-blob.ts';
import { callerOf } from './caller.ts';
import type { AccountAccess, Caller } from './core/call.ts';
import { dispatch, registryOf } from './core/dispatch.ts';
import { limitError, RequestError } from './core/errors.ts';
import { Gate } from './core/gate.ts';
import { internalLimits, limits } from './core/limits.ts';
import { parseRequest } from './core/request.ts';
import { buildSession, type Session } from './core/session.ts';
import { download } from './download.ts';
import { pushChanges, readEventSourceOptions } from './eventsource.ts';
import { methods } from './methods/index.ts';
import type { JmapServices } from './services.ts';
import { upload } from './upload.ts';

export interface JmapRoutesDeps {
  services: JmapServices;
  accounts: Pick<Accounts, 'requireSession' | 'accountsOf' | 'watch' | 'used'>;
  /** Where users reach the server; null: where the request says. */
  publicUrl: string | null;
}

/** Streams of one person at once; a browser's tabs are one each. */
const maxEventSources = 20;
/** Downloads of one person at once; others wait. */
const maxDownloads = 4;
/** Octets of events that wait for a slow client. */
const maxUnread = 256 * 1024;

/** The HTTP side of JMAP (RFC 8620 §2, §3.1, §6, §7.3). */
export async function jmapRoutes(app: FastifyInstance, deps: JmapRoutesDeps): Promise<void> {
  const { services, accounts } = deps;
  const registry = registryOf(methods);
  const requests = new Gate('maxConcurrentRequests', limits.maxConcurrentRequests, internalLimits.waiting);
  const uploads = new Gate('maxConcurrentUpload', limits.maxConcurrentUpload, internalLimits.waiting);

  const downloads = new Gate('maxConcurrentRequests', maxDownloads, 200);

  const enter = async (request: FastifyRequest): Promise<{ session: WebSession; caller: Caller }> => {
    const session = await accounts.requireSession(request);
    return { session, caller: await callerOf(services, accounts, session, request.ip) };
  };
  const largestUpload = (caller: Caller) =>
    Math.max(0, ...[...caller.accounts.values()].map((a) => uploadLimits(services, a.provinceId).maxSize));
  const sessionFor = (request: FastifyRequest, caller: Caller): Session =>
    buildSession({
      caller,
      origin: deps.publicUrl ?? `${request.protocol}://${request.host}`,
      maxSizeUpload: largestUpload(caller),
      attachmentLimit: (account) => services.attachmentLimit(account.provinceId),
      mailbox: { maxDepth: MAX_DEPTH, maxNameOctets: MAX_NAME_OCTETS },
    });
  const accountOf = (caller: Caller, id: string): AccountAccess => {
    const account = caller.accounts.get(id);
    if (!account) throw new AppError('request.not-found');
    return account;
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: limits.maxSizeRequest },
    (_r, body, done) => done(null, body),
  );
  app.setErrorHandler((error: Error & { code?: string }, _request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return sendProblem(reply, limitError('maxSizeRequest', `More than ${limits.maxSizeRequest} octets.`, 413));
    }
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
      return sendProblem(reply, new RequestError('notJSON', 'The content type must be application/json.', 415));
    }
    if (error instanceof RequestError) return sendProblem(reply, error);
    // What isn't JMAP's own is answered as anywhere else in the server.
    throw error;
  });

  // Whom a request is from, and what they may open, is asked once, by `enter`.
  const config = { policy: 'handler' };
  app.get('/.well-known/jmap', { config: { policy: 'public' } }, async (_request, reply) =>
    reply.redirect('/jmap/session'),
  );

  app.get('/jmap/session', { config }, async (request, reply) => {
    const { caller } = await enter(request);
    reply.header('cache-control', 'no-cache, no-store, must-revalidate');
    return sessionFor(request, caller);
  });

  app.post('/jmap/api', { config, bodyLimit: limits.maxSizeRequest }, async (request, reply) => {
    const { caller } = await enter(request);
    if (!Buffer.isBuffer(request.body)) throw new RequestError('notJSON', 'There is no body.');
    const call = parseRequest(request.body);
    reply.header('cache-control', 'no-store');
    return requests.run(caller.personId, () =>
      dispatch(call, registry, services, caller, sessionFor(request, caller).state),
    );
  });

  // Uploads are any type and are read as they come.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post<{ Params: { accountId: string } }>('/jmap/upload/:accountId', { config }, async (request, reply) => {
      const { caller } = await enter(request);
      const account = accountOf(caller, request.params.accountId);
      if (account.isReadOnly) throw new AppError('auth.forbidden');
      const room = uploadLimits(services, account.provinceId);
      if (Number(request.headers['content-length'] ?? 0) > room.maxSize) {
        throw limitError('maxSizeUpload', `More than ${room.maxSize} octets.`, 413);
      }
      const body = (request.body ?? request.raw) as Readable;
      const type = request.headers['content-type'];
      const taken = await uploads.run(caller.personId, () => upload(services, caller, account, body, type, room));
      return reply.code(201).send(taken);
    });
  });

  app.get<{ Params: { accountId: string; blobId: string; name: string }; Querystring: { type?: string } }>(
    '/jmap/download/:accountId/:blobId/:name',
    { config },
    async (request, reply) => {
      const { caller } = await enter(request);
      const { accountId, blobId, name } = request.params;
      const type = typeof request.query.type === 'string' ? request.query.type : undefined;
      const account = accountOf(caller, accountId);
      await caller.using(account, 'read');
      // Until it is sent it is in memory: only so many of one person at once.
      return downloads.run(caller.personId, async () => {
        const found = await download(services, account, blobId, name, type);
        if (!found) throw new AppError('request.not-found');
        const sent = new Promise<void>((resolve) => reply.raw.once('close', resolve));
        reply.headers(found.headers).send(found.body);
        await sent;
        return reply;
      });
    },
  );

  const streams = new Map<number, number>();
  app.get<{ Querystring: Record<string, unknown> }>('/jmap/eventsource', { config }, async (request, reply) => {
    const options = readEventSourceOptions(request.query);
    if (!options) throw new AppError('request.invalid');
    const { session, caller } = await enter(request);
    const open = streams.get(caller.personId) ?? 0;
    if (open >= maxEventSources) throw new AppError('request.too-many');
    streams.set(caller.personId, open + 1);
    reply.hijack();
    const { raw } = reply;
    raw.socket?.setNoDelay(true);
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store',
      'x-accel-buffering': 'no',
    });
    const sink = {
      write: (text: string) => {
        // Who does not read is let go, and will ask anew.
        if (raw.writableLength > maxUnread) raw.destroy();
        else raw.write(text);
      },
      close: () => void raw.end(),
    };
    const lastId = request.headers['last-event-id'];
    const push = pushChanges(services, caller, options, typeof lastId === 'string' ? lastId : undefined, sink);
    // Rights that changed or a session that ended: the client comes again and is judged anew.
    const unwatch = accounts.watch(session, () => raw.end());
    raw.on('close', () => {
      push.stop();
      unwatch();
      const left = (streams.get(caller.personId) ?? 1) - 1;
      if (left > 0) streams.set(caller.personId, left);
      else streams.delete(caller.personId);
    });
  });
}

function sendProblem(reply: FastifyReply, error: RequestError): FastifyReply {
  return reply.code(error.status).type('application/problem+json').send(JSON.stringify(error.body()));
}
