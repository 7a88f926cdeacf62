import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { directoryRoute } from '../../../app/parents.ts';

export const delegationsRoute = createRoute({
  getParentRoute: () => directoryRoute,
  path: 'delegations',
  component: lazyRouteComponent(() => import('./MyDelegationsPage.tsx'), 'MyDelegationsPage'),
});
