import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  createSecureContext,
  createServer as createTlsServer,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import { Connection } from './connection.ts';
import type { Log, ServerContext } from './context.ts';
import { PartialCache } from './fetch/partial-cache.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { judgeLiteral } from './literal-policy.ts';
import type { Backend } from './session.ts';
import { DateTimeFormat } from './wire/dates.ts';

export interface ImapServerOptions {
  backend: Backend;
  /** Certificate and key, for STARTTLS or `implicitTls`. */
  tls?: SecureContextOptions | undefined;
  /** TLS from the first octet (port 993). Needs `tls`. */
  implicitTls?: boolean;
  /** Told in the greeting. */
  hostname?: string;
  log?: Log;
  limits?: Partial<Limits>;
  /** Lets clients sign in without TLS. */
  allowPlaintextAuth?: boolean;
  /** Minutes east of UTC in which INTERNALDATE is told. */
  utcOffset?: number;
}

export interface ImapServer {
  /** Connections at the moment. */
  readonly connections: number;
  listen(port: number, host?: string): Promise<AddressInfo>;
  /** Takes on a connection made elsewhere. */
  accept(socket: Duplex, remoteAddress: string, tls: boolean): void;
  /** For new connections, and STARTTLS from now on. */
  setTls(options: SecureContextOptions): void;
  /** Takes no more connections, lets commands in progress end, says BYE to all. */
  close(): Promise<void>;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function createImapServer(options: ImapServerOptions): ImapServer {
  return new ImapServerImpl(options);
}

class ImapServerImpl implements ImapServer {
  readonly #server: Server;
  readonly #context: ServerContext;
  readonly #live = new Set<Connection>();
  readonly #perAddress = new Map<string, number>();
  readonly #sweeper: NodeJS.Timeout;
  /** TCP connections below TLS, which may never get through their handshake. */
  readonly #raw = new Set<Socket>();
  #closing = false;
  #whenEmpty: (() => void) | undefined;

  constructor(options: ImapServerOptions) {
    const limits = { ...defaultLimits, ...options.limits };
    const implicit = options.implicitTls === true;
    if (implicit && options.tls === undefined) throw new TypeError('implicitTls needs tls');
    this.#context = {
      backend: options.backend,
      hostname: options.hostname ?? 'localhost',
      log: options.log ?? silent,
      limits,
      allowPlaintextAuth: options.allowPlaintextAuth === true,
      dates: new DateTimeFormat(options.utcOffset),
      partialCache: new PartialCache(limits.partialCache),
      secureContext: options.tls === undefined ? undefined : createSecureContext(options.tls),
      judgeLiteral: (literal, session) => judgeLiteral(literal, session, limits),
      gone: (connection) => this.#gone(connection),
    };
    const common = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 120_000, allowHalfOpen: true };
    if (implicit) {
      const server = createTlsServer({
        ...options.tls,
        ...common,
        handshakeTimeout: Math.min(30_000, limits.loginTimeout),
      });
      server.on('secureConnection', (socket: TLSSocket) => this.#onSocket(socket, true));
      server.on('tlsClientError', (error, socket) => {
        this.#context.log.debug({ error, remoteAddress: socket.remoteAddress }, 'TLS handshake failed');
        socket.destroy();
      });
      server.on('connection', (socket: Socket) => {
        this.#raw.add(socket);
        socket.on('close', () => this.#raw.delete(socket));
      });
      this.#server = server;
    } else this.#server = createServer(common, (socket) => this.#onSocket(socket, false));
    this.#server.maxConnections = limits.connections + 100;
    this.#server.on('error', (error) => this.#context.log.error({ error }, 'server error'));
    const shortest = Math.min(limits.loginTimeout, limits.idleTimeout, limits.commandTimeout, limits.sendTimeout);
    this.#sweeper = setInterval(() => this.#sweep(), Math.max(20, Math.min(5_000, shortest / 4)));
    this.#sweeper.unref();
  }

  get connections(): number {
    return this.#live.size;
  }

  listen(port: number, host?: string): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port, host, backlog: 1024 }, () => {
        this.#server.off('error', reject);
        resolve(this.#server.address() as AddressInfo);
      });
    });
  }

  setTls(options: SecureContextOptions): void {
    this.#context.secureContext = createSecureContext(options);
    if ('setSecureContext' in this.#server)
      (this.#server as ReturnType<typeof createTlsServer>).setSecureContext(options);
  }

  #onSocket(socket: Socket, tls: boolean): void {
    this.accept(socket, socket.remoteAddress ?? '', tls);
  }

  accept(socket: Duplex, remoteAddress: string, tls: boolean): void {
    const { limits, log } = this.#context;
    const sameAddress = this.#perAddress.get(remoteAddress) ?? 0;
    if (this.#closing || this.#live.size >= limits.connections || sameAddress >= limits.connectionsPerAddress) {
      log.warn({ remoteAddress, connections: this.#live.size, sameAddress }, 'connection refused');
      socket.on('error', () => {});
      socket.end('* BYE [UNAVAILABLE] Too many connections\r\n', () => socket.destroy());
      return;
    }
    this.#perAddress.set(remoteAddress, sameAddress + 1);
    const connection = new Connection(this.#context, socket, remoteAddress, tls);
    this.#live.add(connection);
    connection.greet();
  }

  #gone(connection: Connection): void {
    if (!this.#live.delete(connection)) return;
    const left = (this.#perAddress.get(connection.remoteAddress) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(connection.remoteAddress, left);
    else this.#perAddress.delete(connection.remoteAddress);
    if (this.#live.size === 0) this.#whenEmpty?.();
  }

  #sweep(): void {
    const now = Date.now();
    for (const connection of this.#live) connection.sweep(now);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => {
      if (this.#server.listening) this.#server.close(() => resolve());
      else resolve();
    });
    const emptied = new Promise<void>((resolve) => {
      if (this.#live.size === 0) resolve();
      this.#whenEmpty = resolve;
    });
    for (const connection of this.#live) connection.shutdown();
    const deadline = setTimeout(() => {
      for (const connection of this.#live) connection.destroy();
    }, this.#context.limits.closeTimeout);
    await emptied;
    clearTimeout(deadline);
    clearInterval(this.#sweeper);
    for (const socket of this.#raw) socket.destroy();
    await closed;
  }
}
