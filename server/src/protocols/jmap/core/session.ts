import { createHash } from 'node:crypto';
import { sortProperties } from '../email/comparator.ts';
import type { AccountAccess, Caller } from './call.ts';
import { capability } from './capabilities.ts';
import { collationAlgorithms } from './collation.ts';
import { limits } from './limits.ts';

/** RFC 8620 §2 */
export interface Session {
  capabilities: Record<string, object>;
  accounts: Record<string, object>;
  primaryAccounts: Record<string, string>;
  username: string;
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl: string;
  state: string;
}

export interface SessionInput {
  caller: Caller;
  /** Where the server is reached: `https://mail.tiengiang.gov.vn`. */
  origin: string;
  maxSizeUpload: number;
  attachmentLimit(account: AccountAccess): number;
  mailbox: { maxDepth: number; maxNameOctets: number };
}

export function buildSession(input: SessionInput): Session {
  const { caller, origin } = input;
  const own = [...caller.accounts.values()].find((a) => a.isPersonal);
  const primary = own ? Object.values(capability).map((c) => [c, own.id] as const) : [];
  const session = {
    capabilities: {
      [capability.core]: { maxSizeUpload: input.maxSizeUpload, ...limits, collationAlgorithms },
      [capability.mail]: {},
      [capability.submission]: {},
      [capability.quota]: {},
    },
    accounts: Object.fromEntries([...caller.accounts.values()].map((a) => [a.id, accountOf(a, input)])),
    primaryAccounts: Object.fromEntries(primary.filter(([c]) => c !== capability.core)),
    username: caller.username,
    apiUrl: `${origin}/jmap/api`,
    downloadUrl: `${origin}/jmap/download/{accountId}/{blobId}/{name}?type={type}`,
    uploadUrl: `${origin}/jmap/upload/{accountId}`,
    eventSourceUrl: `${origin}/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}`,
  };
  return { ...session, state: stateOf(session) };
}

function accountOf(account: AccountAccess, input: SessionInput): object {
  return {
    name: account.name,
    isPersonal: account.isPersonal,
    isReadOnly: account.isReadOnly,
    accountCapabilities: {
      [capability.core]: {},
      [capability.mail]: {
        maxMailboxesPerEmail: null,
        maxMailboxDepth: input.mailbox.maxDepth,
        maxSizeMailboxName: input.mailbox.maxNameOctets,
        maxSizeAttachmentsPerEmail: input.attachmentLimit(account),
        emailQuerySortOptions: sortProperties,
        mayCreateTopLevelMailbox: !account.isReadOnly,
      },
      ...(account.sendAs.length > 0
        ? { [capability.submission]: { maxDelayedSend: 0, submissionExtensions: {} } }
        : {}),
      [capability.quota]: {},
    },
  };
}

/** Changes when anything in the session does, as an account opened to the person. */
function stateOf(session: object): string {
  return createHash('sha256').update(JSON.stringify(session)).digest('base64url').slice(0, 16);
}
