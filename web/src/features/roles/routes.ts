import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../app/parents.ts';
import { rolesSearch } from './search.ts';

const page = createRoute({
  getParentRoute: () => adminRoute,
  path: '/roles',
  validateSearch: rolesSearch,
  component: lazyRouteComponent(() => import('./RolesPage.tsx'), 'RolesPage'),
});

export const rolesRoutes = [page] as const;
