/** One directory of organisations, people, their positions, mailboxes and delegations. Every act writes its audit event. */
export { accessChannel, noticeAccess } from './access-notice.ts';
export { type AccountAccess, accountsOf } from './accounts-of.ts';
export { addAlias } from './add-alias.ts';
export { appoint, type NewAppointment } from './appoint.ts';
export { type Actor, type AuditEvent, system, writeAudit, writeAudits } from './audit.ts';
export { normaliseAddress } from './check.ts';
export {
  type AccountOwner,
  type CreatedAccount,
  createAccount,
  type NewAccount,
  standardMailboxes,
} from './create-account.ts';
export { createOrganisation, type NewOrganisation } from './create-organisation.ts';
export { createPerson, type NewPerson } from './create-person.ts';
export { createDomain, createProvince } from './create-province.ts';
export { sqlInForce, sqlToday } from './dates.ts';
export {
  type DelegationRight,
  delegationRights,
  grantDelegation,
  type NewDelegation,
  revokeDelegation,
} from './delegate.ts';
export { DirectoryError, type DirectoryErrorCode, directoryErrorCatalogue } from './errors.ts';
export { type ListedAccount, listAccounts } from './list-accounts.ts';
export {
  type CardOptions,
  cardUid,
  type OrganisationCard,
  organisationCard as organisationVcard,
  type PersonCard as PersonVcard,
  personCard as personVcard,
  type VcardVersion,
} from './lists/vcard.ts';
export { accountByAddress, type FoundAccount, type PersonCard, personByAddress, personCard } from './look-up.ts';
export {
  refreshEntries,
  refreshEntriesOfOrganisations,
  refreshEntriesOfPeople,
  refreshEntriesOfPerson,
} from './lookup/refresh-entries.ts';
export { suggest } from './lookup/suggest.ts';
export { mainDomain } from './main-domain.ts';
export { fold, foldWords } from './naming/fold.ts';
export { explain, explainRefusal } from './naming/explain.ts';
export { guessKind } from './naming/guess-kind.ts';
export type { Proposal, Refused } from './naming/ladder.ts';
export { nameAbove } from './naming/name-above.ts';
export { proposeForOrganisation, proposeForPerson } from './naming/propose.ts';
export { isLocalPart } from './naming/refuse.ts';
export { type DirectoryRoutesDeps, directoryRoutes } from './routes.ts';
export { setAccountState, setQuota } from './set-account.ts';
