import { DirectoryError } from '../errors.ts';
import { guessKind } from './guess-kind.ts';
import { type Above, formFor, type OrganisationToName } from './organisation-name.ts';
import { ownName } from './propose.ts';
import type { NamingRules } from './rules.ts';

/**
 * What stands above an organisation, known by name or address alone, the nearest first: each is itself named by the rule,
 * as if nothing were taken. Its kind is told by its name, else by the form of what stands below.
 * @throws DirectoryError `directory.invalid` when neither tells, `directory.no-name-left`.
 */
export async function nameAbove(
  rules: NamingRules,
  given: readonly string[],
  below?: Pick<OrganisationToName, 'name' | 'kind'>,
): Promise<Above[]> {
  const kinds: (string | undefined)[] = [];
  for (const [i, name] of given.entries()) {
    const under = i === 0 ? below : { name: given[i - 1]!, kind: kinds[i - 1] ?? '' };
    kinds.push(guessKind(name, rules.kinds) ?? (under && formFor(rules.organisation, under)?.parentKind));
  }
  const above: Above[] = [];
  // From the top, for the address of each may hold that of the one above it.
  for (const [i, name] of [...given.entries()].reverse()) {
    const at = name.indexOf('@');
    const kind = kinds[i];
    if (at > 0) above.unshift({ kind: kind ?? '', local: name.slice(0, at).toLowerCase() });
    else if (kind === undefined)
      throw new DirectoryError('directory.invalid', `${name}: its name does not tell its kind.`);
    else above.unshift({ kind, name, local: await ownName(rules, { name, kind, above: [...above] }) });
  }
  return above;
}
