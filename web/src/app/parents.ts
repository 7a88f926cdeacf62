/** The routes that others hang from: features take theirs from here, `routes.tsx` puts the tree together. */
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadMe } from '../features/accounts/me.ts';
import { loadAreaTexts } from './i18n/index.ts';
import { NotFoundPage } from './pages.tsx';
import { Shell } from './Shell.tsx';

export const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage });

export async function requireMe(href: string) {
  const me = await loadMe();
  if (!me) throw redirect({ to: '/sign-in', search: href === '/' || href === '/mail' ? {} : { next: href } });
  return { me };
}

/** Everything for those who are signed in, beside the rail of areas. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const { me } = await requireMe(location.href);
    if (me.mustChangePassword) throw redirect({ to: '/password' });
    return { me };
  },
});

export const directoryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directory',
  // The day the directory is looked at on; today when left out.
  validateSearch: (search: Record<string, unknown>): { at?: string } =>
    typeof search.at === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.at) ? { at: search.at } : {},
  beforeLoad: loadAreaTexts,
  component: lazyRouteComponent(() => import('../features/directory/DirectoryFrame.tsx'), 'DirectoryFrame'),
});

export const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  beforeLoad: loadAreaTexts,
  component: lazyRouteComponent(() => import('../features/admin/AdminFrame.tsx'), 'AdminFrame'),
});
