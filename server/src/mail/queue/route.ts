import { isIP } from 'node:net';
import { type Dns, isNoSuchName } from './dns.ts';

/** One host to try. */
export interface Hop {
  /** For SNI, logs and Remote-MTA. */
  name: string;
  address: string;
}

/** Why a domain's mail can't go anywhere now, or ever. */
export class RouteError extends Error {
  readonly permanent: boolean;
  /** Enhanced status code. */
  readonly status: string;

  constructor(permanent: boolean, status: string, message: string) {
    super(message);
    this.name = 'RouteError';
    this.permanent = permanent;
    this.status = status;
  }
}

const maxHops = 8;

/**
 * The hosts that take mail for `domain`, in order of preference (RFC 5321 §5.1): its MX, else its own addresses; nobody
 * for a null MX (RFC 7505). Hosts of equal preference are shuffled. `self` is this server's name: from there on, mail
 * would go round in a circle.
 * @throws RouteError
 */
export async function findRoute(dns: Dns, domain: string, self: string): Promise<Hop[]> {
  const literal = /^\[(?:IPv6:)?([^\]]+)\]$/i.exec(domain)?.[1];
  if (literal !== undefined) {
    if (isIP(literal)) return [{ name: literal, address: literal }];
    throw new RouteError(true, '5.1.2', `Bad address literal ${domain}`);
  }
  const hosts = await exchanges(dns, domain);
  const loop = hosts.indexOf(self);
  if (loop === 0) throw new RouteError(true, '5.4.6', `The MX of ${domain} is this server, which does not serve it`);
  const hops: Hop[] = [];
  let fault: unknown;
  for (const name of loop > 0 ? hosts.slice(0, loop) : hosts) {
    if (hops.length >= maxHops) break;
    try {
      for (const address of await dns.addresses(name)) hops.push({ name, address });
    } catch (error) {
      fault ??= error;
      if (!isNoSuchName(error)) fault = error;
    }
  }
  if (hops.length > 0) return hops.slice(0, maxHops);
  if (isNoSuchName(fault)) throw new RouteError(true, '5.1.2', `No host takes mail for ${domain}`);
  throw new RouteError(false, '4.4.3', `DNS failure for ${domain} (${codeOf(fault)})`);
}

/** Names of hosts, best first. */
async function exchanges(dns: Dns, domain: string): Promise<string[]> {
  try {
    const records = await dns.mx(domain);
    if (records.length === 1 && /^\.?$/.test(records[0]!.exchange)) {
      throw new RouteError(true, '5.1.10', `${domain} takes no mail (null MX)`);
    }
    const usable = records.filter((record) => !/^\.?$/.test(record.exchange));
    const shuffled = usable.map((record) => ({ ...record, order: Math.random() }));
    shuffled.sort((a, b) => a.priority - b.priority || a.order - b.order);
    if (shuffled.length > 0) return shuffled.map((record) => record.exchange.toLowerCase().replace(/\.$/, ''));
    return [domain];
  } catch (error) {
    if (error instanceof RouteError) throw error;
    const code = codeOf(error);
    // No MX: the domain itself (RFC 5321 §5.1). Its addresses tell whether it exists.
    if (isNoSuchName(error)) return [domain];
    throw new RouteError(false, '4.4.3', `DNS failure for ${domain} (${code})`);
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? 'unknown');
