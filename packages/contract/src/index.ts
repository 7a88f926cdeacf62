/** Schemas and error codes shared by server and web. Imports neither. */
export * from './errors.ts';
export * from './http.ts';
export * from './roles.ts';
