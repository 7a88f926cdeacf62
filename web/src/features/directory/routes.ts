import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { directoryRoute } from '../../app/parents.ts';

const home = createRoute({
  getParentRoute: () => directoryRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DirectoryHome.tsx'), 'DirectoryHome'),
});

export const directoryRoutes = [home] as const;
