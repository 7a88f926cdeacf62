import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { DirectoryFind } from './DirectoryFind.tsx';
import styles from './QuickFind.module.css';

/** The find box over whatever page is open (Ctrl+K). */
export function QuickFind({ onClose }: { onClose(): void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('find.label')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      data-testid="quick-find"
    >
      <div className={styles.inside}>
        <DirectoryFind autoFocus list="flow" keyHint="Esc" onDone={onClose} testId="quick-find-box" />
        <p className={styles.hint}>{t('find.hint.what')}</p>
      </div>
    </dialog>
  );
}
