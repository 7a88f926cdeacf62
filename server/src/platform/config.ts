/**
 * The server's settings, all from the environment. What a regulation prescribes is no setting: see `regulation/`.
 * Every variable is described in `docs/operations/`.
 */
import { hostname as machineName } from 'node:os';
import { resolve } from 'node:path';
import { type ConfigReader, type Environment, type HostPort, type Networks, readConfig } from './config-reader.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface Ports {
  http: number;
  smtp: number;
  lmtp: number;
  submission: number;
  submissions: number;
  imap: number;
  imaps: number;
}

/** The smart host that takes all outgoing mail. */
export interface Relay extends HostPort {
  user: string | null;
  password: string | null;
  /** `starttls` is used if offered, `required` must be offered, `implicit` is TLS from the first byte (RFC 8314). */
  tls: 'none' | 'starttls' | 'required' | 'implicit';
}

export interface OutboundConfig {
  /** What happens to mail for other servers: it waits for an operator, goes to `relay`, or goes to its MX. */
  mode: 'held' | 'relay' | 'direct';
  relay: Relay | null;
  /** Servers for DNS look-ups as `address[:port]`; empty: the system's. */
  dns: string[];
}

export interface DatabaseConfig {
  /** An outside PostgreSQL, 15 or later; null: the embedded one. */
  url: string | null;
  /** The system user that the embedded PostgreSQL runs as when the server itself runs as root. */
  user: string | null;
  /** Off only in tests: commits are not flushed to disk. */
  durable: boolean;
}

export interface Config {
  /** Absolute path of the folder with everything that must be kept. */
  dataDir: string;
  /** The address to bind. */
  host: string;
  /** The name in greetings, Received and Message-ID. */
  hostname: string;
  ports: Ports;
  database: DatabaseConfig;
  /** The password given to all accounts of the sample province, already changed. */
  samplePassword: string | null;
  outbound: OutboundConfig;
  /** Certificate and key files in PEM; null: a self-signed certificate kept in the data folder. */
  tls: { cert: string; key: string } | null;
  log: { level: LogLevel; format: 'json' | 'text' };
  /** Lets mail programs sign in without TLS. For benchmarks and closed test networks only. */
  plaintextSignIn: boolean;
  /** No sender checks and no rate limits for these. */
  trustedNetworks: Networks;
  /** The address of the web page as its users see it, such as `https://mail.tiengiang.gov.vn`. */
  publicUrl: string | null;
  /** Proxies in front of the web page whose X-Forwarded-For is believed. */
  proxies: Networks;
}

const repository = resolve(import.meta.dirname, '../../..');
const loopback = ['127.0.0.0/8', '::1'];

/** @throws PlatformError `config.invalid` naming every wrong variable. */
export function loadConfig(env: Environment = process.env): Config {
  return readConfig(env, (read) => ({
    dataDir: read.path('CONGVU_DATA', resolve(repository, 'data')),
    host: read.text('CONGVU_HOST') ?? '127.0.0.1',
    hostname: readHostname(read),
    ports: {
      http: read.port('CONGVU_HTTP_PORT', 8080),
      smtp: read.port('CONGVU_SMTP_PORT', 2525),
      lmtp: read.port('CONGVU_LMTP_PORT', 2524),
      submission: read.port('CONGVU_SUBMISSION_PORT', 2587),
      submissions: read.port('CONGVU_SUBMISSIONS_PORT', 2465),
      imap: read.port('CONGVU_IMAP_PORT', 2143),
      imaps: read.port('CONGVU_IMAPS_PORT', 2993),
    },
    database: {
      url: readDatabaseUrl(read),
      user: read.text('CONGVU_DATABASE_USER'),
      durable: read.boolean('CONGVU_DATABASE_DURABLE', true),
    },
    samplePassword: read.secret('CONGVU_SAMPLE_PASSWORD'),
    outbound: readOutbound(read),
    tls: readTls(read),
    log: {
      level: read.choice('CONGVU_LOG', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
      format: read.choice('CONGVU_LOG_FORMAT', ['json', 'text'], process.stderr.isTTY ? 'text' : 'json'),
    },
    plaintextSignIn: read.boolean('CONGVU_PLAINTEXT_SIGN_IN', false),
    trustedNetworks: read.networks('CONGVU_TRUSTED_NETWORKS', loopback),
    publicUrl: readPublicUrl(read),
    proxies: read.networks('CONGVU_PROXIES', loopback),
  }));
}

function readHostname(read: ConfigReader): string {
  const value = read.text('CONGVU_HOSTNAME');
  if (value === null) {
    const name = machineName().toLowerCase();
    return isHostname(name) && name.includes('.') ? name : 'localhost.localdomain';
  }
  if (!isHostname(value)) read.fault('CONGVU_HOSTNAME', 'must be a host name such as mail.tiengiang.gov.vn');
  return value.toLowerCase();
}

/** RFC 1123 §2.1. */
function isHostname(name: string): boolean {
  return name.length <= 253 && /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i.test(name);
}

function readDatabaseUrl(read: ConfigReader): string | null {
  const value = read.secret('DATABASE_URL');
  if (value !== null && !/^postgres(ql)?:\/\//.test(value)) {
    read.fault('DATABASE_URL', 'must begin with postgres:// or postgresql://');
  }
  return value;
}

function readOutbound(read: ConfigReader): OutboundConfig {
  const server = read.hostPort('CONGVU_RELAY', 25);
  const user = read.text('CONGVU_RELAY_USER');
  const password = read.secret('CONGVU_RELAY_PASSWORD');
  const tls = read.choice(
    'CONGVU_RELAY_TLS',
    ['none', 'starttls', 'required', 'implicit'],
    // A password must not travel in clear text because nobody thought of the setting.
    user ? 'required' : 'starttls',
  );
  const mode = read.choice('CONGVU_OUTBOUND', ['held', 'relay', 'direct'], server ? 'relay' : 'held');
  if (mode === 'relay' && !server) read.fault('CONGVU_RELAY', 'is needed when CONGVU_OUTBOUND is relay');
  if ((user === null) !== (password === null)) read.fault('CONGVU_RELAY_USER', 'and CONGVU_RELAY_PASSWORD go together');
  return { mode, relay: server ? { ...server, user, password, tls } : null, dns: read.list('CONGVU_DNS') };
}

function readTls(read: ConfigReader): Config['tls'] {
  const cert = read.path('CONGVU_TLS_CERT');
  const key = read.path('CONGVU_TLS_KEY');
  if (cert && key) return { cert, key };
  if (cert || key) read.fault(cert ? 'CONGVU_TLS_KEY' : 'CONGVU_TLS_CERT', 'is needed with the other of the pair');
  return null;
}

function readPublicUrl(read: ConfigReader): string | null {
  const value = read.text('CONGVU_PUBLIC_URL');
  if (value === null) return null;
  const url = URL.parse(value);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  read.fault('CONGVU_PUBLIC_URL', 'must be such as https://mail.tiengiang.gov.vn, without a path');
  return null;
}
