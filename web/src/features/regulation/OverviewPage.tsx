import type { RegulationOverview, RuleSummary } from '@congvu/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { DateField } from '../../ui/form/DateField.tsx';
import { isDay } from '../../ui/form/day.ts';
import { TextField } from '../../ui/form/TextField.tsx';
import { Callout } from '../../ui/page/Callout.tsx';
import { overviewQuery } from './api.ts';
import { fold, matches } from './filter.ts';
import { KindsOf } from './kinds.tsx';
import { InstrumentCards } from './law/InstrumentCards.tsx';
import styles from './OverviewPage.module.css';
import { RuleRow } from './RuleRow.tsx';
import type { RegulationSearch } from './routes.ts';
import { dayText, groupTitle } from './words.ts';

/** The province's regulation as it stands on a day: instruments, and every rule with its article. */
export function OverviewPage(): ReactNode {
  const search: RegulationSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({ ...overviewQuery(search.at), placeholderData: keepPreviousData });
  const change = (part: { [K in keyof RegulationSearch]?: RegulationSearch[K] | undefined }) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...part }) as never, replace: true });
  const crumbs = [{ label: t('admin.title'), to: '/admin' }];

  if (!data) {
    return (
      <>
        <PageHead crumbs={crumbs} title={t('regulation.title')} />
        {error ? (
          <Blank icon="alert" title={t('regulation.failed')} text={errorText(error)}>
            <Button icon="refresh" onClick={() => void refetch()}>
              {t('app.retry')}
            </Button>
          </Blank>
        ) : (
          <output className={styles.loading} aria-label={t('regulation.loading')} />
        )}
      </>
    );
  }
  const isToday = data.at === data.today;
  return (
    <div className={styles.page} data-testid="regulation-page">
      <PageHead
        crumbs={crumbs}
        title={t('regulation.title')}
        note={data.province.name}
        actions={
          <>
            <Link to="/admin/regulation/law" className={styles.lawLink}>
              {t('regulation.lawLink')}
            </Link>
            <Button icon="print" onClick={() => window.print()}>
              {t('regulation.print')}
            </Button>
          </>
        }
      />
      <div className={styles.body}>
        <div className={styles.controls}>
          <div>
            <TextField
              label={t('regulation.search')}
              value={search.q ?? ''}
              onValue={(q) => change({ q: q || undefined })}
              testId="rule-filter"
            />
          </div>
          <div>
            <DateField
              label={t('regulation.asOfLabel')}
              value={search.at ?? data.at}
              onValue={(day) => {
                if (isDay(day)) change({ at: day === data.today ? undefined : day });
              }}
              testId="as-of"
            />
          </div>
        </div>
        {!isToday && (
          <Callout tone="warning">
            {t('regulation.asOfBanner', { day: dayText(data.at) })}{' '}
            <Button small onClick={() => change({ at: undefined })}>
              {t('regulation.toToday')}
            </Button>
          </Callout>
        )}
        <InstrumentCards instruments={data.instruments} at={data.at} />
        <KindsOf overview={data}>
          <Groups overview={data} query={search.q ?? ''} at={search.at} />
        </KindsOf>
      </div>
    </div>
  );
}

function Groups({
  overview,
  query,
  at,
}: {
  overview: RegulationOverview;
  query: string;
  at: string | undefined;
}): ReactNode {
  const wanted = fold(query);
  const rules = overview.rules.filter((rule) => matches(rule, wanted));
  if (rules.length === 0) return <Blank icon="search" title={t('regulation.noneFound', { q: query })} />;
  const groups = Map.groupBy(rules, ({ group }: RuleSummary) => group);
  return [...groups].map(([group, members]) => (
    <section key={group} className={styles.group} aria-label={groupTitle(group)} data-group={group}>
      <h3>{groupTitle(group)}</h3>
      <ul>
        {members.map((rule) => (
          <RuleRow key={rule.name} rule={rule} at={at} single={overview.instruments.length === 1} />
        ))}
      </ul>
    </section>
  ));
}
