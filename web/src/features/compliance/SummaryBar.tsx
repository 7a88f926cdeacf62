import type { ReactNode } from 'react';
import { count } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { kindIcons } from './KindBadge.tsx';
import styles from './SummaryBar.module.css';
import { type Kind, kinds } from './search.ts';

interface Props {
  counts: Record<Kind, number>;
  chosen: Kind | undefined;
  onChoose(kind: Kind | undefined): void;
}

/** How much is seen to how: a bar in parts, and below it buttons that show one kind alone. */
export function SummaryBar({ counts, chosen, onChoose }: Props): ReactNode {
  const total = kinds.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return null;
  return (
    <section aria-label={t('compliance.summary')} className={styles.summary} data-testid="compliance-summary">
      <div className={styles.bar} aria-hidden="true">
        {kinds.map((kind) => (
          <span
            key={kind}
            className={styles[kind]}
            style={{ flexGrow: counts[kind] }}
            data-off={chosen !== undefined && chosen !== kind}
            hidden={counts[kind] === 0}
          />
        ))}
      </div>
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className={`${styles.kind} ${styles[`on-${kind}`]}`}
              aria-pressed={chosen === kind}
              disabled={counts[kind] === 0}
              title={t(`compliance.kindHint.${kind}`)}
              onClick={() => onChoose(chosen === kind ? undefined : kind)}
              data-testid={`compliance-filter-${kind}`}
            >
              <Icon name={kindIcons[kind]} size={16} />
              <strong>{count(counts[kind], currentLanguage())}</strong>
              <span>{t(`compliance.kind.${kind}`)}</span>
              <small>{Math.round((counts[kind] / total) * 100)} %</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
