import type { RuleVersion } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { t } from '../../app/i18n/index.ts';
import { may } from '../../app/may.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { Icon } from '../../ui/icons.tsx';
import { Callout } from '../../ui/page/Callout.tsx';
import { Section } from '../../ui/page/Section.tsx';
import { meQuery } from '../accounts/me.ts';
import { historyQuery, overviewQuery } from './api.ts';
import { KindsOf } from './kinds.tsx';
import { CitedProvision } from './law/CitedProvision.tsx';
import styles from './RulePage.module.css';
import type { RegulationSearch } from './routes.ts';
import { Timeline } from './Timeline.tsx';
import { ValueView } from './values/ValueView.tsx';
import { dayText, inLanguage, ruleAbout, ruleTitle } from './words.ts';

/** One rule: what holds, the article in our words, and every version there was, is or will be. */
export function RulePage(): ReactNode {
  const { rule } = useParams({ strict: false }) as { rule: string };
  const { at }: RegulationSearch = useSearch({ strict: false });
  const history = useQuery(historyQuery(rule));
  const overview = useQuery(overviewQuery(at));
  const { data: me } = useQuery(meQuery);
  const crumbs = [
    { label: t('admin.title'), to: '/admin' },
    { label: t('regulation.title'), to: '/admin/regulation', ...(at ? { search: { at } } : {}) },
  ];
  const error = history.error ?? overview.error;
  if (error) {
    return (
      <>
        <PageHead crumbs={crumbs} title={ruleTitle(rule)} />
        <Blank icon="alert" title={t('regulation.noRule')} text={errorText(error)} />
      </>
    );
  }
  const version = overview.data?.rules.find(({ name }) => name === rule)?.version ?? null;
  const issues = may(me, 'regulation.issue');
  return (
    <div className={styles.page} data-testid="rule-page" data-rule={rule}>
      <PageHead
        crumbs={crumbs}
        title={ruleTitle(rule)}
        note={ruleAbout(rule)}
        actions={
          issues && (
            <Link to="/admin/regulation/$rule/new" params={{ rule }} className={styles.write} data-testid="write-rule">
              <Icon name="pen" size={16} />
              {t('regulation.write')}
            </Link>
          )
        }
      />
      {!history.data || !overview.data ? (
        <output className={styles.loading} aria-label={t('regulation.loading')} />
      ) : (
        <KindsOf overview={overview.data}>
          <div className={styles.body}>
            <Section
              title={at ? t('regulation.valueAt', { day: dayText(at) }) : t('regulation.value')}
              testId="rule-value"
            >
              {version ? (
                <Held rule={rule} version={version} />
              ) : (
                <Callout tone="info">{t('regulation.silent')}</Callout>
              )}
            </Section>
            {version && (
              <Section title={t('regulation.grounds')} testId="rule-grounds">
                {version.cite ? <CitedProvision cite={version.cite} /> : <p>{t('regulation.noArticle')}.</p>}
                {version.note && <p className={styles.note}>{inLanguage(version.note)}</p>}
              </Section>
            )}
            <Section title={t('regulation.versions')} count={history.data.versions.length} testId="rule-versions">
              <Timeline rule={rule} versions={history.data.versions} mayWithdraw={issues} />
            </Section>
          </div>
        </KindsOf>
      )}
    </div>
  );
}

/** The value, and for whoever wants it the data it is stored as. */
function Held({ rule, version }: { rule: string; version: RuleVersion }): ReactNode {
  const [raw, setRaw] = useState(false);
  return (
    <>
      <ValueView rule={rule} value={version.value} />
      <Button kind="text" small icon="code" className={styles.raw!} aria-pressed={raw} onClick={() => setRaw(!raw)}>
        {t('regulation.asText')}
      </Button>
      {raw && <pre className={styles.data}>{JSON.stringify(version.value, null, 2)}</pre>}
    </>
  );
}
