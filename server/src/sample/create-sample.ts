/**
 * Makes the sample province: Tiền Giang's organisations, sixty people with positions, their mailboxes named by the
 * rule, delegations, and their mail of the last weeks. The same day gives the same province.
 *
 * The directory is one transaction; messages follow one by one. Called again after an interruption it goes on.
 */
import type { Hasher } from '../accounts/index.ts';
import { generatePassword, setPassword } from '../accounts/index.ts';
import {
  appoint,
  createAccount,
  createDomain,
  createOrganisation,
  createPerson,
  createProvince,
  grantDelegation,
  grantRole,
  setPostmaster,
  system,
  writeAudit,
} from '../directory/index.ts';
import { hash52, type MailStore } from '../mail/index.ts';
import type { Pools, Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type BuildContext, buildMessage } from './build-message.ts';
import { sampleToday } from './dates.ts';
import { createHistory, foundedOn } from './history.ts';
import { sampleMessages } from './messages/index.ts';
import { sampleOrganisations } from './organisations.ts';
import { writePasswords } from './passwords-file.ts';
import { samplePeople, sharedClerks } from './people.ts';
import { placesOf } from './place-message.ts';
import { sampleRoles } from './roles.ts';
import { readSample, type Sample, type SampleParties, sampleDomain, sampleProvince, wantsSample } from './sample.ts';

export interface SampleDeps {
  pools: Pools;
  regulation: Regulation;
  mail: Pick<MailStore, 'deliver'>;
  hasher: Hasher;
  /** Where `sample-passwords.txt` is written. */
  dataDir: string;
}

export interface SampleOptions {
  /** Everyone's, already changed. Without it each gets a first password of their own, written to a file. */
  password?: string | null;
  progress?: (done: number, total: number, what: string) => void;
  now?: Temporal.Instant;
}

export async function createSampleProvince(deps: SampleDeps, options: SampleOptions = {}): Promise<Sample> {
  const { progress = () => {}, now = Temporal.Now.instant() } = options;
  const total = sampleOrganisations.length + samplePeople.length + sampleMessages.length;
  let done = 0;
  const step = (what: string) => progress(Math.min(++done, total), total, what);

  let started = await readSample(deps.pools);
  if (!started) {
    const passwords = hashPasswords(deps, options.password ?? null);
    // A failure before they are waited for must not count as unhandled.
    passwords.catch(() => {});
    await deps.pools.transaction(async (tx) => {
      // Two servers may start at once on one database: the second waits here and finds it done.
      await tx.query('lock table province in share row exclusive mode');
      if (!(await wantsSample(tx))) return;
      const made = await createDirectory(tx, deps.regulation, sampleToday(now), step);
      const people = await passwords;
      for (const person of samplePeople) {
        const { hash, mustChange } = people.get(person.key)!;
        await setPassword(tx, { personId: made.personIds[person.key]!, hash, mustChange }, system);
      }
      if (!options.password) await writePasswords(deps.dataDir, listPasswords(made.parties, people));
      await writeAudit(tx, system, { kind: 'sample.started', data: { ...made.parties } });
    });
    started = await readSample(deps.pools);
    if (!started) throw new Error('The database has a province already; the sample is for an empty one.');
  }
  done = sampleOrganisations.length + samplePeople.length;
  if (!started.finished) {
    await deliverMessages(deps, started, step);
    await deps.pools.transaction((tx) => writeAudit(tx, system, { kind: 'sample.finished' }));
  }
  return { ...started, finished: true };
}

interface MadeDirectory {
  parties: SampleParties;
  personIds: Record<string, number>;
}

async function createDirectory(
  tx: Transaction,
  regulation: Regulation,
  today: Temporal.PlainDate,
  step: (what: string) => void,
): Promise<MadeDirectory> {
  await createProvince(tx, regulation, sampleProvince, system);
  await createDomain(tx, sampleProvince, sampleDomain, system);
  const accounts: SampleParties['accounts'] = {};
  const organisationIds: Record<string, number> = {};
  const personIds: Record<string, number> = {};
  for (const { key, parent, ...organisation } of sampleOrganisations) {
    const parentId = parent === undefined ? undefined : organisationIds[parent];
    const from = foundedOn[key] ?? regulationStart;
    const id = await createOrganisation(tx, { province: sampleProvince, ...organisation, parentId, from }, system);
    organisationIds[key] = id;
    const owner = { organisationId: id };
    const made = await createAccount(tx, regulation, { owner, name: { domain: sampleDomain } }, system);
    accounts[`org:${key}`] = { accountId: made.accountId, address: made.address };
    step(organisation.name);
  }
  for (const [i, person] of samplePeople.entries()) {
    const born = `${person.born}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`;
    const personId = await createPerson(tx, { province: sampleProvince, name: person.name, born }, system);
    personIds[person.key] = personId;
    const { position } = person;
    const organisationId = organisationIds[person.organisation]!;
    const isHead = person.role === 'head';
    await appoint(tx, { personId, organisationId, position, isHead, from: '2021-07-01' }, system);
    const made = await createAccount(tx, regulation, { owner: { personId }, name: { domain: sampleDomain } }, system);
    accounts[person.key] = { accountId: made.accountId, address: made.address };
    step(person.name);
  }
  for (const { key } of sampleOrganisations) {
    const { accountId } = accounts[`org:${key}`]!;
    const clerk = sharedClerks[key] ?? samplePeople.find((p) => p.organisation === key && p.role === 'clerk')?.key;
    if (clerk) {
      const rights = ['read', 'write', 'send_as'] as const;
      await grantDelegation(tx, { accountId, personId: personIds[clerk]!, rights }, system);
    }
  }
  // Who runs the system gets its postmaster's mail.
  const postmaster = { domain: sampleDomain, mailbox: accounts['org:cntt']!.address };
  await setPostmaster(tx, regulation, postmaster, system);
  // A deputy reads along and writes on behalf of the department.
  const department = accounts['org:stttt']!;
  const rights = ['read', 'send_on_behalf'] as const;
  await grantDelegation(tx, { accountId: department.accountId, personId: personIds.hieu!, rights }, system);
  for (const { person, role, organisation, authority } of sampleRoles) {
    const organisationId = organisation === undefined ? null : organisationIds[organisation]!;
    await grantRole(tx, regulation, { personId: personIds[person]!, role, organisationId, authority }, system);
  }
  await createHistory(tx, { organisations: organisationIds, people: personIds, accounts, today });
  const testers = samplePeople.filter((p) => p.forTests).map((p) => p.key);
  return { parties: { accounts, testers, today: today.toString() }, personIds };
}

/** The day the regulation came into force (TG, Điều 2 of the decision). */
const regulationStart = '2016-11-11';

interface NewPassword {
  text: string;
  hash: string;
  mustChange: boolean;
}

/** In parallel, as far as the hasher lets them. */
async function hashPasswords(deps: SampleDeps, given: string | null): Promise<Map<string, NewPassword>> {
  const rule = deps.regulation.passwordRule(sampleProvince);
  const entries = samplePeople.map(async (person): Promise<[string, NewPassword]> => {
    const text = given ?? generatePassword(rule);
    return [person.key, { text, hash: await deps.hasher.hash(text), mustChange: given === null }];
  });
  return new Map(await Promise.all(entries));
}

function listPasswords(parties: SampleParties, people: Map<string, NewPassword>) {
  return samplePeople.map((person) => ({
    name: person.name,
    address: parties.accounts[person.key]!.address,
    password: people.get(person.key)!.text,
  }));
}

async function deliverMessages(deps: SampleDeps, sample: Sample, step: (what: string) => void): Promise<void> {
  const context = buildContext(sample.parties);
  const accountOf = (party: string) => sample.parties.accounts[party]!.accountId;
  for (const message of sampleMessages) {
    const { messageId, bytes, sentAt } = buildMessage(message, context);
    if (!(await isDelivered(deps.pools, messageId))) {
      const targets = placesOf(message, sampleMessages, accountOf, sentAt);
      const outcomes = await deps.mail.deliver(bytes, targets, { arriving: false, allOrNone: true });
      const refused = outcomes.find((outcome) => outcome.status !== 'delivered');
      if (refused) throw new Error(`Sample message ${message.key} was refused: ${refused.status}.`);
    }
    step(message.subject ?? message.key);
  }
}

/** One delivery is one transaction: a message that is anywhere is everywhere. */
async function isDelivered(pools: Pools, messageId: string): Promise<boolean> {
  const { rows } = await pools.query(
    'select 1 from content join message using (content_id) where message_id_hash = $1 limit 1',
    [hash52(messageId)],
  );
  return rows.length > 0;
}

function buildContext(parties: SampleParties): BuildContext {
  const people = new Map(samplePeople.map((p) => [p.key, p]));
  const organisations = new Map(sampleOrganisations.map((o) => [`org:${o.key}`, o]));
  return {
    today: Temporal.PlainDate.from(parties.today),
    domain: sampleDomain,
    messages: new Map(sampleMessages.map((m) => [m.key, m])),
    card: (party) => {
      if (typeof party !== 'string') return { mailbox: party, signature: [] };
      const email = parties.accounts[party]?.address;
      if (email === undefined) throw new Error(`Nobody in the sample is ${party}.`);
      const organisation = organisations.get(party);
      if (organisation) return { mailbox: { name: organisation.name, email }, signature: [] };
      const person = people.get(party)!;
      const work = organisations.get(`org:${person.organisation}`)!;
      return {
        mailbox: { name: person.name, email },
        signature: [person.name, `${person.position}, ${work.name}`, `Điện thoại: ${work.phone}`],
      };
    },
  };
}
