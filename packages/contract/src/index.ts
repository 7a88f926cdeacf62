/** Schemas and error codes shared by server and web. Imports neither. */
export * from './audit.ts';
export * from './audit-kinds.ts';
export * from './audit-text.ts';
export * from './compliance.ts';
export * from './delegations.ts';
export * from './directory.ts';
export * from './errors.ts';
export * from './http.ts';
export * from './lists.ts';
export * from './lookup.ts';
export * from './mailboxes.ts';
export * from './public-directory.ts';
export * from './regulation.ts';
export * from './roles.ts';
