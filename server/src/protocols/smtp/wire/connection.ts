import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { type Reply, refusals } from '../replies.ts';
import { type Gathered, type MemoryBudget, MessageStream } from './stream.ts';

/** What a connection asks of the service it belongs to. */
export interface ConnectionHooks {
  budget: MemoryBudget;
  /** Octets of one message as it comes over the wire. */
  maxMessage: number;
  /** No delay before the greeting and no limits on rate for these. */
  isTrusted(address: string): boolean;
  /** Judges a message; answers one reply, or with LMTP one for each recipient. Never rejects. */
  receive(gathered: Gathered, connection: Connection): Promise<Reply | Reply[]>;
  /** Recipients that were pipelined together, to be looked up together. */
  prefetch: (addresses: string[]) => void;
  /** Commands that may be sent in ten seconds. */
  commandRate: number;
  /** Refusals after which the connection is closed. */
  maxErrors: number;
}

const enhanced = /^[245]\.\d{1,3}\.\d{1,3} /;

/**
 * smtp-server's connection with these differences: DATA is gathered in memory and answered by one promise; replies
 * bring their own enhanced codes; replies to pipelined commands leave in one segment; a client we trust gets its
 * greeting at once; errors and commands are counted.
 */
export class Connection extends SMTPConnection {
  readonly hooks: ConnectionHooks;
  readonly trusted: boolean;
  /** When the client last finished a command or a message: milliseconds, for `Service.sweep`. */
  lastProgress: number = Date.now();
  #dataSince = 0;
  #processing = false;
  #errors = 0;
  #windowStart = 0;
  #windowCommands = 0;
  #corked: Socket | null = null;

  constructor(server: SMTPServer, socket: Socket, options: SMTPConnectionOptions | null, hooks: ConnectionHooks) {
    super(server, socket, options);
    this.hooks = hooks;
    this.trusted = hooks.isTrusted(this.remoteAddress);
    // The first parser is made by the parent's constructor, before the hooks are there.
    (this._parser as MessageStream).onRecipients = hooks.prefetch;
  }

  /** A message has come in whole and waits for its reply. */
  get busy(): boolean {
    return this.#processing;
  }

  /** Milliseconds since the client owes us the rest of a message; 0 when it doesn't. */
  dataAge(now: number): number {
    return this.#dataSince === 0 ? 0 : Math.max(1, now - this.#dataSince);
  }

  override init(): void {
    if (!this.trusted) {
      super.init();
      return;
    }
    this._setListeners(() => {
      const { maxClients } = this._server.options;
      if (maxClients && this._server.connections.size > maxClients) {
        this.sendReply(refusals.tooManyConnections);
        return;
      }
      // Next tick, as the original: listeners of the server come first.
      setImmediate(() => this.connectionReady());
    });
  }

  override _createParser(): MessageStream {
    const parser = new MessageStream({ maxCommandLength: 16 * 1024 });
    parser.oncommand = (command, callback) => this._onCommand(command, callback);
    parser.on('error', () => {
      this.send(421, '5.5.2 Line too long');
    });
    const hooks: ConnectionHooks | undefined = this.hooks;
    if (hooks) parser.onRecipients = hooks.prefetch;
    return parser;
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const socket = this._socket;
    if (!this.#corked && !this._upgrading && !socket.destroyed) {
      this.#corked = socket;
      socket.cork();
      setImmediate(() => this.#uncork());
    }
    // AUTH is not offered where it would be refused (RFC 4954 §4).
    const lines = Array.isArray(data) && !this.secure ? data.filter((line) => !line.startsWith('AUTH ')) : data;
    super.send(code, lines, typeof data === 'string' && enhanced.test(data) ? false : context);
    // After the go-ahead for STARTTLS the socket is TLS's: nothing of ours may still wait in it.
    if (code === 220) this.#uncork();
    if (code >= 500 && !this.trusted && ++this.#errors === this.hooks.maxErrors) this.sendReply(refusals.tooManyErrors);
  }

  #uncork(): void {
    this.#corked?.uncork();
    this.#corked = null;
  }

  sendReply([code, text]: readonly [number, string]): void {
    this.send(code, text);
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    const now = Date.now();
    this.lastProgress = now;
    if (!this.trusted) {
      if (now - this.#windowStart > 10_000) {
        this.#windowStart = now;
        this.#windowCommands = 0;
      }
      if (++this.#windowCommands > this.hooks.commandRate) {
        this.sendReply(refusals.tooFast);
        return;
      }
    }
    super._onCommand(command, callback);
  }

  override _onTimeout(): void {
    // The client waits for us, not we for it.
    if (this.#processing) {
      this._armTimeout();
      return;
    }
    super._onTimeout();
  }

  override _onClose(): void {
    if (this._parser instanceof MessageStream && this._parser.gathering) this._parser.release();
    this.#dataSince = 0;
    super._onClose();
  }

  override handler_DATA(_command: Buffer, callback: () => void): void {
    const parser = this._parser as MessageStream;
    if (!this.session.envelope.rcptTo.length) {
      this.sendReply(this.session.envelope.mailFrom ? refusals.noRecipients : [503, '5.5.1 Need MAIL and RCPT first']);
      callback();
      return;
    }
    if (!parser) {
      callback();
      return;
    }
    this.#dataSince = Date.now();
    parser.gather(this.hooks.maxMessage, this.hooks.budget, (gathered) => {
      this.#dataSince = 0;
      if (!gathered) {
        this.send(421, refusals.tooLarge[1]);
        return;
      }
      void this.#process(parser, gathered);
    });
    this.send(354, 'End data with <CR><LF>.<CR><LF>');
    callback();
  }

  async #process(parser: MessageStream, gathered: Gathered): Promise<void> {
    this.#processing = true;
    const lmtp = this._server.options.lmtp;
    const count = lmtp ? this.session.envelope.rcptTo.length : 1;
    const replies = await this.hooks.receive(gathered, this);
    this.#processing = false;
    parser.release();
    this.lastProgress = Date.now();
    if (Array.isArray(replies)) for (const reply of replies) this.send(reply.code, reply.text);
    else for (let i = 0; i < count; i++) this.send(replies.code, replies.text);
    this._transactionCounter++;
    this._unrecognizedCommands = 0;
    this._resetSession();
    this._whenWritable(() => parser.continue());
  }
}
