/** How people, organisations and their mailboxes come to be. Requests, notices and the life of a mailbox follow here. */
export { addOrganisation, type OrganisationToAdd } from './add-organisation.ts';
export {
  type AddedPerson,
  type AddPeopleOptions,
  addPeople,
  type PersonToAdd,
  type ProvisioningDeps,
} from './add-people.ts';
export { type DelegationNoticeDeps, delegationNotice, startDelegationNotices } from './delegation-notice.ts';
export {
  countLetters,
  issueLetters,
  type LetterRoutesDeps,
  letterRoutes,
  lettersPage,
  lettersWorkbook,
} from './lists/index.ts';
export { buildNotice, momentText, type Notice } from './notice.ts';
export { type QuotaNoticeDeps, quotaNotice, startQuotaNotices } from './quota-notice.ts';
export { type PasswordToReset, resetPassword } from './reset-password.ts';
export { resolveProvince } from './resolve-province.ts';
