import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../../app/parents.ts';

const home = createRoute({
  getParentRoute: () => adminRoute,
  path: '/lists',
  component: lazyRouteComponent(() => import('./ListsPage.tsx'), 'ListsPage'),
});

const exporting = createRoute({
  getParentRoute: () => adminRoute,
  path: '/lists/export',
  component: lazyRouteComponent(() => import('./ExportPage.tsx'), 'ExportPage'),
});

const one = createRoute({
  getParentRoute: () => adminRoute,
  path: '/lists/$id',
  component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
});

export const listsRoutes = [home, exporting, one] as const;
