import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { directoryRoute } from '../../../app/parents.ts';
import { readFindSearch } from './search.ts';

/** `/directory/find?q=…` */
export const findRoute = createRoute({
  getParentRoute: () => directoryRoute,
  path: 'find',
  validateSearch: readFindSearch,
  component: lazyRouteComponent(() => import('./FindResults.tsx'), 'FindResults'),
});
