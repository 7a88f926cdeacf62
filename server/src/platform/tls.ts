import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { PlatformError } from './errors.ts';
import type { Log } from './log.ts';
import { makeSelfSigned } from './tls/self-signed.ts';

/** In PEM; for `tls.createSecureContext` and what builds on it. */
export interface TlsMaterial {
  cert: string;
  key: string;
}

export interface TlsCertificate {
  readonly current: TlsMaterial;
  /** Made by ourselves: clients must be told to trust it. */
  readonly selfSigned: boolean;
  /** Calls the handler when the files have changed and are valid. Servers then set their secure context anew. */
  onChange(handler: (material: TlsMaterial) => void): void;
  close(): void;
}

const day = 86_400_000;
/** What Apple's systems accept at most. */
const validity = 825 * day;
const checkEvery = 60_000;

/**
 * The certificate of all services: the configured files, read again when they change; else one of our own, ECDSA on
 * P-256, in `tls/` of the data folder, made anew for another name or in its last month.
 * @throws PlatformError `tls.invalid`
 */
export function openTls(config: Pick<Config, 'dataDir' | 'tls' | 'hostname'>, log: Log): TlsCertificate {
  const handlers: ((material: TlsMaterial) => void)[] = [];
  const own = { cert: join(config.dataDir, 'tls', 'cert.pem'), key: join(config.dataDir, 'tls', 'key.pem') };
  const files = config.tls ?? own;
  if (!config.tls && mustBeMade(own, config.hostname)) makeCertificate(own, config.hostname);
  let current = readMaterial(files);
  let stamp = stampOf(files);
  const timer = setInterval(() => {
    try {
      if (!config.tls && mustBeMade(own, config.hostname)) makeCertificate(own, config.hostname);
      const now = stampOf(files);
      if (now === stamp) return;
      stamp = now;
      current = readMaterial(files);
      log.info('the TLS certificate was read again');
      for (const handler of handlers) handler(current);
    } catch (err) {
      log.error({ err }, 'the changed TLS certificate is not used');
    }
  }, checkEvery).unref();
  return {
    get current() {
      return current;
    },
    selfSigned: config.tls === null,
    onChange: (handler) => void handlers.push(handler),
    close: () => clearInterval(timer),
  };
}

type Files = { cert: string; key: string };

function readMaterial(files: Files): TlsMaterial {
  try {
    const material = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
    const certificate = new X509Certificate(material.cert);
    if (!certificate.checkPrivateKey(createPrivateKey(material.key)))
      throw new Error('The key is not that of the certificate.');
    return material;
  } catch (cause) {
    throw new PlatformError('tls.invalid', `${files.cert}, ${files.key}: ${(cause as Error).message}`, { cause });
  }
}

/** Changes when a file is replaced or written. */
function stampOf(files: Files): string {
  const parts = [files.cert, files.key].map((file) => {
    const { mtimeMs, ino, size } = statSync(file);
    return `${mtimeMs}-${ino}-${size}`;
  });
  return parts.join(' ');
}

function mustBeMade(files: Files, hostname: string): boolean {
  if (!existsSync(files.cert) || !existsSync(files.key)) return true;
  const certificate = new X509Certificate(readFileSync(files.cert));
  return certificate.validToDate.getTime() < Date.now() + 30 * day || certificate.checkHost(hostname) === undefined;
}

function makeCertificate(files: Files, hostname: string): void {
  const made = makeSelfSigned({
    hostname,
    names: ['localhost'],
    addresses: ['127.0.0.1'],
    from: new Date(Date.now() - day),
    until: new Date(Date.now() + validity - day),
  });
  mkdirSync(dirname(files.key), { recursive: true, mode: 0o700 });
  writeFileSync(`${files.key}.new`, made.key, { mode: 0o600 });
  writeFileSync(`${files.cert}.new`, made.cert, { mode: 0o644 });
  renameSync(`${files.key}.new`, files.key);
  renameSync(`${files.cert}.new`, files.cert);
}
