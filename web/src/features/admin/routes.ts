import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../app/parents.ts';

const home = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./AdminHome.tsx'), 'AdminHome'),
});

export const adminRoutes = [home] as const;
