import type { AddressInfo } from 'node:net';
import type { SMTPServerAddress, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import type { Accounts } from '../../accounts/index.ts';
import type { MailStore } from '../../mail/index.ts';
import { type Directory, type Dns, type Outbox, wireAddress } from '../../mail/queue/index.ts';
import type { Log, Networks, TlsCertificate } from '../../platform/index.ts';
import { type InboundDeps, receiveInbound } from './inbound.ts';
import { ConnectionCounter, RateLimiter } from './limits.ts';
import { judgeRecipient } from './recipients.ts';
import { refuse, SmtpRefusal } from './replies.ts';
import { loadChecks } from './sender-checks.ts';
import { readSmtpSettings } from './settings.ts';
import { judgeSender, receiveSubmission, type SubmissionDeps, signIn } from './submission.ts';
import type { ConnectionHooks } from './wire/connection.ts';
import { Server } from './wire/server.ts';
import { MemoryBudget } from './wire/stream.ts';

export interface SmtpLimits {
  /** Octets of a message on the wire, from the regulation's limit on attachments. */
  message: number;
  /** Octets of a header, and of one line. */
  header: number;
  line: number;
  recipients: number;
  /** Octets of messages being received, all connections together. */
  memory: number;
  connections: number;
  /** The rest for clients outside the trusted networks. */
  connectionsPerAddress: number;
  /** New connections and messages of one address in a minute. */
  connectionsPerMinute: number;
  messagesPerMinute: number;
  commandsPerTenSeconds: number;
  errors: number;
  /** Recipients that one person may write to in an hour. */
  recipientsPerHour: number;
  /** Milliseconds: of silence, between commands, and for the whole of DATA. */
  idle: number;
  command: number;
  data: number;
  /** Milliseconds for SPF, DKIM, DMARC and ARC together. */
  checks: number;
}

const megabyte = 1024 * 1024;

export const defaultLimits: SmtpLimits = {
  message: 70 * megabyte,
  header: 256 * 1024,
  line: 64 * 1024,
  recipients: 1000,
  memory: 512 * megabyte,
  connections: 1000,
  connectionsPerAddress: 50,
  connectionsPerMinute: 300,
  messagesPerMinute: 600,
  commandsPerTenSeconds: 5000,
  errors: 30,
  recipientsPerHour: 5000,
  idle: 300_000,
  command: 300_000,
  data: 900_000,
  checks: 5000,
};

/** The wire size that lets attachments of `bytes` through in base64, with room for text and structure. */
export function wireLimit(bytes: number): number {
  return Math.ceil(bytes * 1.37) + 2 * megabyte;
}

export interface SmtpDeps {
  mail: MailStore;
  outbox: Outbox;
  directory: Directory;
  accounts: Pick<Accounts, 'authenticate'>;
  dns: Dns;
  tls: Pick<TlsCertificate, 'current' | 'onChange'>;
  log: Log;
  /** The name in greetings, Received and Authentication-Results. */
  hostname: string;
  trustedNetworks: Pick<Networks, 'contains'>;
  /** The domain of `postmaster` without one. */
  mainDomain(): Promise<string | null>;
  limits?: Partial<SmtpLimits>;
  /** In place of `limits.message`, asked for every message: the regulation may change while the server runs. */
  messageLimit?(): number;
  /** In place of what the environment says; see `CheckOptions`. */
  trustedSealers?: readonly string[];
}

export type SmtpListener = 'smtp' | 'lmtp' | 'submission' | 'submissions';

export interface SmtpService {
  /** Opens the ports; 0 is any free one. Answers those in use. */
  listen(host: string, ports: Record<SmtpListener, number>): Promise<Record<SmtpListener, number>>;
  readonly ports: Record<SmtpListener, number>;
  /** Sessions with nothing under way are told 421; messages being received get `graceMs` to finish. */
  close(graceMs?: number): Promise<void>;
}

/** SMTP and LMTP for mail that comes in, submission for mail that people send. */
export function createSmtpService(deps: SmtpDeps): SmtpService {
  const limits = { ...defaultLimits, ...deps.limits };
  const messageLimit = () => deps.messageLimit?.() ?? limits.message;
  const budget = new MemoryBudget(limits.memory);
  const counter = new ConnectionCounter(limits.connectionsPerAddress);
  const connectionRate = new RateLimiter(limits.connectionsPerMinute, 60_000);
  const messageRate = new RateLimiter(limits.messagesPerMinute, 60_000);
  const trustedSealers = deps.trustedSealers ?? readSmtpSettings().trustedSealers;
  const log = deps.log.child({ name: 'smtp' });
  const scan = { line: limits.line, header: limits.header };
  const isTrusted = (address: string) => deps.trustedNetworks.contains(address);
  const ports: Record<SmtpListener, number> = { smtp: 0, lmtp: 0, submission: 0, submissions: 0 };

  const inbound = (lmtp: boolean): InboundDeps => ({
    mail: deps.mail,
    outbox: deps.outbox,
    log,
    hostname: deps.hostname,
    lmtp,
    scan,
    checks: {
      hostname: deps.hostname,
      dns: deps.dns,
      timeout: limits.checks,
      trustedSealers,
    },
  });
  const submission: SubmissionDeps = {
    authenticate: deps.accounts.authenticate,
    outbox: deps.outbox,
    log,
    hostname: deps.hostname,
    scan,
    rate: new RateLimiter(limits.recipientsPerHour, 3_600_000),
  };

  /** Addresses counted as open, by session: a connection that was refused was not counted. */
  const counted = new WeakSet<object>();

  function onConnect(session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const address = session.remoteAddress;
    if (isTrusted(address)) done();
    else if (!connectionRate.take(address)) done(refuse('tooFast'));
    else if (!counter.open(address)) done(refuse('tooManyConnections'));
    else {
      counted.add(session);
      done();
    }
  }

  function judgeMailFrom(
    listener: SmtpListener,
    from: SMTPServerAddress,
    session: SMTPServerSession,
  ): Promise<void> | undefined {
    if (!session.envelope.smtpUtf8 && /[^\x00-\x7f]/.test(wireAddress(from.address))) throw refuse('needsSmtpUtf8');
    if (listener === 'submission' || listener === 'submissions') return judgeSender(submission, from.address, session);
    if (!isTrusted(session.remoteAddress) && !messageRate.take(session.remoteAddress)) throw refuse('tooFast');
    return undefined;
  }

  function createServer(listener: SmtpListener): Server {
    const lmtp = listener === 'lmtp';
    const submits = listener === 'submission' || listener === 'submissions';
    const receive = inbound(lmtp);
    const rules = { directory: deps.directory, relays: submits, mainDomain: deps.mainDomain };
    const options: SMTPServerOptions = {
      name: deps.hostname,
      banner: 'ready',
      lmtp,
      secure: listener === 'submissions',
      ...deps.tls.current,
      minVersion: 'TLSv1.2',
      logger: false,
      get size() {
        return messageLimit();
      },
      hideENHANCEDSTATUSCODES: false,
      hideDSN: false,
      hideREQUIRETLS: !submits,
      authMethods: ['PLAIN', 'LOGIN'],
      disabledCommands: ['WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD', ...(submits ? [] : ['AUTH'])],
      maxClients: limits.connections,
      maxRecipients: limits.recipients,
      maxAllowedUnauthenticatedCommands: 20,
      authRequiredMessage: '5.7.0 Authentication required',
      socketTimeout: limits.idle,
      closeTimeout: 30_000,
      heloResponse: '%s at your service, %s',
      resolver: { reverse: (address, done) => reverse(deps.dns, isTrusted, address, done) },
      onConnect,
      onMailFrom(address, session, done) {
        settle(() => judgeMailFrom(listener, address, session), done);
      },
      onRcptTo: (address, session, done) => judgeRecipient(rules, address, session, done),
      onAuth(auth, session, done) {
        signIn(submission, auth, session).then(
          (user) => done(null, { user }),
          (error) => done(error),
        );
      },
      onClose(session) {
        if (counted.delete(session)) counter.close(session.remoteAddress);
      },
    };
    const hooks: ConnectionHooks = {
      budget,
      get maxMessage() {
        return messageLimit();
      },
      isTrusted,
      commandRate: limits.commandsPerTenSeconds,
      maxErrors: limits.errors,
      prefetch: (addresses) => deps.directory.prefetch(addresses.filter((address) => address.includes('@'))),
      receive: (gathered, connection) =>
        submits ? receiveSubmission(submission, gathered, connection) : receiveInbound(receive, gathered, connection),
    };
    const server = new Server(options, hooks, { data: limits.data, command: limits.command });
    server.on('error', (err) => log.debug({ err, listener }, 'a connection failed'));
    deps.tls.onChange((material) => server.updateSecureContext(material));
    return server;
  }

  const servers = Object.fromEntries(
    (Object.keys(ports) as SmtpListener[]).map((listener) => [listener, createServer(listener)]),
  ) as Record<SmtpListener, Server>;

  return {
    ports,
    async listen(host, wanted) {
      for (const listener of Object.keys(servers) as SmtpListener[]) {
        ports[listener] = await listenOn(servers[listener], host, wanted[listener]);
      }
      void loadChecks();
      return ports;
    },
    async close(graceMs = 5000) {
      await Promise.all(Object.values(servers).map((server) => server.shutDown(graceMs)));
    },
  };
}

/** Runs a judgement that may answer at once, so that pipelined commands needn't wait for a turn of the event loop. */
function settle(judge: () => Promise<void> | undefined, done: (error?: Error | null) => void): void {
  try {
    const later = judge();
    if (later)
      later.then(
        () => done(),
        (error) => done(asRefusal(error)),
      );
    else done();
  } catch (error) {
    done(asRefusal(error));
  }
}

const asRefusal = (error: unknown): Error => (error instanceof SmtpRefusal ? error : refuse('unavailable'));

function reverse(
  dns: Dns,
  isTrusted: (address: string) => boolean,
  address: string,
  done: (error: Error | null, names?: string[]) => void,
): void {
  if (isTrusted(address)) {
    done(null, []);
    return;
  }
  dns.reverse(address).then(
    (names) => done(null, names),
    () => done(null, []),
  );
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const inner = server.listen(port, host, () => {
      inner.removeListener('error', reject);
      resolve((inner.address() as AddressInfo).port);
    });
    inner.once('error', reject);
  });
}
