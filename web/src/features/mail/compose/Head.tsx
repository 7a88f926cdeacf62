import type { ReactNode } from 'react';
import { clock } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import styles from './Head.module.css';
import { close, minimise } from './leave.ts';
import { isDirty, isEmpty, type Window } from './model.ts';
import { save } from './save.ts';
import { adjust, show } from './state.ts';

/** The window's title, whether it is saved, and what the window can do. */
export function Head({ window: w, titleId }: { window: Window; titleId: string }): ReactNode {
  const subject = w.subject.trim();
  const expanded = w.shape === 'expanded';
  const toggle = () => (expanded ? adjust(w.key, { shape: 'open' }) : show({ ...w, shape: 'expanded' }));
  return (
    <header className={styles.head}>
      <h2 id={titleId} className={`truncate ${styles.title}`} onDoubleClick={toggle}>
        <span className="visually-hidden">{t('compose.label', { subject: '' })}</span>
        {subject || t('compose.title')}
      </h2>
      <SaveState window={w} />
      <span className={styles.buttons}>
        <IconButton
          icon="minus"
          size={16}
          label={t('compose.minimise')}
          shortcut="Esc"
          onClick={() => minimise(w.key)}
          testId="compose-minimise"
        />
        <IconButton
          icon={expanded ? 'shrink' : 'expand'}
          size={16}
          label={t(expanded ? 'compose.unmaximise' : 'compose.maximise')}
          onClick={toggle}
          className={styles.size ?? ''}
          testId="compose-maximise"
        />
        <IconButton
          icon="close"
          size={17}
          label={t('compose.close')}
          onClick={() => void close(w.key)}
          testId="compose-close"
        />
      </span>
    </header>
  );
}

function SaveState({ window: w }: { window: Window }): ReactNode {
  if (w.saveFailed && isDirty(w)) {
    return (
      <button
        type="button"
        className={styles.failed}
        title={t('compose.saveFailed')}
        onClick={() => void save(w.key).catch(() => {})}
        data-testid="compose-save-failed"
      >
        {t('compose.saveRetry')}
      </button>
    );
  }
  const text = () => {
    if (w.saving) return t('compose.saving');
    if (isDirty(w)) return isEmpty(w) ? '' : t('compose.unsaved');
    return w.savedAt ? t('compose.saved', { time: clock(new Date(w.savedAt), currentLanguage()) }) : '';
  };
  return (
    <span className={styles.state} data-testid="compose-state">
      {text()}
    </span>
  );
}
