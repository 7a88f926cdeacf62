import { type Environment, readConfig } from '../../platform/index.ts';

export interface QueueSettings {
  /** The port of other servers: 25, but where a firewall in between wants another, and in tests. */
  mxPort: number;
  /** Domains to which mail goes by TLS or not at all; `*` for all. */
  requireTls: string[];
}

/** @throws PlatformError `config.invalid`. */
export function readQueueSettings(env: Environment = process.env): QueueSettings {
  return readConfig(env, (read) => ({
    mxPort: read.integer('CONGVU_MX_PORT', 25, 1, 65535),
    requireTls: read.list('CONGVU_REQUIRE_TLS').map((domain) => domain.toLowerCase()),
  }));
}
