import type { ComplianceReport } from '@congvu/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { DateField } from '../../ui/form/DateField.tsx';
import { isDay } from '../../ui/form/day.ts';
import { Icon } from '../../ui/icons.tsx';
import { entriesOf, isAsWished } from './filter.ts';
import type { ComplianceSearch } from './search.ts';
import styles from './Tools.module.css';

interface Props {
  report: ComplianceReport;
  search: ComplianceSearch;
  onChange(part: { [K in keyof ComplianceSearch]?: ComplianceSearch[K] | undefined }): void;
}

/** Search, the day looked at, and only what wants attention. */
export function Tools({ report, search, onChange }: Props): ReactNode {
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const named = new Set(entriesOf(report).flatMap(({ figure }) => figure ?? []));
  const off = [...named].filter((name) => {
    const figure = report.figures[name];
    return figure !== undefined && isAsWished(figure) === false;
  }).length;
  return (
    <div className={styles.tools}>
      <label className={styles.search}>
        <Icon name="search" size={17} />
        <span className="visually-hidden">{t('compliance.search')}</span>
        <input
          type="search"
          value={text}
          placeholder={t('compliance.search')}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value);
            onChange({ q: event.target.value.trim() || undefined });
          }}
          data-testid="compliance-search"
        />
      </label>
      <div className={styles.day}>
        <DateField
          label={t('compliance.day')}
          value={search.at ?? report.at}
          onValue={(day) => {
            if (isDay(day)) onChange({ at: day === report.today ? undefined : day });
          }}
          testId="compliance-day"
        />
      </div>
      {named.size > 0 && (
        <button
          type="button"
          className={styles.off}
          aria-pressed={search.off === true}
          disabled={off === 0 && search.off !== true}
          onClick={() => onChange({ off: search.off ? undefined : true })}
          data-testid="compliance-off"
        >
          <Icon name={off === 0 ? 'check' : 'alert'} size={16} />
          {off === 0 ? t('compliance.allWell') : t('compliance.attention', { n: off })}
        </button>
      )}
    </div>
  );
}
