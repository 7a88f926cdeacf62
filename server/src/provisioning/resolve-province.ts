import { DirectoryError } from '../directory/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { ProvisioningDeps } from './add-people.ts';

export interface ProvinceHints {
  /** Where the mailbox is to be: a domain of a province here, or the one a profile names. */
  domain?: string | undefined;
  /** Meant on an empty database when nothing else tells. */
  fallback?: string | undefined;
}

/**
 * The province meant: the one named, that of the domain, the only one there is in the database or among the profiles, or
 * the fallback.
 * @throws DirectoryError `directory.no-province`.
 */
export async function resolveProvince(
  deps: Pick<ProvisioningDeps, 'pools' | 'regulation'>,
  named?: string,
  { domain, fallback }: ProvinceHints = {},
): Promise<string> {
  const { regulation } = deps;
  const known = regulation.provinces().map((p) => p.id);
  if (named !== undefined) {
    if (known.includes(named)) return named;
    throw new DirectoryError('directory.no-province', `${named}; known are ${known.join(', ')}.`);
  }
  const { rows } = await deps.pools.query<{ province_id: string; domains: string[] }>(
    `select province_id, array(select name from domain d where d.province_id = p.province_id) as domains
     from province p order by 1`,
  );
  const ofDomain =
    rows.find((row) => domain !== undefined && row.domains.includes(domain.toLowerCase()))?.province_id ??
    known.find((id) => domain !== undefined && mailDomain(regulation, id) === domain.toLowerCase());
  if (ofDomain !== undefined) return ofDomain;
  const candidates = rows.length > 0 ? rows.map((row) => row.province_id) : known;
  if (candidates.length === 1) return candidates[0]!;
  if (rows.length === 0 && fallback !== undefined) return fallback;
  throw new DirectoryError('directory.no-province', `Name one of ${candidates.join(', ')}.`);
}

function mailDomain(regulation: Regulation, province: string): string | undefined {
  return regulation.versions(province, 'mail-domain').at(-1)?.value.domain;
}
