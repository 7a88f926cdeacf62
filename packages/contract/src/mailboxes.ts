/**
 * Mailboxes over time: how one is named, made, renamed, given aliases, locked, closed, and listed.
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/directory/mailboxes?q=&kind=&state=&organisation=&overPercent=&unusedMonths=&at=&cursor=&limit= | MailboxList |
 * | GET /api/directory/mailboxes/options | MailboxOptions |
 * | POST /api/directory/mailboxes/propose | ProposeBody → AddressProposal; nothing is reserved |
 * | POST /api/directory/mailboxes | NewMailboxBody → NewMailboxAnswer |
 * | GET /api/directory/mailboxes/{id} | Mailbox |
 * | POST /api/directory/mailboxes/{id}/rename | RenameMailboxBody → Mailbox |
 * | POST /api/directory/mailboxes/{id}/aliases | {address, reason} → Mailbox |
 * | POST /api/directory/mailboxes/{id}/aliases/remove | {address, reason?} → Mailbox |
 * | POST /api/directory/mailboxes/{id}/state | {state, reason?} → Mailbox; a reason is asked for locking and closing |
 * | POST /api/directory/mailboxes/{id}/quota | {bytes, reason?} → Mailbox; null: the regulation's |
 */
import type { Citation } from './http.ts';

export type MailboxStateName = 'active' | 'locked' | 'closed';
export type MailboxKind = 'personal' | 'organisation';

interface Both {
  vi: string;
  en: string;
}

/** Why an address was passed over; see `docs/naming.md`. */
export type AddressRefusal =
  | 'taken'
  | 'retired'
  | 'reserved'
  | 'unsuitable'
  | 'namesake'
  | 'too-long'
  | 'not-an-address';

export interface PassedOver {
  address: string;
  reason: AddressRefusal;
  /** The reason in words: `trùng tên (Huyện Bảo Lạc)`. */
  text: Both;
  cite: Citation | null;
}

/** For whom an address is looked for: someone in the directory, a mailbox there is, or someone yet to be added. */
export type ProposeFor =
  | { personId: number }
  | { organisationId: number }
  | { accountId: number }
  | { person: { name: string; born?: string | null; organisationId: number | null } }
  | { organisation: { name: string; kind: string; parentId: number | null } };

export interface ProposeBody {
  for: ProposeFor;
  /** Left out: the province's first. */
  domain?: string;
  /** An address chosen by hand, to be looked at as well. */
  byHand?: string;
}

export interface AddressProposal {
  domain: string;
  /** Of the province. */
  domains: string[];
  /** What the ladder gives; null: nothing, and `fault` says why. */
  address: string | null;
  cite: Citation | null;
  /** How the article is read, or why there is none. */
  note: Both | null;
  /** In a sentence: “`lmhieu`: `leminhhieu` and `lminhhieu` are taken; TG 4.2b”. */
  why: Both | null;
  tried: PassedOver[];
  /** Where the profile sets this address by hand: what its ladder gives. */
  withoutOverride: string | null;
  fault: { code: string; text: Both } | null;
  /** Null when none was asked about. `until`: kept so long for its last holder; null: for good. */
  byHand: { address: string; free: boolean; code: string | null; text: Both | null; until: string | null } | null;
  entitlement: { basis: EntitlementBasis; cite: Citation | null; who: Both | null } | null;
}

export type EntitlementBasis = 'of-right' | 'on-request' | 'on-commitment' | 'not-entitled';

/** By the ladder in a domain, or by hand with a reason. */
export type AddressChoice = { domain: string } | { address: string; reason: string };

export interface NewMailboxBody {
  owner: { personId: number } | { organisationId: number };
  name: AddressChoice;
  /** Octets; null or left out: the regulation's. */
  quotaBytes?: number | null;
  /** The written request or commitment, where the regulation asks for one. */
  document?: string | null;
}

export interface NewMailboxAnswer {
  mailbox: Mailbox;
  /** Of a person who could not sign in before: told this once, to be changed at the first sign-in. */
  firstPassword: string | null;
}

export interface RenameMailboxBody {
  name: AddressChoice;
  /** Left out: the old address goes on for the time of the rule, if it gives one. */
  old?: 'alias' | 'retire';
}

export interface Mailbox {
  accountId: number;
  kind: MailboxKind;
  state: MailboxStateName;
  name: string;
  /** Null: a closed one whose address is another's now. */
  address: string | null;
  owner: { personId: number | null; organisationId: number | null };
  /** `until`: an old address that goes on so long. */
  aliases: { address: string; until: string | null }[];
  /** For its holder, and for those whom the rule `mailbox.read` lets see it. */
  details: MailboxDetails | null;
  /** Whether the caller may change it. */
  mayChange: boolean;
}

export interface MailboxDetails {
  quota: {
    usedBytes: number;
    messages: number;
    /** What holds, and whether it is the mailbox's own or the regulation's. */
    bytes: number;
    own: boolean;
    /** The most the regulation allows. */
    most: number;
    cite: Citation | null;
    /** From which share it counts as nearly full. */
    warnPercent: number;
  };
  createdAt: string;
  /** When it was last opened, by any program; null: never, as far as is known. */
  lastUsedAt: string | null;
  grant: { basis: EntitlementBasis; cite: Citation | null; document: string | null } | null;
  /** How it stood before, the latest first. Times are ISO 8601. */
  history: { from: string; until: string | null; state: MailboxStateName; address: string | null }[];
  /** What becomes of addresses given up today, by the rule. Null: kept for good; no alias. */
  retention: { keptUntil: string | null; aliasUntil: string | null };
}

export interface ListedMailbox {
  accountId: number;
  kind: MailboxKind;
  state: MailboxStateName;
  name: string;
  address: string | null;
  personId: number | null;
  organisationId: number | null;
  /** Where the person works, or what stands above the organisation. */
  organisation: { id: number; name: string } | null;
  position: string | null;
  usedBytes: number;
  /** What holds, in octets. */
  quotaBytes: number;
  aliases: number;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface MailboxList {
  rows: ListedMailbox[];
  /** For the next page; null: this was the last. */
  cursor: string | null;
  /** Of all pages; with the first page only. */
  total: number | null;
}

export interface MailboxFilter {
  q?: string;
  kind?: MailboxKind;
  state?: MailboxStateName;
  /** This organisation and all below it. */
  organisation?: number;
  /** Used at least this share of what they may hold. */
  overPercent?: number;
  /** Not opened for so many months, also since they were made. */
  unusedMonths?: number;
  /** As they stood at the end of that day. */
  at?: string;
}

/** What the page of mailboxes offers to filter by. */
export interface MailboxOptions {
  /** The regulation's warning level. */
  warnPercent: number;
  /** The regulation's periods of no use, with what follows. */
  unused: { months: number; action: string; cite: Citation | null }[];
  /** Whether the list is of the whole province, or only of the caller's part. */
  whole: boolean;
  /** Whether the caller may change any. */
  mayChange: boolean;
}
