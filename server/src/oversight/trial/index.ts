/** "What would this change?": the effect of a rule's new version, counted before it is issued. */
export type { TrialDeps } from './effect.ts';
export { countEffects, counters } from './try-rule.ts';
