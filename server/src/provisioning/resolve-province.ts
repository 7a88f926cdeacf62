import { DirectoryError } from '../directory/index.ts';
import type { ProvisioningDeps } from './add-people.ts';

/**
 * The province meant: the one named, or the only one there is, in the database or among the profiles.
 * @throws DirectoryError `directory.no-province`.
 */
export async function resolveProvince(
  deps: Pick<ProvisioningDeps, 'pools' | 'regulation'>,
  named?: string,
): Promise<string> {
  const known = deps.regulation.provinces().map((p) => p.id);
  if (named !== undefined) {
    if (known.includes(named)) return named;
    throw new DirectoryError('directory.no-province', `${named}; known are ${known.join(', ')}.`);
  }
  const { rows } = await deps.pools.query<{ province_id: string }>('select province_id from province order by 1');
  const candidates = rows.length > 0 ? rows.map((row) => row.province_id) : known;
  if (candidates.length === 1) return candidates[0]!;
  throw new DirectoryError('directory.no-province', `Name one of ${candidates.join(', ')}.`);
}
