import type { ComplianceFigure } from '@congvu/contract';
import type { ReactNode } from 'react';
import { clock } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import styles from './FigureBlock.module.css';
import { isAsWished } from './filter.ts';
import { amount, bare, words } from './format.ts';

/** A live figure: its number large, what it is of, and what it is made of. */
export function FigureBlock({ figure }: { figure: ComplianceFigure }): ReactNode {
  const { name, label, unit, value, of, aim, parts, remark, asOf } = figure;
  const wished = isAsWished(figure);
  const share = of ? Math.min(1, value / of) : null;
  return (
    <div
      className={styles.figure}
      data-wished={wished === null ? undefined : wished}
      data-testid="compliance-figure"
      data-figure={name}
    >
      <p className={styles.label}>{words(label)}</p>
      <p className={styles.value}>
        <strong>{bare(value, unit)}</strong>
        {of !== null && <span>/ {amount(of, unit)}</span>}
        {of === null && unit !== 'byte' && unit !== 'second' && (
          <span>{amount(value, unit).replace(/^[\d.,]+\s/, '')}</span>
        )}
        {wished !== null && (
          <span className={styles.sign} title={t(wished ? 'compliance.asWished' : 'compliance.notAsWished')}>
            <Icon name={wished ? 'check' : 'alert'} size={15} />
            <span className="visually-hidden">{t(wished ? 'compliance.asWished' : 'compliance.notAsWished')}</span>
          </span>
        )}
      </p>
      {share !== null && aim !== null && (
        <span className={styles.meter} aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
      {parts.length > 0 && (
        <ul className={styles.parts}>
          {parts.map((part) => (
            <li key={part.label.en}>
              <span>{words(part.label)}</span>
              <b>{bare(part.value, part.unit)}</b>
            </li>
          ))}
        </ul>
      )}
      {remark && <p className={styles.remark}>{words(remark)}</p>}
      <p className={styles.at}>{t('compliance.at', { clock: clock(new Date(asOf), currentLanguage()) })}</p>
    </div>
  );
}
