/** Looking after the whole: how the regulation is kept, and what was done by whom. */
export {
  type AuditRoutesDeps,
  auditRoutes,
  type ChainKeeper,
  createChainKeeper,
  recordVerification,
  startAnchors,
  type Verification,
  type VerifyOptions,
  verifyChain,
} from './audit/index.ts';
export {
  type ComplianceRoutesDeps,
  complianceRoutes,
  createFigureReader,
  type FigureReader,
  figures,
} from './compliance/index.ts';
export { countEffects, counters, type TrialDeps } from './trial/index.ts';
