import { type ReactNode, useId } from 'react';
import { t } from '../../../app/i18n/index.ts';
import styles from './Fields.module.css';
import type { Window } from './model.ts';
import { useSenders } from './senders.ts';
import { changeSender } from './start.ts';
import { edit } from './state.ts';

/** The address it is sent from; a choice only for those who have one. */
export function FromField({ window: w }: { window: Window }): ReactNode {
  const id = useId();
  const senders = useSenders();
  const now = senders?.find((s) => s.key === w.senderKey) ?? senders?.[0];
  if (senders && !now) {
    return <p className={styles.held}>{t('compose.readOnly')}</p>;
  }
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        {t('compose.from')}
      </label>
      {senders && senders.length > 1 ? (
        <select
          id={id}
          className={styles.from}
          value={now?.key}
          data-testid="compose-from"
          onChange={(e) => {
            const next = senders.find((s) => s.key === e.target.value);
            if (next) edit(w.key, (window) => changeSender(window, now, next));
          }}
        >
          {senders.map((s) => (
            <option key={s.key} value={s.key}>
              {s.name} · {s.email}
            </option>
          ))}
        </select>
      ) : (
        <output id={id} className={`truncate ${styles.only}`}>
          {now && (
            <>
              {now.name} <span className={styles.address}>· {now.email}</span>
            </>
          )}
        </output>
      )}
    </div>
  );
}
