/** The audit trail: read, taken out, and looked through for what was altered. */
export { readAnchors, startAnchors } from './anchors.ts';
export { type ChainKeeper, createChainKeeper, recordVerification } from './chain-state.ts';
export { type AuditRoutesDeps, auditRoutes } from './routes.ts';
export { type Verification, type VerifyOptions, verifyChain } from './verify-chain.ts';
