import { destination, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** Keys whose values never reach a log, at the top, one and two levels down. */
const secretKeys = [
  'password',
  'passwordHash',
  'secret',
  'token',
  'cookie',
  'authorization',
  'privateKey',
  'databaseUrl',
  'content',
];
const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** User and password within an address, as in `postgres://user:password@host`. */
const credentials = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,200}(?::[^\s/@]{0,500})?@/gi;

export function withoutCredentials(text: string): string {
  return text.replace(credentials, '$1***@');
}

function serializeError(error: Error): unknown {
  const plain = stdSerializers.err(error);
  // A database error's detail repeats the row.
  for (const key of ['detail', 'where', 'parameters', 'query', 'internalQuery']) delete plain?.[key];
  return plain;
}

export interface LogOptions {
  level: LogLevel;
  /** `json`: one object a line; `text`: for a person at a terminal. */
  format?: 'json' | 'text';
  /** Where lines go, instead of standard error. */
  write?: (line: string) => void;
}

/**
 * The log: one JSON object a line on standard error, so that standard output stays for the `ready` line. Secrets are
 * left out by key, and credentials inside addresses by pattern; message contents and passwords must not be passed at all.
 */
export function createLog(options: LogOptions): Log {
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '***' },
    serializers: { err: serializeError, error: serializeError },
  };
  const write =
    options.write ??
    (
      (sink) => (line: string) =>
        void sink.write(line)
    )(destination({ fd: 2, sync: true }));
  const render = options.format === 'text' ? toText : (line: string) => line;
  return pino(settings, { write: (line: string) => write(withoutCredentials(render(line))) });
}

/** `12:03:44 warn  smtp: message (key=value …)`. */
function toText(line: string): string {
  const { level, time, msg, name, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  const fields = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = err && typeof err === 'object' && 'stack' in err ? `\n${String(err.stack)}` : '';
  const head = `${clock} ${String(level).padEnd(5)} ${name ? `${String(name)}: ` : ''}${String(msg ?? '')}`;
  return `${head}${fields.length ? ` (${fields.join(' ')})` : ''}${stack}\n`;
}
