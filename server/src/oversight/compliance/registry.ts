import type { Figure } from './figure.ts';
import { addressesByRule } from './figures/addresses.ts';
import { mailSent, messagesKept, uptime } from './figures/mail.ts';
import {
  mailboxChanges,
  mailboxes,
  mailboxesNearFull,
  mailboxesUnused,
  severalMailboxes,
} from './figures/mailboxes.ts';
import { mailboxesOpened } from './figures/opening.ts';
import {
  contactAddresses,
  directoryChanges,
  directorySize,
  mailboxesOfEndedOrganisations,
  organisationChanges,
  organisationsWithMailbox,
  publishedOfficials,
  unattendedMailboxes,
} from './figures/organisations.ts';
import { firstPasswords, mailboxesOfDeparted, passwordsChanged, peopleWithMailbox } from './figures/people.ts';
import { rulesInForce } from './figures/regulation.ts';
import { delegations, delegationsBeyondLimit, itOfficers, rolesHeld } from './figures/rights.ts';
import { auditTrail, signInsFailed } from './figures/security.ts';

/** Every live figure, by the name that an article of a profile gives under `figure`. */
export const figures: Readonly<Record<string, Figure>> = {
  'addresses-by-rule': addressesByRule,
  'audit-trail': auditTrail,
  'contact-addresses': contactAddresses,
  delegations,
  'delegations-beyond-limit': delegationsBeyondLimit,
  'directory-changes': directoryChanges,
  'directory-size': directorySize,
  'first-passwords': firstPasswords,
  'it-officers': itOfficers,
  'mail-sent': mailSent,
  'mailbox-changes': mailboxChanges,
  mailboxes,
  'mailboxes-near-full': mailboxesNearFull,
  'mailboxes-of-departed': mailboxesOfDeparted,
  'mailboxes-of-ended-organisations': mailboxesOfEndedOrganisations,
  'mailboxes-opened': mailboxesOpened,
  'mailboxes-unused': mailboxesUnused,
  'messages-kept': messagesKept,
  'organisation-changes': organisationChanges,
  'organisations-with-mailbox': organisationsWithMailbox,
  'passwords-changed': passwordsChanged,
  'people-with-mailbox': peopleWithMailbox,
  'published-officials': publishedOfficials,
  'roles-held': rolesHeld,
  'rules-in-force': rulesInForce,
  'several-mailboxes': severalMailboxes,
  'sign-ins-failed': signInsFailed,
  'unattended-mailboxes': unattendedMailboxes,
  uptime,
};
