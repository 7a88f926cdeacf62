import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import styles from './CompliancePage.module.css';
import { countKinds, entriesOf, filtered } from './filter.ts';
import { dayText } from './format.ts';
import { InstrumentSection } from './InstrumentSection.tsx';
import { complianceQuery } from './query.ts';
import { SummaryBar } from './SummaryBar.tsx';
import type { ComplianceSearch } from './search.ts';
import { Tools } from './Tools.tsx';

/** Every article of the province's instruments, what sees to it, and the live figure that proves it. */
export function CompliancePage(): ReactNode {
  const search: ComplianceSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({ ...complianceQuery(search.at), placeholderData: keepPreviousData });
  const [print, setPrint] = useState(false);
  const change = (part: { [K in keyof ComplianceSearch]?: ComplianceSearch[K] | undefined }) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...part }) as never, replace: true });

  useEffect(() => {
    if (!print) return;
    window.print();
    setPrint(false);
  }, [print]);

  if (!data) {
    return (
      <>
        <PageHead crumbs={[{ label: t('admin.title'), to: '/admin' }]} title={t('compliance.title')} />
        {error ? (
          <Blank icon="alert" title={t('compliance.failed')} text={errorText(error)}>
            <Button icon="refresh" onClick={() => void refetch()}>
              {t('compliance.again')}
            </Button>
          </Blank>
        ) : (
          <output className={styles.loading} aria-label={t('compliance.loading')} />
        )}
      </>
    );
  }

  const shown = filtered(data, search);
  const isToday = data.at === data.today;
  const noneAtAll = data.instruments.length === 0;
  return (
    <div className={styles.page} data-testid="compliance-page">
      <PageHead
        crumbs={[{ label: t('admin.title'), to: '/admin' }]}
        title={t('compliance.title')}
        note={
          isToday ? data.province.name : t('compliance.asOf', { province: data.province.name, day: dayText(data.at) })
        }
        actions={
          <Button icon="print" small onClick={() => setPrint(true)} data-testid="compliance-print">
            {t('compliance.print')}
          </Button>
        }
      />
      <div className={styles.controls}>
        <SummaryBar counts={countKinds(data)} chosen={search.by} onChoose={(by) => change({ by })} />
        <Tools report={data} search={search} onChange={change} />
      </div>
      {!isToday && <p className={styles.past}>{t('compliance.figuresOfNow')}</p>}
      <output className="visually-hidden">{t('compliance.shown', { n: entriesOf(shown).length })}</output>
      {shown.instruments.map((instrument) => (
        <InstrumentSection key={instrument.code} instrument={instrument} report={data} />
      ))}
      {noneAtAll && <Blank icon="file" title={t('compliance.noInstrument')} text={t('compliance.noInstrumentHint')} />}
      {!noneAtAll && shown.instruments.length === 0 && (
        <Blank
          icon="search"
          title={t('compliance.nothing')}
          text={t('compliance.nothingHint')}
          testId="compliance-nothing"
        >
          <Button onClick={() => change({ by: undefined, q: undefined, off: undefined })}>
            {t('compliance.showAll')}
          </Button>
        </Blank>
      )}
      <p className={styles.foot}>{t('compliance.foot', { language: currentLanguage() })}</p>
    </div>
  );
}
