import { createHash } from 'node:crypto';
import type { Citation } from '@congvu/contract';
import { type Regulation, RegulationError, type RuleValue } from '../../regulation/index.ts';
import { foldWords } from '../naming/fold.ts';

/** What a province's regulation has published, ready for SQL. */
export interface PublishedRule {
  kinds: string[];
  heads: boolean;
  /** LIKE patterns of folded positions; the highest first. */
  positions: string[];
  fields: ReadonlySet<RuleValue<'public-directory'>['fields'][number]>;
  cite: Citation | null;
  /** Changes with the rule: for ETags. */
  mark: string;
}

/** Null: nothing is published. */
export function publishedRule(regulation: Regulation, province: string): PublishedRule | null {
  if (!regulation.has(province)) return null;
  try {
    const { value, cite } = regulation.cited(province, 'public-directory');
    return {
      kinds: value.organisationKinds,
      heads: value.officials.heads,
      positions: value.officials.positions.map((position) => `${foldWords(position).join(' ')}%`),
      fields: new Set(value.fields),
      cite,
      mark: createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 8),
    };
  } catch (error) {
    if (error instanceof RegulationError && error.code === 'regulation.no-rule') return null;
    throw error;
  }
}

/** The place of a position in the rule's order; those it does not name come last. */
export function positionRank({ positions }: PublishedRule, position: string): number {
  const folded = foldWords(position).join(' ');
  const at = positions.findIndex((pattern) => folded.startsWith(pattern.slice(0, -1)));
  return at < 0 ? positions.length : at;
}
