import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { close, restore } from './leave.ts';
import type { Window } from './model.ts';
import styles from './Tab.module.css';

/** A minimised message. */
export function Tab({ window }: { window: Window }): ReactNode {
  const title = window.subject.trim() || t('compose.title');
  return (
    <section
      className={styles.tab}
      aria-label={t('compose.label', { subject: title })}
      data-testid="compose-tab"
      data-no-shortcuts
    >
      <button type="button" className={styles.open} onClick={() => restore(window.key)} title={t('compose.restore')}>
        <Icon name={window.saveFailed ? 'alert' : 'draft'} size={16} />
        <span className="truncate">{title}</span>
      </button>
      <IconButton icon="close" size={15} label={t('compose.close')} onClick={() => void close(window.key)} />
    </section>
  );
}
