import type { ReactNode } from 'react';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { folderName } from '../folders.ts';
import type { SearchTerms } from '../store/view.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { emptied } from './emptied.ts';
import styles from './SearchChips.module.css';

const labels: [Exclude<keyof SearchTerms, 'everywhere' | 'hasAttachment' | 'text'>, MessageKey][] = [
  ['from', 'search.from'],
  ['to', 'search.to'],
  ['subject', 'search.subject'],
  ['after', 'search.after'],
  ['before', 'search.before'],
];

const dayFirst = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');

/** The conditions of the running search: some to switch, all to take away. */
export function SearchChips({ route, mailbox }: { route: MailRoute; mailbox: Mailbox | undefined }): ReactNode {
  const terms = route.view.search ?? {};
  const set = (key: keyof SearchTerms, value: string | boolean | null) => {
    const { [key]: _, ...rest } = terms;
    route.setSearch(emptied(value ? { ...rest, [key]: value } : rest));
  };
  return (
    <div className={styles.chips} data-testid="search-chips">
      <button
        type="button"
        className={styles.chip}
        aria-pressed={!terms.everywhere}
        onClick={() => set('everywhere', !terms.everywhere)}
      >
        {terms.everywhere ? t('search.everywhere') : t('search.here', { name: mailbox ? folderName(mailbox) : '' })}
      </button>
      <button
        type="button"
        className={styles.chip}
        aria-pressed={terms.hasAttachment ?? false}
        onClick={() => set('hasAttachment', !terms.hasAttachment)}
      >
        <Icon name="clip" size={13} /> {t('search.hasAttachment')}
      </button>
      {labels.map(([key, label]) => {
        const value = terms[key];
        if (!value) return null;
        const name = `${t(label)}: ${dayFirst(value)}`;
        return (
          <button
            key={key}
            type="button"
            className={`${styles.chip} ${styles.set}`}
            aria-label={t('search.remove', { name })}
            onClick={() => set(key, null)}
          >
            <span className="truncate">{name}</span> <Icon name="close" size={12} />
          </button>
        );
      })}
    </div>
  );
}
