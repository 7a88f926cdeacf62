import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../app/parents.ts';

/** `/admin/regulation?at=2012-01-01&q=…`. */
export interface RegulationSearch {
  /** The day it is looked at; today when left out. */
  at?: string;
  q?: string;
}

export function regulationSearch(search: Record<string, unknown>): RegulationSearch {
  const clean: RegulationSearch = {};
  if (typeof search.at === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.at)) clean.at = search.at;
  // The router reads `q=12` as a number.
  if (typeof search.q === 'string' || typeof search.q === 'number') clean.q = String(search.q).slice(0, 200);
  return clean;
}

const overview = createRoute({
  getParentRoute: () => adminRoute,
  path: '/regulation',
  validateSearch: regulationSearch,
  component: lazyRouteComponent(() => import('./OverviewPage.tsx'), 'OverviewPage'),
});

const law = createRoute({
  getParentRoute: () => adminRoute,
  path: '/regulation/law',
  validateSearch: regulationSearch,
  component: lazyRouteComponent(() => import('./law/LawPage.tsx'), 'LawPage'),
});

const rule = createRoute({
  getParentRoute: () => adminRoute,
  path: '/regulation/$rule',
  validateSearch: regulationSearch,
  component: lazyRouteComponent(() => import('./RulePage.tsx'), 'RulePage'),
});

const write = createRoute({
  getParentRoute: () => adminRoute,
  path: '/regulation/$rule/new',
  component: lazyRouteComponent(() => import('./edit/WritePage.tsx'), 'WritePage'),
});

export const regulationRoutes = [overview, law, rule, write] as const;
