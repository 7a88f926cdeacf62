import type { ComplianceInstrument, ComplianceReport } from '@congvu/contract';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { EntryRow } from './EntryRow.tsx';
import { dayText, words } from './format.ts';
import { Inline } from './Inline.tsx';
import styles from './InstrumentSection.module.css';

interface Props {
  instrument: ComplianceInstrument;
  /** For its figures. */
  report: Pick<ComplianceReport, 'figures' | 'counting'>;
}

/** One decision with its articles, in the order of the text. */
export function InstrumentSection({ instrument, report }: Props): ReactNode {
  const { code, name, title, issuer, issued, from, note, articles } = instrument;
  const facts = [
    issuer,
    issued ? t('compliance.issued', { day: dayText(issued) }) : t('compliance.issuedUnknown'),
    t('compliance.from', { day: dayText(from) }),
  ];
  return (
    <section className={styles.instrument} aria-labelledby={`instrument-${code}`} data-testid={`instrument-${code}`}>
      <header className={styles.head}>
        <h3 id={`instrument-${code}`}>
          <span className={styles.code}>{code}</span>
          {name}
        </h3>
        <p className={styles.title}>{title}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
        {note && <p className={styles.note}>{words(note)}</p>}
      </header>
      {articles.map((article, i) => {
        const isNewChapter = article.chapter !== '' && article.chapter !== articles[i - 1]?.chapter;
        return (
          <div key={article.ref}>
            {isNewChapter && <h4 className={styles.chapter}>{article.chapter}</h4>}
            <article className={styles.article} id={article.ref.replace(' ', '-')}>
              <h5 className={styles.label}>
                {article.label}
                {article.english && currentLanguage() === 'en' && <span> · {article.english}</span>}
              </h5>
              {article.text && (
                <p className={styles.before}>
                  <Inline text={article.text} />
                </p>
              )}
              {article.entries.map((entry) => (
                <EntryRow
                  key={entry.ref}
                  entry={entry}
                  figure={entry.figure === null ? undefined : report.figures[entry.figure]}
                  isCounting={entry.figure !== null && report.counting.includes(entry.figure)}
                />
              ))}
            </article>
          </div>
        );
      })}
    </section>
  );
}
