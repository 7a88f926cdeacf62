/** Mailboxes in the pages of organisations and people, and the choice of an address. */
export { AddressProposal } from './AddressProposal.tsx';
export { MailboxPanel } from './MailboxPanel.tsx';
export { mailboxesRoute } from './route.ts';
