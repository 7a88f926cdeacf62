import type { Access } from '../../accounts/index.ts';
import type { Log, OutboundConfig, Pools } from '../../platform/index.ts';
import type { MailStore } from '../types.ts';
import type { Dns } from './dns.ts';
import type { Directory } from './recipients.ts';
import type { ClientTimeouts } from './smtp-client.ts';
import type { Clock } from './types.ts';

/** What every part of the queue works with. */
export interface QueueDeps {
  pools: Pick<Pools, 'query' | 'transaction'>;
  mail: Pick<MailStore, 'deliver' | 'putContent' | 'readContent'>;
  access: Pick<Access, 'usableAddresses'>;
  directory: Directory;
  dns: Dns;
  log: Log;
  outbound: OutboundConfig;
  /** Mail to other servers waits for an operator. */
  holdsOutbound: boolean;
  hostname: string;
  /** The port of other servers. */
  mxPort: number;
  clock: Clock;
  /** Destinations that must be reached by TLS. */
  requiresTls(domain: string): boolean;
  /** The domain of a message's From field, whose key signs it. */
  signingDomain(message: Buffer): string | null;
  timeouts?: ClientTimeouts;
  /** The address that notices to `recipient` come from. */
  reportSender(recipient: string): Promise<string>;
}
