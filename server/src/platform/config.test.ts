import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { type ConfigFault, readConfig } from './config-reader.ts';
import { PlatformError } from './errors.ts';

function faults(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as PlatformError).code).toBe('config.invalid');
    return ((error as PlatformError).details as ConfigFault[]).map((f) => f.variable);
  }
  return [];
}

describe('loadConfig', () => {
  test('has a default for everything', () => {
    const config = loadConfig({});
    expect(config.ports).toEqual({
      http: 8080,
      smtp: 2525,
      lmtp: 2524,
      submission: 2587,
      submissions: 2465,
      imap: 2143,
      imaps: 2993,
    });
    expect(config.dataDir).toBe(join(import.meta.dirname, '../../../data'));
    expect(config.host).toBe('127.0.0.1');
    expect(config.database).toEqual({ url: null, user: null, durable: true });
    expect(config.outbound).toEqual({ mode: 'held', relay: null, dns: [] });
    expect(config.trustedNetworks.contains('127.0.0.1')).toBe(true);
    expect(config.trustedNetworks.contains('::ffff:127.0.0.1')).toBe(true);
    expect(config.trustedNetworks.contains('192.0.2.1')).toBe(false);
  });

  test('names every wrong variable at once, and no value', () => {
    const env = {
      CONGVU_HTTP_PORT: '70000',
      CONGVU_SMTP_PORT: '25x',
      CONGVU_HOSTNAME: 'no name',
      DATABASE_URL: 'mysql://root:topsecret@host/x',
      CONGVU_OUTBOUND: 'maybe',
      CONGVU_TLS_CERT: '/etc/cert.pem',
      CONGVU_TRUSTED_NETWORKS: '10.0.0.0/99',
      CONGVU_PUBLIC_URL: 'mail.tiengiang.test',
    };
    expect(faults(env).sort()).toEqual(
      [...Object.keys(env).filter((v) => v !== 'CONGVU_TLS_CERT'), 'CONGVU_TLS_KEY'].sort(),
    );
    expect(() => loadConfig(env)).toThrow(/CONGVU_HTTP_PORT must be a whole number from 0 to 65535/);
    expect(() => loadConfig(env)).not.toThrow(/topsecret/);
  });

  test('a relay makes relay the way out, and its password asks for TLS', () => {
    expect(loadConfig({ CONGVU_RELAY: 'relay.test:587' }).outbound).toEqual({
      mode: 'relay',
      relay: { host: 'relay.test', port: 587, user: null, password: null, tls: 'starttls' },
      dns: [],
    });
    const env = { CONGVU_RELAY: '[2001:db8::1]:2500', CONGVU_RELAY_USER: 'u', CONGVU_RELAY_PASSWORD: ' p ' };
    expect(loadConfig(env).outbound.relay).toEqual({
      host: '2001:db8::1',
      port: 2500,
      user: 'u',
      password: ' p ',
      tls: 'required',
    });
    expect(faults({ CONGVU_OUTBOUND: 'relay' })).toEqual(['CONGVU_RELAY']);
    expect(faults({ CONGVU_RELAY: 'relay.test:587', CONGVU_RELAY_USER: 'u' })).toEqual(['CONGVU_RELAY_USER']);
  });

  test('a secret may stand in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    try {
      writeFileSync(join(folder, 'password'), 'Mật khẩu 1\n');
      expect(loadConfig({ CONGVU_SAMPLE_PASSWORD_FILE: join(folder, 'password') }).samplePassword).toBe('Mật khẩu 1');
      expect(faults({ CONGVU_SAMPLE_PASSWORD_FILE: join(folder, 'none') })).toEqual(['CONGVU_SAMPLE_PASSWORD_FILE']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('networks are lists of CIDR, or none', () => {
    const some = loadConfig({ CONGVU_TRUSTED_NETWORKS: '10.0.0.0/8, 2001:db8::/32' }).trustedNetworks;
    expect(some.contains('10.200.0.1')).toBe(true);
    expect(some.contains('2001:db8::5')).toBe(true);
    expect(some.contains('127.0.0.1')).toBe(false);
    expect(some.contains('nonsense')).toBe(false);
    expect(loadConfig({ CONGVU_TRUSTED_NETWORKS: 'none' }).trustedNetworks.contains('127.0.0.1')).toBe(false);
  });
});

test('other folders read sections of their own', () => {
  expect(readConfig({ X_LIMIT: '5' }, (read) => ({ limit: read.integer('X_LIMIT', 1, 1, 10) }))).toEqual({ limit: 5 });
  expect(() => readConfig({ X_LIMIT: '11' }, (read) => read.integer('X_LIMIT', 1, 1, 10))).toThrow(/X_LIMIT/);
});
