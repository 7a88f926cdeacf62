import SMTPConnection, { type SMTPConnectionOptions, type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { EnvelopeRecipient } from './types.ts';

export interface ClientTarget {
  host: string;
  port: number;
  /** For SNI and logs. */
  name: string;
  /** `none`; `may`: STARTTLS where offered, unverified; `must`: STARTTLS or nothing; `implicit`: TLS first. */
  tls: 'none' | 'may' | 'must' | 'implicit';
  auth: { user: string; password: string } | null;
}

export interface ClientEnvelope {
  from: string;
  to: EnvelopeRecipient[];
  ret: 'FULL' | 'HDRS' | null;
  envid: string | null;
  eightBit: boolean;
  smtpUtf8: boolean;
  requireTls: boolean;
}

export interface RecipientReply {
  address: string;
  /** The whole reply; null when there was none. */
  response: string;
}

export interface ClientResult {
  accepted: Set<string>;
  /** The reply to the message. */
  response: string;
  rejected: RecipientReply[];
  /** The other server takes DSN parameters, so it reports itself. */
  dsn: boolean;
}

/** A failure before or at the message: nothing was accepted. */
export class ClientError extends Error {
  /** The other server's reply, if it gave one. */
  readonly response: string | null;
  /** Where it went wrong. `connect`: another host may do better. */
  readonly stage: 'connect' | 'tls' | 'auth' | 'unsupported' | 'envelope' | 'data';
  readonly rejected: RecipientReply[];

  constructor(stage: ClientError['stage'], message: string, response: string | null, rejected: RecipientReply[] = []) {
    super(message);
    this.name = 'ClientError';
    this.stage = stage;
    this.response = response;
    this.rejected = rejected;
  }
}

export interface ClientTimeouts {
  connect: number;
  greeting: number;
  /** Of silence (RFC 5321 §4.5.3.2 asks for up to 10 minutes). */
  idle: number;
}

/** Internals of nodemailer's client that its types leave out. */
interface Internals {
  _envelope: { dsn?: { notify: string | null; orcpt: string | null }; rejectedErrors?: NodemailerFault[] } | false;
  _supportedExtensions: string[];
  _sendRcpt(recipient: string, callback: unknown): void;
  _sendCommand(command: string, logged?: string): void;
}

const parent = SMTPConnection.prototype as unknown as Internals;

/**
 * nodemailer's SMTP client with DSN parameters for each recipient of its own (RFC 3461 §4.1, §4.2), and with SMTPUTF8 for
 * messages whose header needs it though no address does.
 */
class Client extends SMTPConnection {
  recipients = new Map<string, EnvelopeRecipient>();
  smtpUtf8 = false;

  get #internals(): Internals {
    return this as unknown as Internals;
  }

  get extensions(): string[] {
    return this.#internals._supportedExtensions ?? [];
  }

  /** Recipients refused so far in this transaction. */
  get refused(): NodemailerFault[] {
    return (this.#internals._envelope || undefined)?.rejectedErrors ?? [];
  }

  _sendRcpt(recipient: string, callback: unknown): void {
    const dsn = (this.#internals._envelope || undefined)?.dsn;
    const asked = this.recipients.get(recipient);
    if (dsn) {
      dsn.notify = asked?.notify?.join(',') ?? null;
      dsn.orcpt = asked?.orcpt ?? null;
    }
    parent._sendRcpt.call(this, recipient, callback);
  }

  _sendCommand(command: string, logged?: string): void {
    const utf8 = this.smtpUtf8 && command.startsWith('MAIL FROM:') && !command.includes(' SMTPUTF8');
    parent._sendCommand.call(this, utf8 ? `${command} SMTPUTF8` : command, logged);
  }
}

/**
 * One SMTP session with one transaction: connect, STARTTLS, AUTH, MAIL, RCPT, DATA, QUIT.
 * @throws ClientError when no recipient was accepted.
 */
export async function sendOnce(
  target: ClientTarget,
  envelope: ClientEnvelope,
  message: Buffer,
  options: { hostname: string; timeouts: ClientTimeouts; signal?: AbortSignal },
): Promise<ClientResult> {
  const settings: SMTPConnectionOptions = {
    host: target.host,
    port: target.port,
    name: options.hostname,
    secure: target.tls === 'implicit',
    ignoreTLS: target.tls === 'none',
    requireTLS: target.tls === 'must' || envelope.requireTls,
    // Unverified TLS still keeps listeners out; a relay's password is only sent to a host that proves its name.
    tls: {
      rejectUnauthorized: target.auth !== null,
      servername: /[a-z]/i.test(target.name) && !target.name.includes(':') ? target.name : '',
    },
    connectionTimeout: options.timeouts.connect,
    greetingTimeout: options.timeouts.greeting,
    socketTimeout: options.timeouts.idle,
    allowInternalNetworkInterfaces: true,
  };
  const client = new Client(settings);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  client.on('error', (error) => failed.reject(error));
  client.on('end', () => failed.reject(new Error('Connection ended')));
  const abort = () => client.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  const step = <T>(run: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
    Promise.race([
      new Promise<T>((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value as T)))),
      failed.promise,
    ]);
  try {
    await step((done) => client.connect((error) => done(error))).catch((error) => {
      throw toClientError(client.upgrading || error.code === 'ETLS' ? 'tls' : 'connect', error);
    });
    if (target.auth) {
      const { user, password: pass } = target.auth;
      await step((done) => client.login({ user, pass, credentials: { user, pass } }, done)).catch((error) => {
        throw toClientError('auth', error);
      });
    }
    checkExtensions(client, envelope, message.length);
    client.smtpUtf8 = envelope.smtpUtf8;
    client.recipients = new Map(envelope.to.map((recipient) => [recipient.address, recipient]));
    const sent: SMTPEnvelope = {
      from: envelope.from,
      to: envelope.to.map((recipient) => recipient.address),
      size: message.length,
      use8BitMime: envelope.eightBit,
      dsn: { ret: envelope.ret, envid: envelope.envid },
      requireTLSExtensionEnabled: envelope.requireTls,
    };
    const info = await step<{ accepted: string[]; response: string; rejectedErrors?: Error[] }>((done) =>
      client.send(sent, message, done as Parameters<typeof client.send>[2]),
    ).catch((error) => {
      throw toClientError(
        error.command === 'DATA' || error.code === 'EMESSAGE' ? 'data' : 'envelope',
        error,
        client.refused,
      );
    });
    client.quit();
    // A server that does not hang up is hung up on.
    setTimeout(() => client.close(), 5000).unref();
    return {
      accepted: new Set(info.accepted),
      response: info.response,
      rejected: rejections(info.rejectedErrors),
      dsn: client.extensions.includes('DSN'),
    };
  } catch (error) {
    client.close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** What the message needs and the other server does not offer. */
function checkExtensions(client: Client, envelope: ClientEnvelope, size: number): void {
  const offered = client.extensions;
  const refuse = (reply: string) => {
    throw new ClientError('unsupported', reply, reply);
  };
  if (envelope.smtpUtf8 && !offered.includes('SMTPUTF8')) refuse('550 5.6.7 The other server does not offer SMTPUTF8');
  if (envelope.requireTls && !offered.includes('REQUIRETLS'))
    refuse('550 5.7.30 The other server does not offer REQUIRETLS');
  const limit = (client as unknown as { _maxAllowedSize?: number | false })._maxAllowedSize;
  if (limit && size > limit) refuse(`552 5.3.4 The other server takes messages of at most ${limit} octets`);
}

interface NodemailerFault extends Error {
  code?: string;
  command?: string;
  response?: string;
  recipient?: string;
}

function toClientError(
  stage: ClientError['stage'],
  error: NodemailerFault,
  refused: NodemailerFault[] = [],
): ClientError {
  return new ClientError(stage, error.message, error.response ?? null, rejections(refused));
}

function rejections(errors: readonly NodemailerFault[] | undefined): RecipientReply[] {
  return (errors ?? []).flatMap((error) =>
    error.recipient && error.response ? [{ address: error.recipient, response: error.response }] : [],
  );
}
