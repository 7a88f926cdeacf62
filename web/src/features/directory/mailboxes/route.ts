import type { MailboxKind, MailboxStateName } from '@congvu/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { directoryRoute } from '../../../app/parents.ts';

/** What the list is narrowed to; the day is the directory's own (`at`). */
export interface MailboxSearch {
  q?: string;
  kind?: MailboxKind;
  state?: MailboxStateName;
  /** An organisation and all below it, with its name for the box. */
  in?: number;
  inName?: string;
  /** Percent of what they may hold. */
  over?: number;
  /** Months without being opened. */
  unused?: number;
}

const kinds: readonly MailboxKind[] = ['personal', 'organisation'];
const states: readonly MailboxStateName[] = ['active', 'locked', 'closed'];
const whole = (value: unknown, most: number) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most ? value : undefined;

export function mailboxSearch(search: Record<string, unknown>): MailboxSearch {
  const found: MailboxSearch = {};
  // The router reads `q=2026` as a number.
  if (typeof search.q === 'string' || typeof search.q === 'number') found.q = String(search.q).slice(0, 200);
  const kind = kinds.find((one) => one === search.kind);
  const state = states.find((one) => one === search.state);
  const [within, over, unused] = [whole(search.in, 1e15), whole(search.over, 1000), whole(search.unused, 600)];
  if (kind) found.kind = kind;
  if (state) found.state = state;
  if (within) {
    found.in = within;
    if (typeof search.inName === 'string') found.inName = search.inName.slice(0, 300);
  }
  if (over) found.over = over;
  if (unused) found.unused = unused;
  return found;
}

export const mailboxesRoute = createRoute({
  getParentRoute: () => directoryRoute,
  path: 'mailboxes',
  validateSearch: mailboxSearch,
  component: lazyRouteComponent(() => import('./MailboxesPage.tsx'), 'MailboxesPage'),
});
