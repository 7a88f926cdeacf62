import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { capabilities } from './capabilities.ts';
import type { Call, Command } from './commands/command.ts';
import { findCommand } from './commands/index.ts';
import type { ServerContext } from './context.ts';
import { tellNews } from './news.ts';
import { ImapError, type Mailbox, type Session } from './session.ts';
import { MailboxView } from './view.ts';
import { Args, BadCommand } from './wire/args.ts';
import { Output } from './wire/output.ts';
import { CommandReader, type LiteralAnnounced, type LiteralRefusal } from './wire/reader.ts';
import { line } from './wire/render.ts';

/** Milliseconds a client has to close after BYE. */
const LINGER = 5_000;

/** Thrown into a command that waits for its client when the client has gone. */
export class ConnectionClosed extends Error {}

/**
 * One client. Commands run one after another, in the order they came; while one runs, the socket isn't read.
 *
 * Invariants
 * - `#busy` while a command runs or its answer waits for the client to read.
 * - After the socket has closed nothing is written, and session and mailbox are closed once the command in progress ends.
 */
export class Connection {
  readonly context: ServerContext;
  readonly remoteAddress: string;
  readonly out: Output;
  #socket: Duplex;
  readonly #reader: CommandReader;
  tls: boolean;
  session: Session | undefined;
  #view: MailboxView | undefined;
  /** Enabled (RFC 9051 §6.3.1, RFC 6855 §3, RFC 7162 §3.1, §3.2.3). */
  rev2 = false;
  utf8 = false;
  condstore = false;
  qresync = false;
  failedLogins = 0;
  #badCommands = 0;
  #busy = false;
  #idling = false;
  #pushing: Promise<void> | undefined;
  #continuation: ((line: string | null) => void) | undefined;
  #afterReply: (() => void) | undefined;
  #closed = false;
  #inputEnded = false;
  #shutdown = false;
  #byeAt = 0;
  readonly #since = Date.now();
  #lastInput = this.#since;

  constructor(context: ServerContext, socket: Duplex, remoteAddress: string, tls: boolean) {
    this.context = context;
    this.remoteAddress = remoteAddress;
    this.tls = tls;
    this.#socket = socket;
    this.out = new Output(socket);
    this.#reader = new CommandReader(this, context.limits.commandLine, context.limits.literals);
    this.#attach(socket);
  }

  /** Sends the greeting. */
  greet(): void {
    this.out.text(`* OK [CAPABILITY ${this.capabilities()}] ${line(this.context.hostname)} ready\r\n`);
    this.out.flush();
  }

  capabilities(): string {
    return capabilities(this.session, this.context.secureContext !== undefined && !this.tls, this.mayLogIn);
  }

  get mayLogIn(): boolean {
    return this.tls || this.context.allowPlaintextAuth;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether there still is someone to tell of it. */
  isSelected(view: MailboxView): boolean {
    return this.#view === view && !this.#closed;
  }

  /** The session of a command whose state says that there is one. */
  get user(): Session {
    return this.session as Session;
  }

  get view(): MailboxView {
    return this.#view as MailboxView;
  }

  get selected(): Mailbox | undefined {
    return this.#view?.mailbox;
  }

  // ── Socket ────────────────────────────────────────────────────────────────────────────────────────────────

  #attach(socket: Duplex): void {
    // After STARTTLS the plain socket lives on below the other, and is no longer ours to listen to.
    const current = () => this.#socket === socket;
    socket.on('data', (chunk: Buffer) => current() && this.#onData(chunk));
    socket.on('drain', () => current() && this.out.onDrain());
    socket.on('end', () => current() && this.#onEnd());
    socket.on('close', () => current() && this.#onClose());
    socket.on('error', (error) => this.context.log.debug({ error, remoteAddress: this.remoteAddress }, 'socket error'));
  }

  #onData(chunk: Buffer): void {
    this.#lastInput = Date.now();
    if (this.#byeAt > 0) return;
    this.#reader.push(chunk);
    try {
      this.#pump();
    } catch (error) {
      this.#broken(error);
    }
  }

  #onEnd(): void {
    this.#inputEnded = true;
    if (!this.#busy || this.#continuation !== undefined) this.#end();
  }

  #onClose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.out.close();
    this.#reader.clear();
    this.context.gone(this);
    const waiting = this.#continuation;
    this.#continuation = undefined;
    waiting?.(null);
    if (!this.#busy) this.#cleanUp();
  }

  #cleanUp(): void {
    const failed = (error: unknown) => this.context.log.error({ error }, 'closing a session failed');
    try {
      this.deselect();
      const session = this.session;
      this.session = undefined;
      session?.close().catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  /** A fault of our own: this connection ends, the others go on. */
  readonly #broken = (error: unknown): void => {
    this.context.log.error({ error, user: this.session?.user }, 'connection failed');
    this.#busy = false;
    this.destroy();
  };

  #end(): void {
    if (this.#byeAt > 0 || this.#closed) return;
    this.#byeAt = Date.now();
    const waiting = this.out.drained();
    const end = () => {
      this.#socket.end();
      // Unread input would turn the end into a reset, which may overtake what was sent.
      this.#socket.resume();
    };
    if (waiting === undefined) end();
    else void waiting.then(end);
  }

  /** Says BYE and ends the connection. */
  bye(text: string): void {
    if (this.#byeAt > 0 || this.#closed) return;
    this.out.text(`* BYE ${line(text)}\r\n`);
    this.#end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** After the command in progress, BYE. */
  shutdown(): void {
    this.#shutdown = true;
    if (!this.#busy || this.#idling) this.bye('Server is shutting down');
  }

  /** Called every now and then: ends what has waited too long. */
  sweep(now: number): void {
    const limits = this.context.limits;
    const quiet = now - this.#lastInput;
    const stalled = this.out.stalledSince;
    if (this.#byeAt > 0) {
      if (now - this.#byeAt > LINGER && (stalled === 0 || now - stalled > LINGER)) this.destroy();
    } else if (stalled > 0) {
      if (now - stalled > limits.sendTimeout) this.destroy();
    } else if (this.session === undefined) {
      if (now - this.#since > limits.loginTimeout) this.bye('Sign-in took too long');
    } else if (!this.#busy || this.#idling) {
      if (quiet > limits.idleTimeout) this.bye('Idle for too long');
      else if (quiet > limits.commandTimeout && this.#reader.partial) this.bye('Command took too long');
    }
  }

  /** Goes on in TLS once the reply is sent. What the client sent before is dropped (RFC 9051 §6.2.1). */
  startTls(makeSecure: (plain: Duplex) => TLSSocket): void {
    this.#afterReply = () => {
      this.#reader.clear();
      const plain = this.#socket;
      plain.removeAllListeners('data');
      const secure = makeSecure(plain);
      this.#socket = secure;
      this.tls = true;
      this.out.replaceSink(secure);
      this.#attach(secure);
    };
  }

  // ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

  /** One line from the client, for AUTHENTICATE and IDLE. Rejects when it is too long or the client goes. */
  readLine(): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new ConnectionClosed());
        return;
      }
      this.#continuation = (text) => {
        if (this.#closed) reject(new ConnectionClosed());
        else if (text === null) {
          reject(new BadCommand('Line too long'));
          this.bye('Line too long');
        } else resolve(text);
      };
      queueMicrotask(() => this.#pump());
    });
  }

  #pump(): void {
    while (!this.#closed && this.#byeAt === 0) {
      if (this.#continuation !== undefined) {
        const text = this.#reader.line();
        if (text === undefined) break;
        const resume = this.#continuation;
        this.#continuation = undefined;
        resume(text);
      } else if (this.#busy) {
        if (this.#reader.pending) this.#socket.pause();
        return;
      } else {
        const next = this.#reader.next();
        if (next === undefined) break;
        if (next.kind === 'refused') this.#refuse(next.tag, next.refusal);
        else this.#execute(next.parts);
      }
    }
    if (this.#byeAt > 0 || this.#closed) return;
    if (this.out.size > 0) this.out.flush();
    if (this.#socket.isPaused()) this.#socket.resume();
    if (this.#inputEnded && !this.#busy) this.#end();
  }

  onLiteral(literal: LiteralAnnounced): LiteralRefusal | undefined {
    const refusal = this.context.judgeLiteral(literal, this.session);
    if (refusal === undefined && literal.synchronizing) {
      this.out.text('+ OK\r\n');
      this.out.flush();
    }
    return refusal;
  }

  #refuse(tag: string, refusal: LiteralRefusal): void {
    const code = refusal.code === undefined ? '' : `[${refusal.code}] `;
    if (refusal.close === true) this.byeAfterReply(refusal.text);
    else if (refusal.status === 'BAD') this.#countBad();
    this.#reply(tag === '' ? '*' : tag, `${refusal.status ?? 'NO'} ${code}${refusal.text}`);
  }

  #countBad(): void {
    if (++this.#badCommands >= this.context.limits.badCommands) this.byeAfterReply('Too many bad commands');
  }

  #execute(parts: (string | Buffer)[]): void {
    const args = new Args(parts);
    const call: Call = { tag: '*', name: 'Command', uid: false };
    let command: Command;
    let result: Promise<string | undefined> | string | undefined;
    try {
      call.tag = args.tag();
      args.space();
      command = this.#parseName(args, call);
      result = command.run(this, args, call);
    } catch (error) {
      this.#reply(call.tag, this.#failure(error, call));
      return;
    }
    if (result instanceof Promise) {
      this.#busy = true;
      if (this.out.size > 0) this.out.flush();
      this.#finishLater(result, call, command).catch(this.#broken);
      return;
    }
    this.#badCommands = 0;
    const view = this.#view;
    if (view !== undefined && (view.hinted || view.hasExpunged)) {
      this.#busy = true;
      this.#finishLater(result, call, command).catch(this.#broken);
      return;
    }
    this.#reply(call.tag, `OK ${result ?? `${call.name} completed`}`);
    this.#breathe();
  }

  #parseName(args: Args, call: Call): Command {
    call.name = args.keyword();
    if (call.name === 'UID') {
      args.space();
      call.name = args.keyword();
      call.uid = true;
    }
    const command = findCommand(call.name, call.uid);
    if (command === undefined) throw new BadCommand('Unknown command');
    const { state } = command;
    if (state === 'not authenticated' ? this.session !== undefined : state !== 'any' && this.session === undefined)
      throw new BadCommand(this.session === undefined ? 'Sign in first' : 'Already signed in');
    if (state === 'selected' && this.#view === undefined) throw new BadCommand('Select a mailbox first');
    return command;
  }

  async #finishLater(
    result: Promise<string | undefined> | string | undefined,
    call: Call,
    command: Command,
  ): Promise<void> {
    let reply: string;
    try {
      reply = `OK ${(await result) ?? `${call.name} completed`}`;
      this.#badCommands = 0;
    } catch (error) {
      reply = this.#failure(error, call);
    }
    if (!this.#closed) {
      await this.sync(call.uid || command.expunge !== false);
      this.#reply(call.tag, reply);
      this.out.flush();
      if (this.out.blocked) await this.out.drained();
    }
    this.#busy = false;
    if (this.#closed) this.#cleanUp();
    else this.#pump();
  }

  /** Between many commands that came at once: lets the client read first. */
  #breathe(): void {
    if (this.out.size < 64 * 1024) return;
    const waiting = this.out.drained();
    if (waiting === undefined) return;
    this.#busy = true;
    waiting
      .then(() => {
        this.#busy = false;
        if (this.#closed) this.#cleanUp();
        else this.#pump();
      })
      .catch(this.#broken);
  }

  #reply(tag: string, text: string): void {
    if (this.#closed || this.#byeAt > 0) return;
    this.out.text(`${tag} ${text}\r\n`);
    const next = this.#afterReply;
    if (next !== undefined) {
      this.#afterReply = undefined;
      this.out.flush();
      next();
    }
    if (this.#shutdown) this.bye('Server is shutting down');
  }

  /** Ends the connection once the command is answered; with BYE, unless that has been said. */
  byeAfterReply(text?: string): void {
    this.#afterReply = () => (text === undefined ? this.#end() : this.bye(text));
  }

  #failure(error: unknown, call: Call): string {
    if (error instanceof BadCommand) {
      this.#countBad();
      return `BAD ${error.code === undefined ? '' : `[${error.code}] `}${line(error.message)}`;
    }
    if (error instanceof ImapError) {
      const code = error.code === undefined ? '' : `[${error.code}] `;
      return `${error.status} ${code}${line(error.message)}`;
    }
    if (this.context.backend.isUnavailable?.(error)) return 'NO [UNAVAILABLE] Try again later';
    if (!(error instanceof ConnectionClosed))
      this.context.log.error({ error, command: call.name, user: this.session?.user }, 'command failed');
    return 'NO [SERVERBUG] Internal error';
  }

  // ── The selected mailbox ──────────────────────────────────────────────────────────────────────────────────

  select(mailbox: Mailbox): MailboxView {
    const view = new MailboxView(mailbox);
    this.#view = view;
    mailbox.onHint(() => {
      view.hinted = true;
      if (this.#idling) this.#push();
    });
    return view;
  }

  deselect(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.#view = undefined;
    view.mailbox.onHint(undefined);
    view.mailbox.close();
  }

  /** From here to `endIdle`, news is told as it comes. */
  beginIdle(): void {
    this.#idling = true;
    if (this.#shutdown) this.bye('Server is shutting down');
    if (this.#view?.hinted === true || this.#view?.hasExpunged === true) this.#push();
  }

  async endIdle(): Promise<void> {
    this.#idling = false;
    await this.#pushing;
  }

  #push(): void {
    this.#pushing ??= this.#pushAll()
      .catch(this.#broken)
      .finally(() => {
        this.#pushing = undefined;
      });
  }

  async #pushAll(): Promise<void> {
    do {
      if (this.out.blocked) await this.out.drained();
      if (!(await this.sync(true))) return;
      this.out.flush();
    } while (this.#idling && this.#view?.hinted === true && !this.#closed);
  }

  /** Tells what changed, if anything is said to have. False when the backend couldn't say. */
  async sync(expunge: boolean): Promise<boolean> {
    return this.#view === undefined || tellNews(this, this.#view, expunge);
  }
}
