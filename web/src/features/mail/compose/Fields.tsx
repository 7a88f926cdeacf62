import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { EmailAddress } from '../../../api/jmap/types.ts';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import styles from './Fields.module.css';
import { FromField } from './FromField.tsx';
import { HeldHint } from './HeldHint.tsx';
import type { Window } from './model.ts';
import { RecipientField } from './RecipientField.tsx';
import { adjust, edit } from './state.ts';

type Field = 'to' | 'cc' | 'bcc';
const labels: Record<Field, MessageKey> = { to: 'compose.to', cc: 'compose.cc', bcc: 'compose.bcc' };

/** Who it is from, whom it goes to, and what it is about. */
export function Fields({ window: w }: { window: Window }): ReactNode {
  const subjectId = useId();
  const opened = useRef<Field | null>(null);
  const open = (field: 'cc' | 'bcc') => {
    opened.current = field;
    adjust(w.key, field === 'cc' ? { showCc: true } : { showBcc: true });
  };
  const focused = (field: Field) => (opened.current ? opened.current === field : field === 'to' && w.focus === 'to');
  const shown = (['to', 'cc', 'bcc'] as const).filter((f) => f === 'to' || (f === 'cc' ? w.showCc : w.showBcc));

  // The wish is fulfilled once: a window that is drawn anew must not take the focus from another.
  useEffect(() => {
    const timer = setTimeout(() => adjust(w.key, { focus: null }), 1_000);
    return () => clearTimeout(timer);
  }, [w.key]);

  return (
    <div className={styles.fields}>
      <FromField window={w} />
      {shown.map((field) => (
        <RecipientField
          key={field}
          label={t(labels[field])}
          value={w[field]}
          focus={focused(field)}
          testId={`compose-${field}`}
          onChange={(list: readonly EmailAddress[]) => edit(w.key, { [field]: list })}
        >
          {field === 'to' && !(w.showCc && w.showBcc) && (
            <span className={styles.more}>
              <IconButton
                icon="down"
                size={16}
                label={`${t('compose.addCc')}, ${t('compose.addBcc')}`}
                className={styles.both ?? ''}
                onClick={() => {
                  open('cc');
                  adjust(w.key, { showBcc: true });
                }}
              />
              {!w.showCc && (
                <button type="button" className={styles.one} onClick={() => open('cc')} data-testid="compose-add-cc">
                  {t('compose.addCc')}
                </button>
              )}
              {!w.showBcc && (
                <button type="button" className={styles.one} onClick={() => open('bcc')} data-testid="compose-add-bcc">
                  {t('compose.addBcc')}
                </button>
              )}
            </span>
          )}
        </RecipientField>
      ))}
      <div className={styles.row}>
        <label className={styles.label} htmlFor={subjectId}>
          {t('compose.subject')}
        </label>
        <input
          id={subjectId}
          className={styles.subject}
          value={w.subject}
          maxLength={500}
          autoComplete="off"
          data-testid="compose-subject"
          onChange={(e) => edit(w.key, { subject: e.target.value })}
        />
      </div>
      <HeldHint window={w} />
    </div>
  );
}
