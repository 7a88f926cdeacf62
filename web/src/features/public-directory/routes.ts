import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../app/parents.ts';

const page = createRoute({
  getParentRoute: () => adminRoute,
  path: '/public',
  component: lazyRouteComponent(() => import('./PublicPage.tsx'), 'PublicPage'),
});

export const publicDirectoryRoutes = [page] as const;
