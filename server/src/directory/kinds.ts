/** What the regulation says of kinds of organisation and of leading positions. */
import { type Regulation, RegulationError, type RuleName, type RuleValue } from '../regulation/index.ts';
import { DirectoryError } from './errors.ts';
import { fold } from './naming/fold.ts';

export type Kind = RuleValue<'organisation-kinds'>[number];

export const kindsOf = (regulation: Regulation, province: string): Kind[] =>
  ruleOr(regulation, province, 'organisation-kinds') ?? [];

/** @throws DirectoryError `directory.no-kind`, `directory.kind-not-here`. */
export function requireKind(regulation: Regulation, province: string, kind: string, aboveKind: string | null): void {
  const kinds = kindsOf(regulation, province);
  if (!kinds.some((one) => one.kind === kind)) {
    const known = kinds.map((one) => one.kind);
    throw new DirectoryError('directory.no-kind', `${kind}; known are ${known.join(', ')}.`, { field: 'kind', known });
  }
  const under = kinds.find((one) => one.kind === aboveKind)?.under;
  if (under && !under.includes(kind)) {
    throw new DirectoryError('directory.kind-not-here', `${aboveKind} holds ${under.join(', ')}.`, {
      field: 'kind',
      under,
    });
  }
}

/** Beginnings of leading positions without marks, the highest first. */
export function leadingPositions(regulation: Regulation, province: string): string[] {
  return (ruleOr(regulation, province, 'public-directory')?.officials.positions ?? []).map((position) =>
    fold(position),
  );
}

function ruleOr<N extends RuleName>(regulation: Regulation, province: string, name: N): RuleValue<N> | undefined {
  try {
    return regulation.rule(province, name);
  } catch (error) {
    if (error instanceof RegulationError && error.code === 'regulation.no-rule') return undefined;
    throw error;
  }
}
