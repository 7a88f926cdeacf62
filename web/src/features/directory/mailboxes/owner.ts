/** Whose mailbox it is, or will be. */
export type Owner = { personId: number; name: string } | { organisationId: number; name: string };

/** As the server's calls take it. */
export function ownerIds(owner: Owner): { personId: number } | { organisationId: number } {
  return 'personId' in owner ? { personId: owner.personId } : { organisationId: owner.organisationId };
}
