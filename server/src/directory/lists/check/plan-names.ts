/**
 * The addresses that a list's organisations and people would get, all at once: those asked for by hand first, then each by
 * the province's ladder, in the order of the file, organisations from the top down. Promises nothing: the import looks again.
 */
import type { ListOptions } from '@congvu/contract';
import type { Regulation } from '../../../regulation/index.ts';
import { DirectoryError } from '../../errors.ts';
import { entitlementOf, type Subject } from '../../mailboxes/entitlement.ts';
import { candidates, climb, type Occupied, type Proposal, type Rung, rungsOf } from '../../naming/ladder.ts';
import type { Above } from '../../naming/organisation-name.ts';
import { personVariables } from '../../naming/person-name.ts';
import { ownName, placeIn, proposeByRules } from '../../naming/propose.ts';
import { isLocalPart, reservedNames } from '../../naming/refuse.ts';
import { citedIf, type NamingRules, namingRules } from '../../naming/rules.ts';
import type { AddressesInUse, StoredOrganisation, StoredPerson } from './directory-state.ts';
import { type Draft, isFaulty, type OrganisationDraft, type PersonDraft, type Ref, refKey } from './drafts.ts';
import { makeIssue } from './issues.ts';
import { type Canonical, placed } from './match-organisations.ts';
import type { KnownOrganisation, OrganisationIndex } from './organisation-index.ts';

export interface NamesContext {
  regulation: Regulation;
  province: string;
  options: ListOptions;
  domain: string;
  index: OrganisationIndex;
  canonical: Canonical;
  stored: ReadonlyMap<number, StoredOrganisation>;
  people: ReadonlyMap<number, StoredPerson>;
  inUse: AddressesInUse;
  /** Who has these addresses, for the message. */
  holders: ReadonlyMap<string, string>;
  today: Temporal.PlainDate;
  progress(done: number): void;
}

/** Of a long ladder only the beginning is told. */
const mostTold = 8;

export async function planNames(
  organisations: readonly OrganisationDraft[],
  people: readonly PersonDraft[],
  context: NamesContext,
): Promise<void> {
  const planner = new Planner(context);
  const { mailboxes } = context.options;
  const owners: Draft[] = [
    ...(mailboxes.organisations ? organisations.filter((draft) => planner.needsMailbox(draft)) : []),
    ...(mailboxes.people ? people.filter((draft) => planner.needsMailbox(draft)) : []),
  ];
  const entitled = owners.filter((draft) => planner.entitle(draft));
  for (const draft of entitled) if (draft.wanted) planner.takeWanted(draft);
  // What stands above is named before what is called after it.
  const named = new Set(entitled);
  const inOrder = topDown(entitled.filter((draft) => draft.kind === 'organisations'));
  for (const draft of inOrder) await planner.nameOrganisation(draft);
  let done = inOrder.length;
  for (const draft of people) {
    if (!named.has(draft)) continue;
    await planner.namePerson(draft);
    if (++done % 1000 === 0) context.progress(done);
  }
  context.progress(done);
}

/** Its kind and what stands above it are known, or there is nothing to name it by; that is told already. */
function isPlaced(draft: Draft): boolean {
  if (draft.kind === 'people') return true;
  const open = [
    'organisation.unknown',
    'organisation.ambiguous',
    'organisation.under-itself',
    'organisation.ended',
    'organisation.code-unknown',
  ];
  return (
    draft.organisationKind !== null && !draft.issues.some(({ code, level }) => level === 'fault' && open.includes(code))
  );
}

/** Rows after those they stand under. */
function topDown(drafts: readonly OrganisationDraft[]): OrganisationDraft[] {
  const byRow = new Map(drafts.map((draft) => [draft.row, draft]));
  const order = new Set<OrganisationDraft>();
  for (const draft of drafts) {
    const chain: OrganisationDraft[] = [];
    for (let at: OrganisationDraft | undefined = draft; at && !order.has(at) && !chain.includes(at); ) {
      chain.push(at);
      at = at.parent && 'row' in at.parent ? byRow.get(at.parent.row) : undefined;
    }
    for (const one of chain.reverse()) order.add(one);
  }
  return [...order];
}

class Planner {
  readonly #context: NamesContext;
  readonly #rules: NamingRules;
  readonly #reserved: ReadonlySet<string>;
  readonly #asksUnit: boolean;
  readonly #given = new Map<string, string>();
  readonly #chains = new Map<string, Promise<Above[]>>();
  #rungs: Rung[] | undefined;
  #places: Map<string, { kind: string; name: string; key: string }[]> | undefined;

  constructor(context: NamesContext) {
    this.#context = context;
    const { regulation, province, today } = context;
    this.#rules = namingRules(regulation, province, today);
    this.#reserved = reservedNames(citedIf(regulation, province, 'reserved-addresses', today)?.value.local ?? []);
    this.#asksUnit = this.#rules.person.ladder.some(({ form }) => form.includes('{organisation}'));
  }

  /** New, or there without a mailbox. A row that is faulty is named all the same, so that the rest is as it will be. */
  needsMailbox(draft: Draft): boolean {
    if (!draft.name || draft.outcome === 'skip' || !isPlaced(draft)) return false;
    if (draft.outcome !== 'update' || !draft.target) return true;
    if ('row' in draft.target) return false;
    const { id } = draft.target;
    return draft.kind === 'organisations'
      ? !this.#context.stored.get(id)?.hasMailbox
      : !this.#context.people.get(id)?.hasMailbox;
  }

  /** Whether the regulation gives them one (BD 2.2, 2.3); tells where not. */
  entitle(draft: Draft): boolean {
    const { regulation, province, options, today } = this.#context;
    const { basis, cite } = entitlementOf(regulation, province, this.#subject(draft), today);
    const values = { value: draft.name, cite: cite ? ` (${cite.text})` : '' };
    if (basis === 'not-entitled') {
      draft.issues.push(makeIssue('mailbox.not-entitled', draft.nameAt, values));
      return false;
    }
    if (basis === 'on-commitment' && !options.decision) {
      draft.issues.push(makeIssue('mailbox.commitment-needed', draft.nameAt, values));
      return false;
    }
    if (basis !== 'of-right' || options.decision) draft.grant = { basis, cite: cite?.ref ?? null };
    return true;
  }

  #subject(draft: Draft): Subject {
    if (draft.kind === 'organisations') return { kind: 'organisation', organisationKind: draft.organisationKind ?? '' };
    const { index, people } = this.#context;
    const posts = draft.organisation
      ? [
          {
            organisationKind: index.get(draft.organisation)?.kind ?? '',
            position: draft.position ?? '',
            isHead: draft.head === true,
          },
        ]
      : [];
    const there = draft.target && 'id' in draft.target ? people.get(draft.target.id) : undefined;
    for (const post of there?.posts ?? []) {
      const { position, isHead, organisationId } = post;
      posts.push({ organisationKind: index.get({ id: organisationId })?.kind ?? '', position, isHead });
    }
    return { kind: 'person', officialKind: draft.officialKind ?? there?.officialKind ?? null, posts };
  }

  /** An address of the list itself: nobody gets it by the ladder. */
  takeWanted(draft: Draft): void {
    const { inUse, holders, domain } = this.#context;
    const address = draft.wanted!;
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at);
    const tell = (code: 'address.taken' | 'address.retired' | 'address.invalid', name = '') =>
      draft.issues.push(makeIssue(code, draft.wantedAt, { value: address, name }));
    if (!isLocalPart(local) || (draft.kind === 'people' && this.#reserved.has(local))) tell('address.invalid');
    else if (address.slice(at + 1) !== domain) tell('address.invalid');
    else if (inUse.taken.has(local)) tell('address.taken', holders.get(address) ?? this.#given.get(local) ?? '');
    else if (inUse.retired.has(local) && !this.#isTheirs(draft, local)) tell('address.retired');
    else this.#give(draft, { local, cite: null, note: null, tried: [] }, true);
  }

  #isTheirs(draft: Draft, local: string): boolean {
    const holder = this.#context.inUse.retired.get(local);
    const id = draft.target && 'id' in draft.target ? draft.target.id : undefined;
    if (!holder || id === undefined) return false;
    return draft.kind === 'people' ? holder.personId === id : holder.organisationId === id;
  }

  #occupied(draft: Draft): Occupied {
    const { taken, retired } = this.#context.inUse;
    return (locals) => {
      const found = new Map<string, 'taken' | 'retired'>();
      for (const local of locals) {
        if (taken.has(local)) found.set(local, 'taken');
        else if (retired.has(local) && !this.#isTheirs(draft, local)) found.set(local, 'retired');
      }
      return found;
    };
  }

  #give(draft: Draft, proposal: Proposal, byHand: boolean): void {
    const { domain, inUse } = this.#context;
    inUse.taken.add(proposal.local);
    this.#given.set(proposal.local, draft.name);
    draft.mailbox = {
      address: `${proposal.local}@${domain}`,
      cite: proposal.cite,
      tried: proposal.tried.slice(0, mostTold).map(({ local, reason }) => ({ local, reason })),
      byHand,
    };
    if (draft.kind === 'organisations') this.#locals.set(refKey(this.#refOf(draft)), proposal.local);
    // A step that ends in a running number is the last a ladder has.
    if (!byHand && /\d$/.test(proposal.local) && proposal.cite === null)
      draft.issues.push(makeIssue('address.number', draft.nameAt));
  }

  readonly #locals = new Map<string, string>();

  #refOf(draft: OrganisationDraft): Ref {
    return this.#context.canonical.of({ row: draft.row });
  }

  async nameOrganisation(draft: OrganisationDraft): Promise<void> {
    if (draft.mailbox || !draft.organisationKind || draft.wanted) return;
    const ref = this.#refOf(draft);
    const { name, organisationKind: kind } = draft;
    try {
      const above = draft.parent ? await this.#chain(draft.parent) : [];
      const namesakes = async (place: string, kinds: readonly string[]) => this.#namesakes(refKey(ref), place, kinds);
      const proposal = await proposeByRules(
        this.#rules,
        { name, kind, above },
        { occupied: this.#occupied(draft), namesakes },
      );
      this.#give(draft, proposal, false);
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error;
      const code = error.code === 'directory.no-parent' ? 'address.needs-parent' : 'address.none';
      draft.issues.push(makeIssue(code, draft.nameAt, { value: name }));
    }
  }

  async namePerson(draft: PersonDraft): Promise<void> {
    if (
      draft.mailbox ||
      isFaulty({ issues: draft.issues.filter(({ code }) => code.startsWith('name.')) }) ||
      draft.wanted
    )
      return;
    this.#rungs ??= await rungsOf(this.#rules.person.ladder, this.#rules.personGrounds, async () => false);
    const unit = this.#asksUnit && draft.organisation ? (await this.#chain(draft.organisation))[0]?.local : undefined;
    const born = draft.born ? Temporal.PlainDate.from(draft.born) : undefined;
    const steps = candidates(this.#rungs, personVariables(draft.name, born, unit));
    const found = await climb(steps, this.#rules.against, this.#occupied(draft));
    if (found) this.#give(draft, found, false);
    else draft.issues.push(makeIssue('address.none', draft.nameAt, { value: draft.name }));
  }

  /** The organisation itself and what stands above it, the nearest first. One without a mailbox is called as it would be. */
  #chain(ref: Ref): Promise<Above[]> {
    const key = refKey(ref);
    const known = this.#chains.get(key) ?? this.#readChain(ref);
    this.#chains.set(key, known);
    return known;
  }

  async #readChain(ref: Ref): Promise<Above[]> {
    const { index, canonical, stored } = this.#context;
    const organisation = index.get(ref);
    if (!organisation) return [];
    const line = [organisation, ...index.above(organisation)].reverse();
    const chain: Above[] = [];
    const seen = new Set<string>();
    for (const { ref: one, kind, name } of line) {
      const real = canonical.of(one);
      // A row of the list and what it stands for are one.
      if (seen.has(refKey(real))) continue;
      seen.add(refKey(real));
      const local = this.#locals.get(refKey(real)) ?? ('id' in real ? stored.get(real.id)?.local : null);
      const called = local ?? (await this.#calledByRule({ kind, name, above: [...chain] }));
      if (called !== undefined) chain.unshift({ kind, name, local: called });
    }
    return chain;
  }

  async #calledByRule(organisation: { kind: string; name: string; above: Above[] }): Promise<string | undefined> {
    try {
      return await ownName(this.#rules, organisation);
    } catch (error) {
      if (error instanceof DirectoryError) return undefined;
      throw error;
    }
  }

  #namesakes(self: string, place: string, kinds: readonly string[]): string[] {
    this.#places ??= this.#readPlaces();
    return (this.#places.get(place) ?? [])
      .filter((one) => one.key !== self && kinds.includes(one.kind))
      .map(({ name }) => name);
  }

  #readPlaces(): Map<string, { kind: string; name: string; key: string }[]> {
    const { index, canonical } = this.#context;
    const places = new Map<string, { kind: string; name: string; key: string }[]>();
    const seen = new Set<string>();
    for (const organisation of index.all()) {
      const key = refKey(canonical.of(organisation.ref));
      if (seen.has(key) || organisation.until !== null || !organisation.kind) continue;
      seen.add(key);
      const place = placeIn(this.#rules, organisation as KnownOrganisation & { kind: string });
      const one = { kind: organisation.kind, name: placed(organisation, index), key };
      const list = places.get(place);
      if (list) list.push(one);
      else places.set(place, [one]);
    }
    return places;
  }
}
