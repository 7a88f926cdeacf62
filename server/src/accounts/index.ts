/** Sign-in, credentials, sessions, and who may do what with which mailbox. */

export type { Access, AccessEvent, UsableAddress } from './access.ts';
export { type Accounts, type AccountsDeps, createAccounts, type PersonActor, type RequestLike } from './accounts.ts';
export { generateActivationCode, giveActivationCodes, isActivationHash, sqlAwaitsPassword } from './activation-code.ts';
export type { Authenticate, Protocol, SignedIn, SignInContext } from './authenticate.ts';
export type { Authorisation, Extent } from './authorise.ts';
export { firstPasswords } from './first-password.ts';
export type { MailboxUse, MailboxUses } from './mailbox-uses.ts';
export { networkOf } from './network.ts';
export { createHasher, generatePassword, type Hasher } from './password.ts';
export {
  Forbidden,
  grantable,
  mayManage,
  mayRead,
  mayWrite,
  type PolicyRule,
  policy,
  type SendingRight,
  sendsAs,
} from './policy.ts';
export { type RoleRoutesDeps, roleRoutes } from './role-routes.ts';
export type { PersonRoles, RoleHeld } from './roles.ts';
export { type AccountRoutesDeps, accountPolicies, accountRoutes } from './routes.ts';
export { type PasswordToSet, requirePasswordByRule, setPassword } from './set-password.ts';
export type { ListedSession, WebSession } from './web-session.ts';
