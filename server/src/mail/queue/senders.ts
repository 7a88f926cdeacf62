import type { UsableAddress } from '../../accounts/index.ts';
import { addressKey } from './recipients.ts';

/** `own`: theirs, or delegated to send as it. `on-behalf`: the message must name them in Sender (RFC 5322 §3.6.2). */
export type SenderRight = 'own' | 'on-behalf';

/** What a person may put into From, Sender and MAIL FROM. A `+tag` changes nothing. */
export interface SenderRights {
  of(address: string): SenderRight | null;
  /** The mailbox that an address belongs to, of those they may use. */
  accountOf(address: string): number | null;
  /** In whose name they send with it, when that isn't their own. */
  delegatorOf(address: string): { accountId: number; right: 'send_as' | 'send_on_behalf' } | null;
  /** The person's own mailbox; null when it is locked. */
  own: { accountId: number; address: string; name: string } | null;
}

export function senderRights(usable: readonly UsableAddress[]): SenderRights {
  const known = new Map<string, UsableAddress>();
  for (const entry of usable) {
    const key = addressKey(entry.address);
    // An address that both are theirs in one way and delegated in another counts as theirs.
    if (!known.has(key) || known.get(key)!.right === 'send_on_behalf') known.set(key, entry);
  }
  const find = (address: string) => {
    const key = addressKey(address);
    return known.get(key) ?? known.get(key.replace(/\+[^@]*@/, '@'));
  };
  const own = usable.find((entry) => entry.right === 'own' && entry.isPrimary);
  return {
    of: (address) => {
      const entry = find(address);
      if (!entry) return null;
      return entry.right === 'send_on_behalf' ? 'on-behalf' : 'own';
    },
    delegatorOf: (address) => {
      const entry = find(address);
      return entry && entry.right !== 'own' ? { accountId: entry.accountId, right: entry.right } : null;
    },
    accountOf: (address) => find(address)?.accountId ?? null,
    own: own ? { accountId: own.accountId, address: own.address, name: own.name } : null,
  };
}
