import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../app/parents.ts';
import { complianceSearch } from './search.ts';

const page = createRoute({
  getParentRoute: () => adminRoute,
  path: '/compliance',
  validateSearch: complianceSearch,
  component: lazyRouteComponent(() => import('./CompliancePage.tsx'), 'CompliancePage'),
});

export const complianceRoutes = [page] as const;
