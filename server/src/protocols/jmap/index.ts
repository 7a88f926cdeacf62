/** JMAP: the page's mail API, and any other client's (RFC 8620, RFC 8621, RFC 9425). */
export { dropExpiredUploads } from './queries/blob.ts';
export { type JmapRoutesDeps, jmapRoutes } from './routes.ts';
export { createServices, type JmapDeps, type JmapServices } from './services.ts';
export { followQueue } from './submission/follow-queue.ts';
