import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { directoryRoute } from '../../app/parents.ts';
import { delegationsRoute } from './delegations/route.ts';
import { findRoute } from './find/route.ts';
import { mailboxesRoute } from './mailboxes/route.ts';

const home = createRoute({
  getParentRoute: () => directoryRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DirectoryHome.tsx'), 'DirectoryHome'),
});

const ofId = (raw: string) => (/^\d{1,15}$/.test(raw) ? Number(raw) : 0);

const organisation = createRoute({
  getParentRoute: () => directoryRoute,
  path: 'organisations/$organisationId',
  params: {
    parse: ({ organisationId }) => ({ organisationId: ofId(organisationId) }),
    stringify: ({ organisationId }) => ({ organisationId: String(organisationId) }),
  },
  component: lazyRouteComponent(() => import('./organisation/OrganisationPage.tsx'), 'OrganisationPage'),
});

const person = createRoute({
  getParentRoute: () => directoryRoute,
  path: 'people/$personId',
  params: {
    parse: ({ personId }) => ({ personId: ofId(personId) }),
    stringify: ({ personId }) => ({ personId: String(personId) }),
  },
  component: lazyRouteComponent(() => import('./person/PersonPage.tsx'), 'PersonPage'),
});

export const directoryRoutes = [home, organisation, person, findRoute, mailboxesRoute, delegationsRoute] as const;
