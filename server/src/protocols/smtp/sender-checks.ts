import type { authenticate } from 'mailauth';
import type { Dns } from '../../mail/queue/index.ts';

export interface CheckInput {
  message: Buffer;
  address: string;
  helo: string;
  /** MAIL FROM; '' for the null sender. */
  sender: string;
}

export interface SenderCheck {
  /** `Authentication-Results:` with its CRLF (RFC 8601). */
  header: string;
  /** What the sender's domain asks to be done with the message (RFC 7489 §6.3), as far as this server follows it. */
  action: 'accept' | 'junk' | 'reject';
  /** MAIL FROM is proved by SPF, or DMARC passes: reports to it go to whom they should. */
  verified: boolean;
}

export interface CheckOptions {
  /** authserv-id. */
  hostname: string;
  dns: Dns;
  /** Milliseconds for everything. */
  timeout: number;
  /** Domains whose ARC seal is believed: forwarders and lists the province works with (RFC 8617 §7.2). */
  trustedSealers: readonly string[];
}

type Results = Awaited<ReturnType<typeof authenticate>>;

/**
 * SPF, DKIM, DMARC and ARC of a message from outside. DNS that fails or takes too long gives `temperror`, and the
 * message is accepted: a sender is not punished for our DNS.
 */
export async function checkSender(input: CheckInput, options: CheckOptions): Promise<SenderCheck> {
  const timer = Promise.withResolvers<null>();
  const timeout = setTimeout(() => timer.resolve(null), options.timeout);
  try {
    const results = await Promise.race([run(input, options), timer.promise]);
    if (!results) return unknown(options.hostname);
    return {
      header: resultsField(results, options.hostname),
      action: judge(results, options.trustedSealers),
      verified: (results.spf || null)?.status.result === 'pass' || (results.dmarc || null)?.status.result === 'pass',
    };
  } catch {
    return unknown(options.hostname);
  } finally {
    clearTimeout(timeout);
  }
}

/** mailauth takes half a second to load: not at the start of every command, nor at the first message. */
let mailauth: Promise<typeof import('mailauth')> | undefined;

export function loadChecks(): Promise<typeof import('mailauth')> {
  mailauth ??= import('mailauth');
  return mailauth;
}

async function run({ message, address, helo, sender }: CheckInput, { hostname, dns }: CheckOptions): Promise<Results> {
  const checks = await loadChecks();
  return checks.authenticate(message, {
    ip: address,
    helo,
    // SPF of the null sender is that of the HELO name (RFC 7208 §2.4).
    sender: sender || `postmaster@${helo}`,
    mta: hostname,
    minBitLength: 1024,
    disableBimi: true,
    resolver: dns.resolve,
  });
}

/** The last of mailauth's fields; Received-SPF says nothing more. */
function resultsField(results: Results, hostname: string): string {
  const fields = results.headers.split(/\r\n(?![ \t])/);
  const field = fields.find((line) => line.startsWith('Authentication-Results:'));
  return field ? `${field}\r\n` : `Authentication-Results: ${hostname}; none\r\n`;
}

function judge(results: Results, trustedSealers: readonly string[]): SenderCheck['action'] {
  const { dmarc, arc } = results;
  if (!dmarc || dmarc.status.result !== 'fail') return 'accept';
  const policy = String(dmarc.policy ?? 'none').toLowerCase();
  if (policy !== 'reject' && policy !== 'quarantine') return 'accept';
  if (arc && arc.status.result === 'pass') {
    // A chain that holds only says who changed the message; whether to believe them is ours to decide.
    const sealer = arc.signature ? arc.signature.signingDomain.toLowerCase() : '';
    return trustedSealers.includes(sealer) ? 'accept' : 'junk';
  }
  return policy === 'reject' ? 'reject' : 'junk';
}

function unknown(hostname: string): SenderCheck {
  return {
    header: `Authentication-Results: ${hostname};\r\n spf=temperror;\r\n dkim=temperror;\r\n dmarc=temperror\r\n`,
    action: 'accept',
    verified: false,
  };
}
