/** The calls of `/api/directory/` for organisations, people, appointments and contact addresses; see `@congvu/contract`. */
import { appointmentRoutes } from './appointment-routes.ts';
import type { CoreRoutesDeps, HttpApp } from './deps.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { personRoutes } from './person-routes.ts';
import { directoryReadRoutes } from './read-routes.ts';

export type { CoreRoutesDeps } from './deps.ts';

export function directoryCoreRoutes(app: HttpApp, deps: CoreRoutesDeps): void {
  directoryReadRoutes(app, deps);
  organisationRoutes(app, deps);
  personRoutes(app, deps);
  appointmentRoutes(app, deps);
}
