import { Button, Checkbox, DatePicker, Input, Segmented } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { withAntd } from '../../../ui/withAntd.tsx';
import { folderName } from '../folders.ts';
import type { SearchTerms } from '../store/view.ts';
import { emptied } from './emptied.ts';
import styles from './SearchForm.module.css';

interface Props {
  terms: SearchTerms;
  mailbox: Mailbox | undefined;
  onSearch(terms: SearchTerms | null): void;
}

type TextKey = 'text' | 'from' | 'to' | 'subject' | 'after' | 'before';

const fields: [TextKey, MessageKey, 'text' | 'date'][] = [
  ['from', 'search.from', 'text'],
  ['to', 'search.to', 'text'],
  ['subject', 'search.subject', 'text'],
  ['text', 'search.words', 'text'],
  ['after', 'search.after', 'date'],
  ['before', 'search.before', 'date'],
];

/** Every condition at once. Days are chosen in Vietnam's order, whatever the browser's language. */
function SearchForm({ terms, mailbox, onSearch }: Props): ReactNode {
  const [draft, setDraft] = useState(terms);
  const id = useId();
  // The calendar's names of months and days.
  dayjs.locale(currentLanguage());
  const set = (key: keyof SearchTerms, value: string | boolean) => {
    const { [key]: _, ...rest } = draft;
    setDraft(value ? { ...rest, [key]: value } : rest);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(emptied(draft));
  };
  return (
    <form className={styles.form} onSubmit={submit} data-no-shortcuts data-testid="search-form">
      {fields.map(([key, label, type]) => (
        <div key={key} className={type === 'date' ? styles.half : styles.field}>
          <label htmlFor={`${id}-${key}`}>{t(label)}</label>
          {type === 'date' ? (
            <DatePicker
              id={`${id}-${key}`}
              className={styles.day ?? ''}
              format="DD/MM/YYYY"
              placeholder={t('search.day')}
              value={draft[key] ? dayjs(draft[key]) : null}
              disabledDate={(day) => day.isAfter(dayjs(), 'day')}
              getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
              onChange={(day) => set(key, day ? day.format('YYYY-MM-DD') : '')}
            />
          ) : (
            <Input
              id={`${id}-${key}`}
              name={key}
              value={draft[key] ?? ''}
              autoComplete="off"
              onChange={(event) => set(key, event.target.value)}
            />
          )}
        </div>
      ))}
      <Segmented
        block
        className={styles.field ?? ''}
        value={draft.everywhere ? 'all' : 'here'}
        onChange={(value) => set('everywhere', value === 'all')}
        options={[
          { value: 'all', label: t('search.everywhere') },
          { value: 'here', label: t('search.here', { name: mailbox ? folderName(mailbox) : '' }) },
        ]}
      />
      <div className={styles.end}>
        <Checkbox
          checked={draft.hasAttachment ?? false}
          onChange={(event) => set('hasAttachment', event.target.checked)}
        >
          {t('search.hasAttachment')}
        </Checkbox>
        <Button type="primary" htmlType="submit">
          {t('search.submit')}
        </Button>
      </div>
    </form>
  );
}

export default withAntd(SearchForm);
