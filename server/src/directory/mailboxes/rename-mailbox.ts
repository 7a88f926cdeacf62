import type { Transaction } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { noticeAccessToAccount } from '../access-notice.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { normaliseAddress, optionalText } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntries } from '../lookup/refresh-entries.ts';
import type { Proposal } from '../naming/ladder.ts';
import { AddressBook } from './address-book.ts';
import { requireFree } from './by-hand.ts';
import { lockDomain, splitAddress } from './domains.ts';
import { lockAccount, requireOpen } from './lock-account.ts';
import { Namer } from './namer.ts';
import { loadOwners } from './owners.ts';
import { retentionOf } from './retire.ts';
import { deleteAddress, insertAddress } from './write-address.ts';

export interface MailboxToRename {
  accountId: number;
  /** The domain whose ladder names the mailbox, or the whole address chosen by hand. */
  name: { domain: string } | { address: string };
  reason?: string | null | undefined;
  /** What becomes of the old address: left out, what the rule `address-retention` says. */
  old?: 'alias' | 'retire' | undefined;
}

export interface RenamedMailbox {
  address: string;
  /** How the address was found; undefined for one chosen by hand. */
  proposal: Proposal | undefined;
  /** Until when the old one goes on reaching the mailbox; null: it does no longer. */
  oldUntil: string | null;
}

/**
 * Gives a mailbox another primary address. Mail stays; the old address goes on reaching it for the time of the rule, then is
 * kept for its holder.
 * @throws DirectoryError as of `createAccount` for the address; `directory.no-mailbox`, `directory.mailbox-closed`,
 * `directory.invalid` when the address would stay as it is.
 */
export async function renameMailbox(
  tx: Transaction,
  regulation: Regulation,
  input: MailboxToRename,
  by: Actor,
): Promise<RenamedMailbox> {
  const { accountId, name } = input;
  const wanted = 'domain' in name ? name.domain : splitAddress(normaliseAddress(name.address)).domain;
  const account = await lockAccount(tx, accountId, { domains: [wanted] });
  requireOpen(account);
  const domain = await lockDomain(tx, wanted);
  if (domain.province !== account.province) throw new DirectoryError('directory.no-domain', domain.name);

  const book = new AddressBook(tx, domain.name, accountId);
  const { personId, organisationId } = account;
  const [owner] = await loadOwners(tx, [personId === null ? { organisationId: organisationId! } : { personId }]);
  const proposal =
    'domain' in name
      ? await new Namer(tx, regulation, account.province).propose(owner!, domain.name, book, { former: false })
      : undefined;
  const local =
    proposal?.local ?? (await requireFree(regulation, account, (name as { address: string }).address, book));
  const address = `${local}@${domain.name}`;
  const old = account.primary;
  if (address === old) {
    throw new DirectoryError('directory.invalid', `${address} is its address already.`, {
      field: 'address',
      fault: 'same',
    });
  }
  const { aliasUntil } = retentionOf(regulation, account.province);
  const oldUntil = input.old === 'retire' ? null : aliasUntil;
  if (old !== null) {
    await tx.query('update address set is_primary = false, valid_until = $2 where address = $1', [
      old,
      oldUntil?.toString() ?? null,
    ]);
  }
  await insertAddress(tx, { address, domainId: domain.id, accountId, isPrimary: true });
  if (old !== null && oldUntil === null) await deleteAddress(tx, regulation, account, old);
  const reason = optionalText(input.reason, 'reason', 500);
  await writeAudit(tx, by, {
    kind: 'account.renamed',
    accountId,
    before: { address: old },
    after: { address },
    data: {
      address,
      byHand: proposal === undefined,
      cite: proposal?.cite ?? null,
      oldUntil: oldUntil?.toString() ?? null,
      ...(reason === null ? {} : { reason }),
    },
  });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
  return { address, proposal, oldUntil: oldUntil?.toString() ?? null };
}
