import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { PlatformError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One wrong variable. The value itself is never repeated: it may be a secret. */
export interface ConfigFault {
  variable: string;
  reason: string;
}

export interface HostPort {
  host: string;
  port: number;
}

/** A set of networks in CIDR form. */
export interface Networks {
  list: string[];
  contains(address: string): boolean;
}

/** Reads typed values from the environment and gathers every fault, so that all are told at once. */
export class ConfigReader {
  readonly faults: ConfigFault[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  fault(variable: string, reason: string): void {
    this.faults.push({ variable, reason });
  }

  /** The text, or null if unset or empty. */
  text(variable: string): string | null {
    const value = this.#env[variable]?.trim();
    return value ? value : null;
  }

  /** Like `text`, or the contents of the file that `<variable>_FILE` names (as container secrets are given). */
  secret(variable: string): string | null {
    const file = this.text(`${variable}_FILE`);
    if (file === null) return this.#env[variable] || null;
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || null;
    } catch (error) {
      this.fault(`${variable}_FILE`, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
      return null;
    }
  }

  integer(variable: string, fallback: number, min: number, max: number): number {
    const value = this.text(variable);
    if (value === null) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    this.fault(variable, `must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  /** A TCP port; 0 means any free one. */
  port(variable: string, fallback: number): number {
    return this.integer(variable, fallback, 0, 65535);
  }

  choice<const T extends string>(variable: string, choices: readonly T[], fallback: T): T {
    const value = this.text(variable);
    if (value === null) return fallback;
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.fault(variable, `must be one of ${choices.join(', ')}`);
    return fallback;
  }

  boolean(variable: string, fallback: boolean): boolean {
    return this.choice(variable, ['1', '0', 'true', 'false'] as const, fallback ? '1' : '0').match(/1|true/) !== null;
  }

  /** An absolute path. */
  path(variable: string, fallback: string): string;
  path(variable: string, fallback?: null): string | null;
  path(variable: string, fallback: string | null = null): string | null {
    const value = this.text(variable) ?? fallback;
    if (value?.includes('\0')) this.fault(variable, 'must not contain NUL');
    return value === null ? null : resolve(value);
  }

  /** `host:port` or `[v6]:port`. */
  hostPort(variable: string, defaultPort?: number): HostPort | null {
    const value = this.text(variable);
    if (value === null) return null;
    const parsed = parseHostPort(value, defaultPort);
    if (!parsed) this.fault(variable, defaultPort ? 'must be host or host:port' : 'must be host:port');
    return parsed;
  }

  /** Parts separated by commas or spaces. */
  list(variable: string): string[] {
    return (this.text(variable) ?? '').split(/[\s,]+/).filter(Boolean);
  }

  networks(variable: string, fallback: string[]): Networks {
    const value = this.text(variable);
    const list = value === null ? fallback : value === 'none' ? [] : this.list(variable);
    const block = new BlockList();
    for (const item of list) {
      const [address = '', prefix] = item.split('/');
      const version = isIP(address);
      const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
      if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 6 ? 128 : 32)) {
        this.fault(variable, 'must be networks such as 10.0.0.0/8 or ::1, or "none"');
        continue;
      }
      block.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
    }
    return {
      list,
      contains: (address) => {
        const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
        const version = isIP(plain);
        return version !== 0 && block.check(plain, version === 6 ? 'ipv6' : 'ipv4');
      },
    };
  }
}

function parseHostPort(value: string, defaultPort?: number): HostPort | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]+))(?::(\d{1,5}))?$/.exec(value);
  if (!match) return null;
  const port = match[3] === undefined ? defaultPort : Number(match[3]);
  if (port === undefined || port < 1 || port > 65535) return null;
  return { host: (match[1] ?? match[2])!, port };
}

/**
 * Reads one section of the configuration; other folders call it for variables of their own.
 * @throws PlatformError `config.invalid`, its details the `ConfigFault[]`.
 */
export function readConfig<T>(env: Environment, build: (read: ConfigReader) => T): T {
  const reader = new ConfigReader(env);
  const section = build(reader);
  if (reader.faults.length > 0) {
    const lines = reader.faults.map((f) => `${f.variable} ${f.reason}`);
    throw new PlatformError('config.invalid', lines.join('; '), { details: reader.faults });
  }
  return section;
}
