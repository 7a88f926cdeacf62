import type { HeldRole } from './roles.ts';

/**
 * The web page's own API beside JMAP. JSON; errors are `ErrorBody`. State-changing calls carry the header
 * `x-congvu: 1` (a cross-site form can't set it) and come from the same origin. The session is a cookie.
 *
 * | call | body → answer |
 * |---|---|
 * | POST /api/auth/sign-in | SignIn → Me (also when the password must be changed: `mustChangePassword`) |
 * | POST /api/auth/sign-out | – → {} |
 * | GET /api/auth/me | Me, or 401 `auth.required` |
 * | POST /api/auth/change-password | ChangePassword → Me; 422 `password.rule` with PasswordFault[] as details |
 * | GET /api/auth/password-rule | PasswordRule (public) |
 * | GET /api/system/status | SystemStatus |
 * | GET /api/mail/image-senders | ImageSenders |
 * | POST /api/mail/image-senders | ImageSenderChoice → ImageSenders |
 *
 * JMAP (RFC 8620): GET /.well-known/jmap redirects to GET /jmap/session; POST /jmap/api;
 * POST /jmap/upload/{accountId}; GET /jmap/download/{accountId}/{blobId}/{name}?type=;
 * GET /jmap/eventsource?types=&closeafter=&ping=. Same cookie (with `x-congvu`), or HTTP Basic.
 */
export interface SignIn {
  /** The personal mailbox's address. */
  address: string;
  password: string;
}

export interface Me {
  person: {
    id: string;
    name: string;
    address: string;
    position: string | null;
    organisation: string | null;
  };
  mustChangePassword: boolean;
  province: { id: string; name: string };
  roles: HeldRole[];
  /** Names of the server's rules (`accounts/policy.ts`) by which this person may do something somewhere: what to show. */
  may: string[];
}

export interface ChangePassword {
  current: string;
  next: string;
}

/** Where a rule stands: instrument, article.clause. */
export interface Citation {
  /** Such as `TG 8.1`. */
  ref: string;
  /** Such as `Điều 8 khoản 1, Quyết định 51/2016/QĐ-UBND`. */
  text: string;
}

export interface PasswordRule {
  minLength: number;
  /** Classes that must each occur. */
  classes: ('upper' | 'lower' | 'digit' | 'special')[];
  special: string;
  cite: Citation;
}

export type PasswordFault = 'length' | 'upper' | 'lower' | 'digit' | 'special' | 'address';

export interface SystemStatus {
  version: string;
  /** What happens to mail for the outside: held for an operator, sent through a relay, or sent to its MX. */
  outbound: 'held' | 'relay' | 'direct';
  /** Messages that wait in the outgoing queue of the accounts the caller may see. */
  held: number;
}

/** Checks a new password against the rule; used by the form as one types, and by the server. */
export function passwordFaults(password: string, rule: PasswordRule, address: string): PasswordFault[] {
  const faults: PasswordFault[] = [];
  if ([...password].length < rule.minLength) faults.push('length');
  const has = {
    upper: /\p{Lu}/u.test(password),
    lower: /\p{Ll}/u.test(password),
    digit: /\p{Nd}/u.test(password),
    special: [...password].some((c) => rule.special.includes(c) || /[\p{P}\p{S}]/u.test(c)),
  };
  for (const c of rule.classes) if (!has[c]) faults.push(c);
  const local = address.split('@')[0] ?? '';
  if (local.length >= 4 && password.toLowerCase().includes(local.toLowerCase())) faults.push('address');
  return faults;
}

/** The most senders a person may let load pictures; the oldest give way. */
export const maxImageSenders = 500;

/** Senders whose pictures from outside a person lets load; addresses in lower case, the newest first. */
export interface ImageSenders {
  senders: string[];
}

export interface ImageSenderChoice {
  sender: string;
  allowed: boolean;
}
