import type { Queryable } from '../../platform/index.ts';
import { type Regulation, today } from '../../regulation/index.ts';
import { sqlInForce } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { candidates, type Proposal, rungsOf } from '../naming/ladder.ts';
import type { Above } from '../naming/organisation-name.ts';
import { personVariables } from '../naming/person-name.ts';
import { ownName, placeIn, proposeByRules, proposePersonByRules } from '../naming/propose.ts';
import { type NamingRules, namingRules } from '../naming/rules.ts';
import { type AddressBook, formerLocals, keyOf } from './address-book.ts';
import type { Owner } from './owners.ts';

/** Steps of a person's ladder that are looked up for many people at once. */
const lookedUpTogether = 4;

/** Names owners of mailboxes of one province by its rules, among the addresses and organisations the database has. */
export class Namer {
  readonly #db: Queryable;
  readonly #province: string;
  readonly #rules: NamingRules;
  readonly #chains = new Map<string, Promise<Above[]>>();
  readonly #former = new Map<string, string[]>();
  readonly #given = new Map<number, string>();

  constructor(db: Queryable, regulation: Regulation, province: string, at = today()) {
    this.#db = db;
    this.#province = province;
    this.#rules = namingRules(regulation, province, at);
  }

  /** Reads for all of them what `propose` will ask, in few statements. */
  async prepare(owners: readonly Owner[], domain: string, book: AddressBook): Promise<void> {
    const former = await formerLocals(this.#db, domain, owners);
    for (const owner of owners) this.#former.set(`${domain} ${keyOf(owner)}`, former.get(keyOf(owner)) ?? []);
    const rungs = await rungsOf(this.#rules.person.ladder, this.#rules.personGrounds, async () => false);
    const first = owners
      .filter(({ personId }) => personId !== null)
      .flatMap(({ name, born }) => candidates(rungs, personVariables(name, born)).take(lookedUpTogether).toArray());
    await book.look([...new Set(first.map(({ local }) => local))]);
  }

  /** @throws DirectoryError `directory.no-naming-form`, `directory.no-parent`, `directory.no-name-left`. */
  async propose(owner: Owner, domain: string, book: AddressBook, options = { former: true }): Promise<Proposal> {
    const key = `${domain} ${keyOf(owner)}`;
    if (!this.#former.has(key)) await this.prepare([owner], domain, book);
    const around = { occupied: book.occupiedFor(owner), former: options.former ? this.#former.get(key) : [] };
    if (owner.subject.kind === 'person') {
      const person = { name: owner.name, born: owner.born, organisation: await this.#unitOf(owner) };
      return proposePersonByRules(this.#rules, person, around);
    }
    const { name, organisationId: id, under = null } = owner;
    const above = id !== null ? await this.#chain(id, false) : under === null ? [] : await this.#chain(under, true);
    const organisation = { name, kind: owner.subject.organisationKind, above };
    const namesakes = (place: string, kinds: readonly string[]) => this.#namesakes(id ?? under, place, kinds);
    return proposeByRules(this.#rules, organisation, { ...around, namesakes });
  }

  /** An organisation gets this address in the transaction under way: those below it are called after that. */
  given(organisationId: number, local: string): void {
    if (!this.#given.has(organisationId)) this.#given.set(organisationId, local);
    this.#chains.clear();
  }

  /** The local part of the mailbox where the person works, if the ladder asks for it. */
  async #unitOf({ workId }: Owner): Promise<string | undefined> {
    const asks = this.#rules.person.ladder.some(({ form }) => form.includes('{organisation}'));
    return asks && workId !== null ? (await this.#chain(workId, true))[0]?.local : undefined;
  }

  /** What stands above an organisation, the nearest first. One without a mailbox is called as it would be named. */
  #chain(organisationId: number, withItself: boolean): Promise<Above[]> {
    const key = `${organisationId} ${withItself}`;
    const known = this.#chains.get(key) ?? this.#readChain(organisationId, withItself);
    this.#chains.set(key, known);
    return known;
  }

  async #readChain(organisationId: number, withItself: boolean): Promise<Above[]> {
    const { rows } = await this.#db.query<{ id: number; kind: string; name: string; local: string | null }>({
      name: 'naming-chain',
      text: `
        select o.organisation_id as id, o.kind, o.name, (
            select split_part(ad.address, '@', 1) from account a join address ad on ad.account_id = a.account_id and ad.is_primary
            where a.organisation_id = o.organisation_id and a.state <> 'closed' order by a.account_id limit 1) as local
        from organisation me, unnest(me.path) with ordinality as up(organisation_id, n)
        join organisation o on o.organisation_id = up.organisation_id
        where me.organisation_id = $1 and ($2 or o.organisation_id <> $1) order by n`,
      values: [organisationId, withItself],
    });
    const chain: Above[] = [];
    for (const { id, kind, name, local } of rows) {
      const called = local ?? this.#given.get(id) ?? (await this.#calledByRule({ kind, name, above: [...chain] }));
      if (called !== undefined) chain.unshift({ kind, name, local: called });
    }
    return chain;
  }

  /** Undefined: the rules can't name it, so nothing is called after it. */
  async #calledByRule(organisation: { kind: string; name: string; above: Above[] }): Promise<string | undefined> {
    try {
      return await ownName(this.#rules, organisation);
    } catch (error) {
      if (error instanceof DirectoryError) return undefined;
      throw error;
    }
  }

  /** Others than the organisation and what stands above it: of those `conditionHolds` knows. */
  async #namesakes(from: number | null, place: string, kinds: readonly string[]): Promise<string[]> {
    const { rows } = await this.#db.query<{ kind: string; name: string; above: string | null }>({
      name: 'naming-namesakes',
      text: `select o.kind, o.name, p.name as above from organisation o
             left join organisation p on p.organisation_id = o.parent_id
             where o.province_id = $1 and o.kind = any($2) and ${sqlInForce('o')}
               and not exists (select from organisation me
                               where me.organisation_id = $3 and o.organisation_id = any(me.path))
               and regexp_replace(fold(o.name), '[^a-z0-9]+', '', 'g') like '%' || $4`,
      values: [this.#province, kinds, from, place],
    });
    return rows
      .filter((row) => placeIn(this.#rules, row) === place)
      .map(({ name, above }) => (above === null ? name : `${name}, ${above}`));
  }
}
