/** One directory of organisations, people, their positions, mailboxes and delegations. Every act writes its audit event. */
export { accessChannel, delegationChannel, noticeAccess } from './access-notice.ts';
export { type AccountAccess, accountsOf, headRights } from './accounts-of.ts';
export { addAlias } from './add-alias.ts';
export { appoint, type NewAppointment } from './appointments/appoint.ts';
export {
  type AppointmentCorrection,
  type AppointmentEnd,
  correctAppointment,
  endAppointment,
  moveAppointment,
} from './appointments/change-appointment.ts';
export { type Actor, type AuditEvent, system, writeAudit, writeAudits } from './audit.ts';
export { normaliseAddress } from './check.ts';
export { addContact, type ContactKind, contactKinds, endContact, type NewContact } from './contacts/contacts.ts';
export {
  type AccountOwner,
  type CreatedAccount,
  createAccount,
  createManyAccounts,
  type NewAccount,
  standardMailboxes,
} from './create-account.ts';
export { createDomain, createProvince } from './create-province.ts';
export { requireDay, sqlInForce, sqlInForceOn, sqlMomentOf, sqlToday } from './dates.ts';
export {
  type DelegationRight,
  delegateByRule,
  delegationRights,
  grantDelegation,
  type NewDelegation,
  revokeDelegation,
} from './delegate.ts';
export { type DelegationRoutesDeps, delegationRoutes } from './delegation-routes.ts';
export { DirectoryError, type DirectoryErrorCode, directoryErrorCatalogue } from './errors.ts';
export { type ListedAccount, listAccounts } from './list-accounts.ts';
export { type DelegationsOf, type ListedDelegation, listDelegations } from './list-delegations.ts';
export { type ListedRole, listRoles, type RoleFilter } from './list-roles.ts';
export type { ListExtent } from './lists/check/check-list.ts';
export { ListError, type ListErrorCode, listErrorCatalogue } from './lists/errors.ts';
export { listLimits } from './lists/limits.ts';
export { createLists, type Lists, type ListsDeps } from './lists/lists.ts';
export { type ListRoutesDeps, listRoutes, mayUndo } from './lists/routes.ts';
export { type StoredImport, sweepImports } from './lists/store/imports.ts';
export {
  type CardOptions,
  cardUid,
  type OrganisationCard,
  organisationCard as organisationVcard,
  type PersonCard as PersonVcard,
  personCard as personVcard,
  type VcardVersion,
} from './lists/vcard.ts';
export { writeCsv } from './lists/write/csv.ts';
export {
  type CellToWrite,
  type RowToWrite,
  writeXlsx,
  xlsxType,
} from './lists/write/xlsx.ts';
export { accountByAddress, type FoundAccount, type PersonCard, personByAddress, personCard } from './look-up.ts';
export { find } from './lookup/find.ts';
export {
  refreshEntries,
  refreshEntriesOfOrganisations,
  refreshEntriesOfPeople,
  refreshEntriesOfPerson,
} from './lookup/refresh-entries.ts';
export { bringEntriesToday, type Reindexed, reindexEntries } from './lookup/reindex.ts';
export { type LookupRoutesDeps, lookupRoutes } from './lookup/routes.ts';
export { suggest } from './lookup/suggest.ts';
export { closeMailbox, reopenMailbox } from './mailboxes/close-mailbox.ts';
export { endAliases } from './mailboxes/end-aliases.ts';
export { type Entitlement, entitlementOf } from './mailboxes/entitlement.ts';
export { removeAlias } from './mailboxes/remove-alias.ts';
export { type RenamedMailbox, renameMailbox } from './mailboxes/rename-mailbox.ts';
export { mainDomain } from './main-domain.ts';
export { explain, explainRefusal } from './naming/explain.ts';
export { fold, foldWords } from './naming/fold.ts';
export { guessKind } from './naming/guess-kind.ts';
export type { Proposal, Refused } from './naming/ladder.ts';
export { nameAbove } from './naming/name-above.ts';
export { placeIn, proposeByRules, proposeForOrganisation, proposeForPerson } from './naming/propose.ts';
export { isLocalPart } from './naming/refuse.ts';
export { type NamingRules, namingRules } from './naming/rules.ts';
export { bringIntoForce } from './organisations/bring-into-force.ts';
export {
  type ChangedOrganisation,
  cancelPlannedChange,
  changeOrganisation,
  type OrganisationChange,
} from './organisations/change-organisation.ts';
export { createOrganisation, type NewOrganisation } from './organisations/create-organisation.ts';
export type { Hanging } from './organisations/hanging.ts';
export { type Reorganisation, type Reorganised, reorganise } from './organisations/reorganise.ts';
export type { OrganisationState } from './organisations/versions.ts';
export { changePerson, type PersonChange, type PersonRename, renamePerson } from './people/change-person.ts';
export { createPerson, type NewPerson } from './people/create-person.ts';
export { findLikePeople, type LikePerson } from './people/duplicates.ts';
export { type OfficialKind, officialKinds } from './people/fields.ts';
export { comeBack, type Leave, type LeaveReason, type Left, leave, leaveReasons } from './people/leave.ts';
export { type ListedDomain, listDomains, setPostmaster } from './postmaster.ts';
export { type PublicAdminDeps, publicAdminRoutes } from './public/admin-routes.ts';
export { type PublicRoutesDeps, publicRoutes } from './public/routes.ts';
export {
  endRole,
  grantRole,
  type NewRole,
  personnelAuthorities,
  requireManagingAuthority,
  unitRoles,
} from './roles.ts';
export { type CoreRoutesDeps, directoryCoreRoutes } from './routes/index.ts';
export { type MailboxRoutesDeps, mailboxRoutes, type NewPassword } from './routes-mailboxes.ts';

export { setAccountState, setQuota } from './set-account.ts';
