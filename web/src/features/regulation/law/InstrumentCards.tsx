import type { InstrumentSummary } from '@congvu/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { dayText, inLanguage } from '../words.ts';
import styles from './InstrumentCards.module.css';

/** The instruments that the rules rest on; those not yet in force on the day are pale. */
export function InstrumentCards({
  instruments,
  at,
}: {
  instruments: readonly InstrumentSummary[];
  at: string;
}): ReactNode {
  return (
    <ul className={styles.cards} aria-label={t('regulation.instruments')}>
      {instruments.map((instrument) => (
        <li key={instrument.code} className={`${styles.card} ${instrument.from > at ? styles.later : ''}`}>
          <p className={styles.name}>
            <Badge>{instrument.code}</Badge>
            <Link to="/admin/regulation/law" hash={`instrument-${instrument.code}`}>
              {instrument.name}
            </Link>
          </p>
          <p>{instrument.title}</p>
          <InstrumentFacts instrument={instrument} />
          {instrument.note && <p className={styles.note}>{inLanguage(instrument.note)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Who issued it, when, from when on it is in force, what it replaces and amends. */
export function InstrumentFacts({ instrument }: { instrument: InstrumentSummary }): ReactNode {
  const { number, issuer, issued, from, replaces, amends } = instrument;
  const facts = [
    issuer,
    ...(number === null ? [t('regulation.instrument.noNumber')] : []),
    issued ? t('regulation.instrument.issued', { day: dayText(issued) }) : t('regulation.instrument.noDate'),
    t('regulation.instrument.inForce', { day: dayText(from) }),
    ...(replaces.length > 0 ? [t('regulation.instrument.replaces', { list: replaces.join(', ') })] : []),
    ...(amends.length > 0 ? [t('regulation.instrument.amends', { list: amends.join(', ') })] : []),
  ];
  return <p className={styles.facts}>{facts.join(' · ')}</p>;
}
