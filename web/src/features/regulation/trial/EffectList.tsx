import type { Effect } from '@congvu/contract';
import type { ReactNode } from 'react';
import { useKindName } from '../kinds.tsx';
import { wordOf } from '../words.ts';
import { beforeText, effectText, exampleText } from './effects.ts';
import styles from './trial.module.css';

/** The counted facts, the heavy ones first, with some of those they count by name. */
export function EffectList({ effects }: { effects: readonly Effect[] }): ReactNode {
  const weights = { danger: 0, warning: 1, info: 2 };
  const sorted = effects.toSorted((a, b) => weights[a.weight] - weights[b.weight]);
  return (
    <ul className={styles.effects} data-testid="effects">
      {sorted.map((effect) => {
        const before = beforeText(effect);
        return (
          <li key={effect.key} data-weight={effect.weight} data-key={effect.key} data-count={effect.count}>
            <p>
              {effectText(effect)}
              {before && <span className={styles.before}> ({before})</span>}
            </p>
            {effect.examples && effect.examples.length > 0 && <Examples effect={effect} />}
          </li>
        );
      })}
    </ul>
  );
}

function Examples({ effect: { key, examples = [] } }: { effect: Effect }): ReactNode {
  const kindName = useKindName();
  const isKind = key.startsWith('kinds.') || key.startsWith('personnel.') || key.startsWith('entitlement.');
  const text = (part: string) => (key.startsWith('entitlement.') ? wordOf(part, 'basis') : exampleText(key, part));
  return (
    <ul className={styles.examples}>
      {examples.map(({ name, before, after }) => (
        <li key={`${name} ${before ?? ''}`}>
          {isKind ? kindName(name) : name}
          {before !== undefined && after !== undefined && (
            <>
              {': '}
              <s>{text(before)}</s> → <b>{text(after)}</b>
            </>
          )}
          {before === undefined && after !== undefined && `: ${text(after)}`}
        </li>
      ))}
    </ul>
  );
}
