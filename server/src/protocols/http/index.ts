/** HTTP: the routes of every folder on one server. */
export { createWebServer, type WebServerDeps } from './web-server.ts';
