import type { Transaction } from '../../platform/index.ts';
import { DirectoryError } from '../errors.ts';

export interface Domain {
  id: number;
  name: string;
  province: string;
}

/**
 * Whoever gives or frees an address of a domain waits here for others who do: what one finds free stays free until it is
 * given. To be called before anything is looked up. Several domains at once are locked in one order.
 * @throws DirectoryError `directory.no-domain`.
 */
export async function lockDomains(tx: Transaction, names: readonly string[]): Promise<Map<string, Domain>> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  const { rows } = await tx.query<Domain>({
    name: 'domain-lock',
    text: `select domain_id as id, name, province_id as province from domain where name = any($1)
           order by domain_id for no key update`,
    values: [wanted],
  });
  const found = new Map(rows.map((domain) => [domain.name, domain]));
  for (const name of wanted) if (!found.has(name)) throw new DirectoryError('directory.no-domain', name);
  return found;
}

export async function lockDomain(tx: Transaction, name: string): Promise<Domain> {
  return (await lockDomains(tx, [name])).get(name.toLowerCase())!;
}

/** `local@domain`, in the form addresses are kept; the domain is empty when there is none. */
export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at === -1 ? { local: address, domain: '' } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}
