/** CardDAV: the directory as address books for phones and mail programs. */
export { type DavRoutesDeps, davRoutes } from './routes.ts';
