/** The platform: what every folder of the server stands on. It knows nothing of mail, people or offices. */
export * from './blobs.ts';
export * from './config.ts';
export { type ConfigFault, ConfigReader, type Environment, type Networks, readConfig } from './config-reader.ts';
export * from './database.ts';
export * from './database-errors.ts';
export type { DB } from './db-types.ts';
export * from './dedicated.ts';
export * from './errors.ts';
export {
  createHttp,
  type HttpApp,
  type HttpOptions,
  type Policy,
  type PolicyFunction,
  type Scope,
  type ScopeOf,
  scopeBy,
} from './http.ts';
export * from './jobs.ts';
export { createLog, type Log } from './log.ts';
export * from './metrics.ts';
export * from './migrate.ts';
export * from './notify.ts';
export {
  createPools,
  type PoolOptions,
  type Pools,
  type Queryable,
  type Transaction,
  type TransactionOptions,
  withTransaction,
} from './pool.ts';
export * from './tls.ts';
