import { type Role, roleNames } from '@congvu/contract';

/** What the list of roles is narrowed to; it stands in the address of the page. */
export interface RolesSearch {
  role?: Role;
  /** An organisation and all below it, with its name for the box. */
  in?: number;
  inName?: string;
  /** Also what has ended. */
  ended?: boolean;
  /** Also heads by appointment. */
  heads?: boolean;
}

export function rolesSearch(search: Record<string, unknown>): RolesSearch {
  const found: RolesSearch = {};
  if (typeof search.role === 'string' && Object.hasOwn(roleNames, search.role)) found.role = search.role as Role;
  if (typeof search.in === 'number' && Number.isSafeInteger(search.in) && search.in > 0) {
    found.in = search.in;
    if (typeof search.inName === 'string') found.inName = search.inName.slice(0, 300);
  }
  if (search.ended === true) found.ended = true;
  if (search.heads === true) found.heads = true;
  return found;
}
