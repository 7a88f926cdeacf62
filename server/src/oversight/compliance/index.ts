/** Each article of the regulation with what sees to it and the live figure that proves it. */
export { createFigureReader, type FigureReader, type FigureReaderDeps } from './read-figures.ts';
export { figures } from './registry.ts';
export { type ComplianceRoutesDeps, complianceRoutes } from './routes.ts';
