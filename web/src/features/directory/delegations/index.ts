/** Who may open an organisation's mailbox: on the organisation's page, and in one's own list. */
export { DelegationsSection } from './DelegationsSection.tsx';
export { delegationsRoute } from './route.ts';
