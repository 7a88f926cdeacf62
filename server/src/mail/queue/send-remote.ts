import type { QueueDeps } from './deps.ts';
import { dkimSignature, readDkimKey } from './dkim.ts';
import { domainOf, wireAddress } from './recipients.ts';
import { parseReply } from './reply.ts';
import { findRoute, type Hop, RouteError } from './route.ts';
import { ClientError, type ClientResult, type ClientTarget, type ClientTimeouts, sendOnce } from './smtp-client.ts';
import type { QueuedMessage, QueuedRecipient, Result } from './types.ts';

const timeouts: ClientTimeouts = { connect: 30_000, greeting: 120_000, idle: 300_000 };

/** One message to recipients of one destination. Never rejects but when our own store fails. */
export async function sendRemote(
  deps: QueueDeps,
  message: QueuedMessage,
  recipients: QueuedRecipient[],
  signal?: AbortSignal,
): Promise<Result[]> {
  let hops: { hop: Hop; target: ClientTarget }[];
  try {
    hops = await targetsFor(deps, message, recipients[0]!.domain);
  } catch (error) {
    if (!(error instanceof RouteError)) throw error;
    return recipients.map((r) => ({
      recipientNo: r.recipientNo,
      outcome: error.permanent ? 'failed' : 'deferred',
      status: error.status,
      reply: error.message,
      mta: null,
    }));
  }
  const bytes = await signed(deps, message);
  let last: Result[] = [];
  for (const { hop, target } of hops) {
    const tried = await tryHost(deps, message, recipients, bytes, hop, target, signal);
    last = tried.results;
    if (!tried.elsewhere || signal?.aborted) break;
  }
  return last;
}

/** The hosts to try, one after the other: the relay, or those that take mail for the domain. */
async function targetsFor(deps: QueueDeps, message: QueuedMessage, domain: string) {
  const { relay } = deps.outbound;
  if (relay && deps.outbound.mode !== 'direct') {
    const tls = ({ none: 'none', starttls: 'may', required: 'must', implicit: 'implicit' } as const)[relay.tls];
    const auth = relay.user === null || relay.password === null ? null : { user: relay.user, password: relay.password };
    const addresses = await deps.dns.addresses(relay.host).catch((error) => {
      throw new RouteError(false, '4.4.3', `DNS failure for the relay (${error.code ?? 'unknown'})`);
    });
    return addresses.map((address) => ({
      hop: { name: relay.host, address },
      target: {
        host: address,
        port: relay.port,
        name: relay.host,
        tls: message.requireTls && tls === 'may' ? 'must' : tls,
        auth,
      } as const,
    }));
  }
  const must = message.requireTls || deps.requiresTls(domain);
  const hops = await findRoute(deps.dns, domain, deps.hostname);
  return hops.map((hop) => ({
    hop,
    target: { host: hop.address, port: deps.mxPort, name: hop.name, tls: must ? 'must' : 'may', auth: null } as const,
  }));
}

/** The octets with a DKIM signature of the From field's domain in front, when it is one of ours. */
async function signed(deps: QueueDeps, message: QueuedMessage): Promise<Buffer> {
  const bytes = await deps.mail.readContent(message.contentId!);
  if (!bytes) throw new Error(`The content of queued message ${message.queueId} is missing.`);
  const from = deps.signingDomain(bytes) ?? (message.sender ? domainOf(message.sender) : null);
  const key = from ? await readDkimKey(deps.pools, from) : null;
  if (!key) return bytes;
  return Buffer.concat([Buffer.from(await dkimSignature(bytes, key, new Date(deps.clock()))), bytes]);
}

interface Tried {
  results: Result[];
  /** Another host may do better. */
  elsewhere: boolean;
}

async function tryHost(
  deps: QueueDeps,
  message: QueuedMessage,
  recipients: QueuedRecipient[],
  bytes: Buffer,
  hop: Hop,
  target: ClientTarget,
  signal?: AbortSignal,
): Promise<Tried> {
  const envelope = {
    from: wireAddress(message.sender),
    to: recipients.map((r) => ({
      address: wireAddress(r.address),
      ...(r.notify && { notify: r.notify }),
      ...(r.orcpt && { orcpt: r.orcpt }),
    })),
    ret: message.ret,
    envid: message.envid,
    eightBit: message.eightBit,
    smtpUtf8: message.smtpUtf8 || needsUtf8(message.sender) || recipients.some((r) => needsUtf8(r.address)),
    requireTls: message.requireTls,
  };
  const options = { hostname: deps.hostname, timeouts: deps.timeouts ?? timeouts, ...(signal && { signal }) };
  try {
    return {
      results: fromSuccess(recipients, await sendOnce(target, envelope, bytes, options), hop),
      elsewhere: false,
    };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    if (error.stage === 'tls' && target.tls === 'may') {
      // Opportunistic: a broken TLS is no worse than none (RFC 7435).
      return tryHost(deps, message, recipients, bytes, hop, { ...target, tls: 'none' }, signal);
    }
    deps.log.debug(
      { queueId: message.queueId, host: hop.name, stage: error.stage, reply: error.response },
      'a host did not take mail',
    );
    return {
      results: fromFailure(recipients, error, hop),
      elsewhere: error.stage === 'connect' || error.stage === 'tls' || (error.stage !== 'data' && isTemporary(error)),
    };
  }
}

const needsUtf8 = (address: string) => /[^\x00-\x7f]/.test(wireAddress(address));

const isTemporary = (error: ClientError) => error.response === null || error.response.startsWith('4');

function fromSuccess(recipients: QueuedRecipient[], sent: ClientResult, hop: Hop): Result[] {
  const refused = new Map(sent.rejected.map((r) => [r.address, r.response]));
  return recipients.map((recipient) => {
    const response = refused.get(wireAddress(recipient.address));
    if (response !== undefined) return refusedResult(recipient, response, hop);
    if (!sent.accepted.has(wireAddress(recipient.address)))
      return deferredResult(recipient, '4.0.0', 'No reply for this recipient', hop);
    const reply = parseReply(sent.response);
    return {
      recipientNo: recipient.recipientNo,
      outcome: 'sent',
      status: reply?.status ?? '2.0.0',
      reply: sent.response,
      mta: hop.name,
      relayed: !sent.dsn,
    };
  });
}

function fromFailure(recipients: QueuedRecipient[], error: ClientError, hop: Hop): Result[] {
  const refused = new Map(error.rejected.map((r) => [r.address, r.response]));
  return recipients.map((recipient) => {
    const response = refused.get(wireAddress(recipient.address)) ?? error.response;
    if (response !== null) {
      // A refusal at the greeting or of our TLS says nothing about the message: wait (RFC 5321 §4.2.4.2).
      const early = error.stage === 'connect' || error.stage === 'tls' || error.stage === 'auth';
      const result = refusedResult(recipient, response, hop);
      return early && result.outcome === 'failed'
        ? { ...result, outcome: 'deferred', status: `4${result.status.slice(1)}` }
        : result;
    }
    return deferredResult(recipient, error.stage === 'connect' ? '4.4.1' : '4.4.2', error.message, hop);
  });
}

function refusedResult(recipient: QueuedRecipient, response: string, hop: Hop): Result {
  const reply = parseReply(response);
  if (!reply) return deferredResult(recipient, '4.5.0', `Unreadable reply: ${response}`, hop);
  const outcome = reply.code >= 500 ? 'failed' : 'deferred';
  return { recipientNo: recipient.recipientNo, outcome, status: reply.status, reply: response, mta: hop.name };
}

function deferredResult(recipient: QueuedRecipient, status: string, reply: string, hop: Hop): Result {
  return { recipientNo: recipient.recipientNo, outcome: 'deferred', status, reply, mta: hop.name };
}
