import type { PassedOver as Passed } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import styles from './AddressProposal.module.css';

const first = 4;

/** What stood before it on the ladder, and why it is not that. */
export function PassedOver({ tried }: { tried: readonly Passed[] }): ReactNode {
  const [all, setAll] = useState(false);
  const language = currentLanguage();
  const shown = all ? tried : tried.slice(0, first);
  return (
    <div className={styles.passed} data-testid="passed-over">
      <p>{t('mailbox.passedOver')}</p>
      <ul>
        {shown.map(({ address, text, cite }) => (
          <li key={`${address} ${text.en}`}>
            <span className={styles.mono}>{address.replace(/@.*$/, '')}</span>
            <span>
              {text[language]}
              {cite && <span className={styles.quiet}> · {cite.ref}</span>}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < tried.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('mailbox.morePassedOver', { n: tried.length - shown.length })}
        </button>
      )}
    </div>
  );
}
