import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needs } from '../../../test/support/needs.ts';
import { createLog } from './log.ts';
import { makeSelfSigned } from './tls/self-signed.ts';
import { openTls } from './tls.ts';

const log = createLog({ level: 'silent' });
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tls-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true });
});

test('makes an ECDSA certificate for the host once, which serves TLS 1.3', async () => {
  const tls = openTls({ dataDir, tls: null, hostname: 'mail.tiengiang.test' }, log);
  tls.close();
  const certificate = new X509Certificate(tls.current.cert);
  expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  expect(certificate.checkHost('mail.tiengiang.test')).toBe('mail.tiengiang.test');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(statSync(join(dataDir, 'tls/key.pem')).mode & 0o777).toBe(0o600);
  const server = createServer(tls.current, (socket) => socket.end('hello')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', ca: tls.current.cert, servername: 'mail.tiengiang.test' });
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  server.close();
  expect(Buffer.concat(chunks).toString()).toBe('hello');
  expect(socket.authorized).toBe(true);
  const again = openTls({ dataDir, tls: null, hostname: 'mail.tiengiang.test' }, log);
  again.close();
  expect(again.current).toEqual(tls.current);
  const renamed = openTls({ dataDir, tls: null, hostname: 'thu.tiengiang.test' }, log);
  renamed.close();
  expect(new X509Certificate(renamed.current.cert).checkHost('thu.tiengiang.test')).toBeDefined();
});

test('configured files are read again when they change, unless they are wrong', async () => {
  const first = openTls({ dataDir, tls: null, hostname: 'one.test' }, log);
  first.close();
  const files = { cert: join(dataDir, 'cert.pem'), key: join(dataDir, 'key.pem') };
  const copy = () => {
    cpSync(join(dataDir, 'tls/cert.pem'), files.cert);
    cpSync(join(dataDir, 'tls/key.pem'), files.key);
  };
  copy();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const tls = openTls({ dataDir, tls: files, hostname: 'one.test' }, log);
  const seen: string[] = [];
  tls.onChange(({ cert }) => seen.push(cert));
  writeFileSync(files.cert, 'nonsense');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual([]);
  expect(tls.current.cert).toBe(first.current.cert);
  const second = openTls({ dataDir, tls: null, hostname: 'two.test' }, log);
  second.close();
  copy();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual([readFileSync(files.cert, 'utf8')]);
  tls.close();
});

needs('openssl')('openssl', () => {
  test('finds it in order, also one that ends after 2049', () => {
    for (const year of [2030, 2060]) {
      const made = makeSelfSigned({
        hostname: 'mail.test',
        from: new Date(0),
        until: new Date(`${year}-01-01T00:00:00Z`),
      });
      const file = join(dataDir, 'cert.pem');
      writeFileSync(file, made.cert);
      const args = ['-CAfile', file, '-purpose', 'sslserver', '-verify_hostname', 'mail.test', file];
      expect(execFileSync('openssl', ['verify', ...args]).toString()).toContain('OK');
      expect(execFileSync('openssl', ['x509', '-in', file, '-noout', '-enddate']).toString()).toContain(`${year} GMT`);
    }
  });
});

test('refuses a key of another certificate, and files that are not there', () => {
  openTls({ dataDir, tls: null, hostname: 'one.test' }, log).close();
  const cert = join(dataDir, 'cert.pem');
  cpSync(join(dataDir, 'tls/cert.pem'), cert);
  openTls({ dataDir, tls: null, hostname: 'two.test' }, log).close();
  const files = { cert, key: join(dataDir, 'tls/key.pem') };
  expect(() => openTls({ dataDir, tls: files, hostname: 'one.test' }, log)).toThrow(
    /^The TLS certificate is not valid/,
  );
  const none = { cert: join(dataDir, 'none'), key: join(dataDir, 'none') };
  expect(() => openTls({ dataDir, tls: none, hostname: 'one.test' }, log)).toThrow(/^The TLS certificate is not valid/);
});
