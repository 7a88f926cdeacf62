import { generatePassword, type Hasher, requirePasswordByRule, setPassword } from '../accounts/index.ts';
import {
  type Actor,
  accountByAddress,
  appoint,
  createAccount,
  createDomain,
  createPerson,
  createProvince,
  DirectoryError,
  normaliseAddress,
  setQuota,
} from '../directory/index.ts';
import type { Pools, Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';

export interface ProvisioningDeps {
  pools: Pools;
  regulation: Regulation;
  hasher: Hasher;
}

/** A person to add. With neither `address` nor `domain` nobody could be named. */
export interface PersonToAdd {
  name: string;
  /** Chosen by hand; else the province's ladder names one in `domain`. */
  address?: string | undefined;
  domain?: string | undefined;
  /** `YYYY-MM-DD` or the year. */
  born?: string | undefined;
  phone?: string | undefined;
  /** The address of the organisation's mailbox, and what they are there. */
  organisation?: string | undefined;
  position?: string | undefined;
  isHead?: boolean | undefined;
  /** Left out: a random one. */
  password?: string | undefined;
}

export interface AddPeopleOptions {
  province: string;
  /** Makes province and domain that are not there yet. */
  createDomain?: boolean;
  /** Left out: as the province's regulation says. */
  mustChange?: boolean;
  /** Takes passwords that do not meet the rule; recorded in the audit. */
  ignorePasswordRule?: boolean;
  quotaBytes?: number | null;
  progress?: (done: number, total: number) => void;
}

export interface AddedPerson {
  name: string;
  address: string;
  /** Only when it was made here. */
  password?: string;
}

/**
 * Adds people with their mailboxes and passwords: all, or none.
 * @throws DirectoryError, or AppError `password.rule`; with several people its `cause` or details name the one at fault.
 */
export async function addPeople(
  deps: ProvisioningDeps,
  people: readonly PersonToAdd[],
  options: AddPeopleOptions,
  by: Actor,
): Promise<AddedPerson[]> {
  const { pools, regulation, hasher } = deps;
  const { province, progress = () => {} } = options;
  const rule = regulation.passwordRule(province);
  const mustChange = options.mustChange ?? regulation.rule(province, 'first-password').mustChange;
  for (const person of people) {
    if (person.password === undefined || options.ignorePasswordRule) continue;
    requirePasswordByRule(regulation, province, person.password, person.address ?? '');
  }
  // Argon2 takes a while, so before the transaction, as many at once as the hasher lets.
  const total = people.length * 2;
  let done = 0;
  const secrets = await Promise.all(
    people.map(async (person) => {
      const text = person.password ?? generatePassword(rule);
      const hash = await hasher.hash(text);
      progress(++done, total);
      return { text, hash };
    }),
  );
  return pools.transaction(async (tx) => {
    done = people.length;
    if (options.createDomain) await createDomains(tx, regulation, province, people, by);
    const added: AddedPerson[] = [];
    for (const [i, person] of people.entries()) {
      const { text, hash } = secrets[i]!;
      const made = await addOne(tx, regulation, person, options, by);
      const ruleIgnored = person.password !== undefined && options.ignorePasswordRule === true;
      await setPassword(tx, { personId: made.personId, hash, mustChange, ruleIgnored }, by);
      added.push({
        name: person.name,
        address: made.address,
        ...(person.password === undefined ? { password: text } : {}),
      });
      progress(++done, total);
    }
    return added;
  });
}

async function createDomains(
  tx: Transaction,
  regulation: Regulation,
  province: string,
  people: readonly PersonToAdd[],
  by: Actor,
): Promise<void> {
  await createProvince(tx, regulation, province, by);
  const domains = new Set(people.map((p) => p.domain ?? domainOf(p.address ?? '')));
  for (const domain of domains) await createDomain(tx, province, domain, by);
}

const domainOf = (address: string) => normaliseAddress(address).split('@')[1] ?? '';

async function addOne(
  tx: Transaction,
  regulation: Regulation,
  person: PersonToAdd,
  options: AddPeopleOptions,
  by: Actor,
): Promise<{ personId: number; address: string }> {
  const { name, address, domain, phone, organisation, position, isHead } = person;
  const born = person.born === undefined ? undefined : readBorn(person.born);
  const personId = await createPerson(tx, { province: options.province, name, born, phone }, by);
  if (organisation !== undefined) {
    const { organisationId } = await accountByAddress(tx, organisation);
    if (organisationId === null) throw new DirectoryError('directory.no-organisation', organisation);
    if (!position) throw new DirectoryError('directory.invalid', `${name}: an organisation needs a position.`);
    await appoint(tx, { personId, organisationId, position, isHead }, by);
  }
  if (address === undefined && domain === undefined) {
    throw new DirectoryError('directory.address-invalid', `${name} has neither an address nor a domain.`);
  }
  const choice = address === undefined ? { domain: domain! } : { address };
  const quotaBytes = options.quotaBytes ?? null;
  const made = await createAccount(tx, regulation, { owner: { personId }, name: choice }, by);
  if (quotaBytes !== null) await setQuota(tx, made.accountId, quotaBytes, by);
  return { personId, address: made.address };
}

/** A year alone is enough for the ladder; it is kept as its first day. */
function readBorn(text: string): string {
  const day = /^\d{4}$/.test(text) ? `${text}-01-01` : text;
  try {
    return Temporal.PlainDate.from(day).toString();
  } catch {
    throw new DirectoryError('directory.invalid', `${text} is neither a day such as 1977-03-02 nor a year.`);
  }
}
