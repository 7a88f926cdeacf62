import { useQuery } from '@tanstack/react-query';
import { jmap } from '../../../api/jmap/client.ts';
import { capability, type Id, type Identity } from '../../../api/jmap/types.ts';
import { queryClient } from '../../../app/queryClient.ts';
import { accountsOf, type MailAccount, sessionQuery } from '../session.ts';
import { textToHtml } from './html.ts';
import type { Sender } from './recipients.ts';

function toSender(identity: Identity, owner: MailAccount, home: MailAccount, submitter: Identity): Sender {
  const { name, email, replyTo, bcc, textSignature, htmlSignature } = identity;
  return {
    key: `${owner.id}/${identity.id}`,
    name,
    email,
    ownerId: owner.id,
    accountId: home.id,
    identityId: submitter.id,
    mailFrom: submitter.email,
    replyTo,
    bcc,
    signature: htmlSignature || (textSignature ? textToHtml(textSignature) : ''),
  };
}

/**
 * Every address one may send from. One whose mailbox may be read but not written in is used from one's own: drafts and
 * sent messages stay there (RFC 8621 §7.5 takes the Email and the Identity from one account).
 */
async function loadSenders(): Promise<Sender[]> {
  const accounts = accountsOf(await queryClient.ensureQueryData(sessionQuery));
  const sending = accounts.filter((a) => a.accountCapabilities[capability.submission]);
  const lists = await Promise.all(
    sending.map((a) => jmap.call('Identity/get', { accountId: a.id, ids: null }).then((r) => r.list)),
  );
  const own = sending.findIndex((a) => a.isPersonal && !a.isReadOnly);
  return sending.flatMap((account, i) => {
    const identities = lists[i] ?? [];
    if (!account.isReadOnly) return identities.map((x) => toSender(x, account, account, x));
    const home = sending[own];
    const submitter = lists[own]?.[0];
    return home && submitter ? identities.map((x) => toSender(x, account, home, submitter)) : [];
  });
}

const sendersQuery = { queryKey: ['senders'], staleTime: 5 * 60_000, queryFn: loadSenders } as const;

export const knownSenders = () => queryClient.getQueryData<Sender[]>(sendersQuery.queryKey) ?? [];

/** @throws ApiError, JmapError */
export const getSenders = () => queryClient.ensureQueryData(sendersQuery);

export function useSenders(): Sender[] | undefined {
  return useQuery(sendersQuery).data;
}

/** What a file may weigh alone, and all files of one message together, in octets. */
export function fileLimits(accountId: Id | undefined): { one: number; all: number } {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  const mail = accountId ? session?.accounts[accountId]?.accountCapabilities[capability.mail] : undefined;
  return {
    one: session?.capabilities[capability.core].maxSizeUpload ?? Number.POSITIVE_INFINITY,
    all: mail?.maxSizeAttachmentsPerEmail ?? Number.POSITIVE_INFINITY,
  };
}
