import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** DNS as mail needs it. Errors carry Node's codes: ENOTFOUND and ENODATA are answers, others are faults. */
export interface Dns {
  mx(domain: string): Promise<{ exchange: string; priority: number }[]>;
  /** IPv4 and IPv6 addresses. */
  addresses(name: string): Promise<string[]>;
  reverse(address: string): Promise<string[]>;
  /** What mailauth asks: TXT rows as arrays of strings. */
  resolve(name: string, type: string): Promise<string[] | string[][]>;
}

export interface DnsOptions {
  /** `address[:port]`; empty: the system's. */
  servers: readonly string[];
  /** Milliseconds for one try. */
  timeout?: number;
  tries?: number;
}

export function createDns(options: DnsOptions): Dns {
  const resolver = new Resolver({ timeout: options.timeout ?? 2000, tries: options.tries ?? 2 });
  if (options.servers.length > 0) resolver.setServers(options.servers);
  return {
    mx: (domain) => resolver.resolveMx(domain),
    async addresses(name) {
      if (isIP(name)) return [name];
      // The system's way knows /etc/hosts as well.
      if (options.servers.length === 0) return (await lookup(name, { all: true })).map((entry) => entry.address);
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (found.length > 0) return found;
      const faults = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
      throw (
        faults.find((fault) => !isNoSuchName(fault)) ??
        faults[0] ??
        Object.assign(new Error('no addresses'), { code: 'ENODATA' })
      );
    },
    reverse: (address) => resolver.reverse(address),
    resolve: (name, type) => resolver.resolve(name, type as 'TXT'),
  };
}

/** Whether DNS answered that there is no such name or record, rather than failing. */
export function isNoSuchName(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}
