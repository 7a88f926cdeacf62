import type { SecureContext } from 'node:tls';
import type { Connection } from './connection.ts';
import type { PartialCache } from './fetch/partial-cache.ts';
import type { Limits } from './limits.ts';
import type { Backend, Session } from './session.ts';
import type { DateTimeFormat } from './wire/dates.ts';
import type { LiteralAnnounced, LiteralRefusal } from './wire/reader.ts';

/** Where the library reports; pino's methods fit. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What all connections of a server share. */
export interface ServerContext {
  readonly backend: Backend;
  readonly hostname: string;
  readonly log: Log;
  readonly limits: Limits;
  readonly allowPlaintextAuth: boolean;
  readonly dates: DateTimeFormat;
  readonly partialCache: PartialCache;
  /** For STARTTLS; undefined without a certificate. */
  secureContext: SecureContext | undefined;
  judgeLiteral(literal: LiteralAnnounced, session: Session | undefined): LiteralRefusal | undefined;
  gone(connection: Connection): void;
}
