import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { refusals } from '../replies.ts';
import { Connection, type ConnectionHooks } from './connection.ts';

export interface SweepLimits {
  /** Milliseconds from DATA to its end. */
  data: number;
  /** Milliseconds between commands, however many octets trickle in meanwhile. */
  command: number;
}

/** A listener whose connections are ours. */
export class Server extends SMTPServer {
  readonly #hooks: ConnectionHooks;
  #sweeper: NodeJS.Timeout | undefined;

  constructor(options: SMTPServerOptions, hooks: ConnectionHooks, limits: SweepLimits) {
    super(options);
    this.#hooks = hooks;
    this.#sweeper = setInterval(() => this.sweep(limits), Math.min(10_000, limits.command / 4, limits.data / 4));
    this.#sweeper.unref();
  }

  override connect(socket: Socket, socketOptions?: SMTPConnectionOptions | null): void {
    const connection = new Connection(this, socket, socketOptions ?? null, this.#hooks);
    this.connections.add(connection);
    connection.on('error', (error) => this._onError(error));
    connection.on('connect', (data) => this._onClientConnect(data));
    connection.init();
  }

  /** Ends connections that keep a command or a message from ever being finished. */
  sweep(limits: SweepLimits, now = Date.now()): void {
    for (const connection of this.connections as Set<Connection>) {
      if (connection.busy) continue;
      const age = connection.dataAge(now);
      if (age === 0 ? now - connection.lastProgress > limits.command : age > limits.data) {
        connection.sendReply(refusals.tooSlow);
      }
    }
  }

  /**
   * Stops listening. Connections with nothing under way are told 421 at once; the others get `grace` milliseconds to
   * finish their message.
   */
  async shutDown(grace: number): Promise<void> {
    clearInterval(this.#sweeper);
    const closed = new Promise<void>((resolve) => this.close(() => resolve()));
    const deadline = Date.now() + grace;
    for (;;) {
      for (const connection of [...this.connections] as Connection[]) {
        if (connection.busy) continue;
        if (connection.dataAge(Date.now()) > 0 && Date.now() < deadline) continue;
        connection.sendReply(refusals.shuttingDown);
      }
      if (this.connections.size === 0 || Date.now() > deadline) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const connection of [...this.connections]) connection._socket.destroy();
    await closed;
  }
}
