import type { AddressProposal, Citation, PassedOver, ProposeBody, ProposeFor } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { normaliseAddress } from '../check.ts';
import { DirectoryError, directoryErrorCatalogue } from '../errors.ts';
import { explain, explainRefusal } from '../naming/explain.ts';
import type { Proposal, Refused } from '../naming/ladder.ts';
import { AddressBook } from './address-book.ts';
import { requireFree } from './by-hand.ts';
import { splitAddress } from './domains.ts';
import { entitlementOf } from './entitlement.ts';
import { Namer } from './namer.ts';
import { loadOwners, type Owner } from './owners.ts';

/**
 * What address the rules give, and why; nothing is reserved. What the rules can't name is told as a fault, for an address by
 * hand is still possible.
 * @throws DirectoryError `directory.no-person`, `directory.no-organisation`, `directory.no-mailbox`, `directory.no-domain`.
 */
export async function proposeAddress(
  db: Queryable,
  regulation: Regulation,
  province: string,
  body: ProposeBody,
): Promise<AddressProposal> {
  const domains = await domainsOf(db, regulation, province);
  const domain = body.domain?.toLowerCase() ?? domains[0];
  if (domain === undefined || !domains.includes(domain))
    throw new DirectoryError('directory.no-domain', domain ?? province);
  const accountId = 'accountId' in body.for ? body.for.accountId : null;
  const owner = await ownerFor(db, province, body.for);
  const book = new AddressBook(db, domain, accountId);
  const entitlement = accountId === null ? entitlementOf(regulation, province, owner.subject) : null;
  const answer: AddressProposal = {
    domain,
    domains,
    address: null,
    cite: null,
    note: null,
    why: null,
    tried: [],
    withoutOverride: null,
    fault: null,
    byHand: body.byHand === undefined ? null : await lookAt(db, regulation, { owner, domains, accountId }, body.byHand),
    entitlement,
  };
  try {
    const options = { former: accountId === null };
    const found = await new Namer(db, regulation, province).propose(owner, domain, book, options);
    return { ...answer, ...shown(found, domain, (ref) => regulation.citation(province, ref)) };
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.status === 404) throw error;
    return { ...answer, fault: { code: error.code, text: textOf(error) } };
  }
}

function shown(proposal: Proposal, domain: string, cited: (ref: string) => Citation) {
  const { local, cite, note, tried, withoutOverride } = proposal;
  const address = (part: string) => `${part}@${domain}`;
  const passedOver = ({ local: part, reason, cite: ref, because }: Refused): PassedOver => ({
    address: address(part),
    reason,
    text: explainRefusal({ reason, ...(because ? { because } : {}) }),
    cite: ref === null ? null : cited(ref),
  });
  return {
    address: address(local),
    cite: cite === null ? null : cited(cite),
    note,
    why: explain(proposal),
    tried: tried.slice(0, mostTold).map(passedOver),
    withoutOverride: withoutOverride ? address(withoutOverride) : null,
  };
}

/** Of a long ladder only the beginning is told. */
const mostTold = 50;

const textOf = (error: DirectoryError) => {
  const { vi, en } = directoryErrorCatalogue[error.code];
  return { vi, en };
};

async function lookAt(
  db: Queryable,
  regulation: Regulation,
  { owner, domains, accountId }: { owner: Owner; domains: string[]; accountId: number | null },
  byHand: string,
): Promise<NonNullable<AddressProposal['byHand']>> {
  const address = normaliseAddress(byHand);
  const { domain } = splitAddress(address);
  try {
    if (!domains.includes(domain)) throw new DirectoryError('directory.no-domain', domain);
    await requireFree(regulation, owner, address, new AddressBook(db, domain, accountId));
    return { address, free: true, code: null, text: null, until: null };
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const until = (error.details as { until?: string | null } | undefined)?.until ?? null;
    return { address, free: false, code: error.code, text: textOf(error), until };
  }
}

/** The one of the regulation first, then in the order they were made. */
async function domainsOf(db: Queryable, regulation: Regulation, province: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>({
    name: 'province-domains',
    text: 'select name from domain where province_id = $1 order by name = $2 desc, domain_id',
    values: [province, regulation.versions(province, 'mail-domain').at(-1)?.value.domain ?? ''],
  });
  return rows.map(({ name }) => name);
}

/** Someone yet to be added has no id: nothing was theirs before. */
const nobody = { personId: null, organisationId: null, accountId: null };

async function ownerFor(db: Queryable, province: string, who: ProposeFor): Promise<Owner> {
  if ('accountId' in who) {
    const { rows } = await db.query<{ personId: number | null; organisationId: number | null }>({
      name: 'mailbox-owner-of',
      text: 'select person_id as "personId", organisation_id as "organisationId" from account where account_id = $1',
      values: [who.accountId],
    });
    const found = rows[0];
    if (!found) throw new DirectoryError('directory.no-mailbox', String(who.accountId));
    const { personId, organisationId } = found;
    return ownerFor(db, province, personId === null ? { organisationId: organisationId! } : { personId });
  }
  if ('personId' in who || 'organisationId' in who) return (await loadOwners(db, [who]))[0]!;
  if ('organisation' in who) {
    const { name, kind, parentId } = who.organisation;
    const subject = { kind: 'organisation' as const, organisationKind: kind };
    return { ...nobody, province, name, subject, born: undefined, workId: null, under: parentId };
  }
  const { name, born, organisationId } = who.person;
  const work = organisationId === null ? [] : await loadOwners(db, [{ organisationId }]);
  const posts = work.flatMap(({ subject }) =>
    subject.kind === 'organisation'
      ? [{ organisationKind: subject.organisationKind, position: '', isHead: false }]
      : [],
  );
  return {
    ...nobody,
    province,
    name,
    subject: { kind: 'person', officialKind: null, posts },
    born: born ? readBorn(born) : undefined,
    workId: organisationId,
  };
}

function readBorn(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(/^\d{4}$/.test(text) ? `${text}-01-01` : text);
  } catch {
    throw new DirectoryError('directory.invalid', `${text} is neither a day nor a year.`, {
      field: 'born',
      fault: 'no-day',
    });
  }
}
