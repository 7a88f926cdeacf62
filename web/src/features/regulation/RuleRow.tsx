import type { RuleSummary } from '@congvu/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Badge } from '../../ui/page/Badge.tsx';
import { CiteButton } from './law/CiteButton.tsx';
import styles from './RuleRow.module.css';
import { summaryOf } from './values/say.ts';
import { dayText, inLanguage, ruleAbout, ruleTitle } from './words.ts';

interface Props {
  rule: RuleSummary;
  at: string | undefined;
  /** There is one instrument: its articles need not name it. */
  single: boolean;
}

/** A rule in the overview: what it is, what it says in a line, by which article, since when. */
export function RuleRow({ rule, at, single }: Props): ReactNode {
  const { name, version, next } = rule;
  return (
    <li className={styles.row} data-testid="rule" data-rule={name}>
      <div className={styles.what}>
        <Link to="/admin/regulation/$rule" params={{ rule: name }} search={at ? { at } : {}} className={styles.title}>
          {ruleTitle(name)}
        </Link>
        <p>{ruleAbout(name)}</p>
      </div>
      <div className={styles.value}>
        {version ? <p>{summaryOf(name, version.value)}</p> : <p className={styles.silent}>{t('regulation.silent')}</p>}
        {version?.note && <p className={styles.note}>{inLanguage(version.note)}</p>}
      </div>
      <div className={styles.grounds}>
        {version?.cite && <CiteButton cite={version.cite} short={single} />}
        {version && !version.cite && (
          <span className={styles.own} title={t('regulation.ownHint')}>
            {t('regulation.own')}
          </span>
        )}
        {version && <span className={styles.since}>{t('regulation.since', { day: dayText(version.from) })}</span>}
        {version?.origin === 'issued' && <Badge tone="accent">{t('regulation.issued')}</Badge>}
        {next && <Badge tone="warning">{t('regulation.next', { day: dayText(next.from) })}</Badge>}
      </div>
    </li>
  );
}
