import type { IncomingHttpHeaders } from 'node:http';
import type { ChangePassword } from '@congvu/contract';
import type { Actor } from '../directory/index.ts';
import type { Config, Notifications, Pools, Queryable } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type Access, createAccess } from './access.ts';
import { type Authenticate, createAuthenticate, type SignedIn } from './authenticate.ts';
import { type Authorisation, createAuthorisation } from './authorise.ts';
import { changePassword } from './change-password.ts';
import { readBasic, readCookie } from './http-credentials.ts';
import { createMailboxUses, type MailboxUses } from './mailbox-uses.ts';
import { createHasher, type Hasher } from './password.ts';
import type { ThrottleLimits } from './throttle.ts';
import {
  closeSession,
  findSession,
  type ListedSession,
  listSessions,
  openSession,
  revokeSessions,
  type WebSession,
} from './web-session.ts';

/** What is needed of an HTTP request; Fastify's fits. */
export interface RequestLike {
  headers: IncomingHttpHeaders;
  /** The client's address, proxies taken into account. */
  ip: string;
  protocol: string;
}

export type PersonActor = Extract<Actor, { kind: 'person' }> & { province: string };

export interface Accounts extends Access, Authorisation, MailboxUses {
  authenticate: Authenticate;
  hasher: Hasher;
  /**
   * The person behind an HTTP request: by the session cookie, else by HTTP Basic (RFC 7617). Undefined when it has
   * neither, or a session that ended. Remembered with the request: for one that stays open, `watch`. Whoever gets one with `mustChangePassword` may only change the password.
   * @throws AppError as `authenticate` does, for Basic.
   */
  sessionOf(request: RequestLike): Promise<WebSession | undefined>;
  /**
   * As `sessionOf`, for a person who may use the system.
   * @throws AppError `auth.required`, `auth.must-change-password`, and as `authenticate` does.
   */
  requireSession(request: RequestLike): Promise<WebSession>;
  /** The person behind a request as an actor for audit events, with their province. @throws as `requireSession`. */
  actorOf(request: RequestLike): Promise<PersonActor>;
  /** Answers the token for the cookie. */
  openSession(who: SignedIn, request: RequestLike): Promise<string>;
  closeSession(session: WebSession): Promise<void>;
  listSessions(personId: number): Promise<ListedSession[]>;
  /** One of `listSessions`, or all. Answers how many ended. */
  revokeSessions(personId: number, id?: string): Promise<number>;
  changePassword(session: WebSession, change: ChangePassword, request: RequestLike): Promise<void>;
}

export interface AccountsDeps {
  pools: Pools;
  /** Connections that plan once, for what every sign-in and every command asks; `pools` when left out. */
  hot?: Pick<Queryable, 'query'>;
  notifications: Notifications;
  regulation: Regulation;
  config: Pick<Config, 'trustedNetworks'>;
  hasher?: Hasher;
  limits?: ThrottleLimits;
}

/** Sign-in, sessions and rights, for every protocol. `stop` ends what it listens to. */
export async function createAccounts(deps: AccountsDeps): Promise<Accounts> {
  const { pools, notifications, regulation, config, hasher = createHasher() } = deps;
  const access = await createAccess(pools, notifications);
  const authorisation = await createAuthorisation(pools, notifications, regulation, access);
  const authenticate = createAuthenticate({
    pools,
    hot: deps.hot,
    hasher,
    trusted: config.trustedNetworks,
    ...(deps.limits ? { limits: deps.limits } : {}),
  });
  const originOf = (request: RequestLike) => ({ remoteAddress: request.ip, tls: request.protocol === 'https' });

  const readSession = async (request: RequestLike): Promise<WebSession | undefined> => {
    const token = readCookie(request.headers.cookie);
    const session = token === undefined ? undefined : await findSession(pools, token);
    if (session) return session;
    const basic = readBasic(request.headers.authorization);
    if (!basic) return undefined;
    const who = await authenticate(basic.user, basic.password, { ...originOf(request), protocol: 'jmap' });
    return { ...who, tokenHash: undefined };
  };
  // A policy and then the handler ask for the same request.
  const asked = new WeakMap<RequestLike, Promise<WebSession | undefined>>();
  const sessionOf = (request: RequestLike): Promise<WebSession | undefined> => {
    const known = asked.get(request) ?? readSession(request);
    asked.set(request, known);
    return known;
  };

  const requireSession = async (request: RequestLike): Promise<WebSession> => {
    const session = await sessionOf(request);
    if (!session) throw new AppError('auth.required');
    if (session.mustChangePassword) throw new AppError('auth.must-change-password');
    return session;
  };

  return {
    ...access,
    ...authorisation,
    ...createMailboxUses(pools),
    stop: async () => {
      await authorisation.stop();
      await access.stop();
    },
    authenticate,
    hasher,
    sessionOf,
    requireSession,
    actorOf: async (request) => {
      const { personId } = await requireSession(request);
      const { province } = await authorisation.rolesOf(personId);
      return { kind: 'person', personId, province, remoteAddress: request.ip };
    },
    openSession: (who, request) =>
      openSession(pools, who, { remoteAddress: request.ip, userAgent: request.headers['user-agent'] }),
    closeSession: (session) => closeSession(pools, session),
    listSessions: (personId) => listSessions(pools, personId),
    revokeSessions: (personId, id) => revokeSessions(pools, personId, id),
    changePassword: (session, change, request) =>
      changePassword({ pools, regulation, hasher, authenticate }, session, change, originOf(request)),
  };
}
