import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { whenSignedOut } from '../api/http.ts';
import { knownMe } from '../features/accounts/me.ts';
import { adminRoutes } from '../features/admin/routes.ts';
import { auditRoutes } from '../features/audit/routes.ts';
import { complianceRoutes } from '../features/compliance/routes.ts';
import { listsRoutes } from '../features/directory/lists/routes.ts';
import { directoryRoutes } from '../features/directory/routes.ts';
import { MailHome } from '../features/mail/MailHome.tsx';
import { publicDirectoryRoutes } from '../features/public-directory/routes.ts';
import { regulationRoutes } from '../features/regulation/routes.ts';
import { rolesRoutes } from '../features/roles/routes.ts';
import { FaultPage, PendingPage } from './pages.tsx';
import { adminRoute, directoryRoute, requireMe, rootRoute, shellRoute } from './parents.ts';

/** What `next` may be: a path of this page, never another site. */
const ownPath = (path: unknown) =>
  typeof path === 'string' && path.startsWith('/') && !path.startsWith('//') && !path.includes('\\') ? path : undefined;

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; ended?: boolean } => ({
    ...(ownPath(search.next) ? { next: ownPath(search.next) as string } : {}),
    ...(search.ended === true ? { ended: true } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/accounts/SignInPage.tsx'), 'SignInPage'),
});

const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/password',
  beforeLoad: ({ location }) => requireMe(location.href),
  component: lazyRouteComponent(() => import('../features/accounts/PasswordPage.tsx'), 'PasswordPage'),
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/mail' });
  },
});

const mailRoute = createRoute({ getParentRoute: () => shellRoute, path: '/mail' });

const mailHomeRoute = createRoute({
  getParentRoute: () => mailRoute,
  path: '/',
  component: MailHome,
});

/** Addresses of the mail page: `/mail/<account>/<folder>/<conversation>?q=…`. */
export interface MailSearch {
  q?: string;
  from?: string;
  to?: string;
  subject?: string;
  files?: boolean;
  after?: string;
  before?: string;
  everywhere?: boolean;
  show?: 'unread' | 'flagged';
  /** The message to look at, in a conversation. */
  m?: string;
}

const textKeys = ['q', 'from', 'to', 'subject', 'm'] as const;
const dayKeys = ['after', 'before'] as const;

function mailSearch(search: Record<string, unknown>): MailSearch {
  const clean: MailSearch = {};
  for (const key of textKeys) {
    const value = search[key];
    // The router reads `q=2026` as a number.
    if (typeof value === 'string' || typeof value === 'number') clean[key] = String(value).slice(0, 500);
  }
  for (const key of dayKeys) {
    const value = search[key];
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) clean[key] = value;
  }
  if (search.files === true) clean.files = true;
  if (search.everywhere === true) clean.everywhere = true;
  if (search.show === 'unread' || search.show === 'flagged') clean.show = search.show;
  return clean;
}

const folderRoute = createRoute({
  getParentRoute: () => mailRoute,
  path: '$accountId/$mailboxId/{-$threadId}',
  validateSearch: mailSearch,
  component: lazyRouteComponent(() => import('../features/mail/MailPage.tsx'), 'MailPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    signInRoute,
    passwordRoute,
    shellRoute.addChildren([
      mailRoute.addChildren([mailHomeRoute, folderRoute]),
      directoryRoute.addChildren([...directoryRoutes]),
      adminRoute.addChildren([
        ...adminRoutes,
        ...complianceRoutes,
        ...publicDirectoryRoutes,
        ...regulationRoutes,
        ...rolesRoutes,
        ...auditRoutes,
        ...listsRoutes,
      ]),
    ]),
  ]),
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: FaultPage,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || !knownMe()) return;
  void router.navigate({ to: '/sign-in', search: { next: href, ended: true }, replace: true });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
