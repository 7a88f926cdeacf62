import { type Regulation, today } from '../../regulation/index.ts';
import { DirectoryError } from '../errors.ts';
import { candidates, firstFree, type Proposal, reservedNames } from './ladder.ts';
import { type OrganisationToName, organisationCandidates } from './organisation-name.ts';
import { personVariables } from './person-name.ts';

/** Answers whether it gave the local part; may reserve it. */
export type Take = (local: string) => boolean | Promise<boolean>;

export interface PersonToName {
  name: string;
  born?: Temporal.PlainDate | undefined;
}

/**
 * A person's address by the province's ladder.
 * @throws DirectoryError `directory.no-name-left`.
 */
export async function proposeForPerson(
  regulation: Regulation,
  province: string,
  person: PersonToName,
  take: Take,
  at = today(),
): Promise<Proposal> {
  const { ladder } = regulation.rule(province, 'person-address', at);
  const reserved = reservedNames(regulation.rule(province, 'reserved-addresses', at).local);
  const found = await firstFree(candidates(ladder, personVariables(person.name, person.born)), reserved, take);
  if (!found) throw new DirectoryError('directory.no-name-left', person.name);
  return found;
}

/**
 * An organisation's address by the form of its kind.
 * @throws DirectoryError `directory.no-naming-form`, `directory.no-name-left`.
 */
export async function proposeForOrganisation(
  regulation: Regulation,
  province: string,
  organisation: OrganisationToName,
  take: Take,
  at = today(),
): Promise<Proposal> {
  const from = organisationCandidates(regulation.rule(province, 'organisation-address', at), organisation);
  if (!from) throw new DirectoryError('directory.no-naming-form', `${organisation.kind}: ${organisation.name}`);
  const reserved = reservedNames(regulation.rule(province, 'reserved-addresses', at).local);
  const found = await firstFree(from, reserved, take);
  if (!found) throw new DirectoryError('directory.no-name-left', organisation.name);
  return found;
}
