import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Popup } from '../../../ui/Popup.tsx';
import type { SearchTerms } from '../store/view.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { emptied } from './emptied.ts';
import styles from './SearchBox.module.css';

const SearchForm = lazy(() => import('./SearchForm.tsx'));

interface Props {
  route: MailRoute;
  mailbox: Mailbox | undefined;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** A pause in typing after which the search runs by itself. */
const pause = 350;

/** Searches as one types, everywhere unless told otherwise. */
export function SearchBox({ route, mailbox, inputRef }: Props): ReactNode {
  const { search } = route.view;
  const [text, setText] = useState(search?.text ?? '');
  const [filters, setFilters] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const filterButton = useRef<HTMLButtonElement>(null);
  const shown = search?.text ?? '';

  // The address may change by other ways: back, a chip, a folder.
  useEffect(() => setText(shown), [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const run = (value: string) => {
    clearTimeout(timer.current);
    const clean = value.trim();
    if (clean === shown) return;
    const { text: _, ...rest }: SearchTerms = search ?? { everywhere: true };
    route.setSearch(clean ? { ...rest, text: clean } : emptied(rest));
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    if (value.trim().length >= 2 || (value.trim() === '' && search))
      timer.current = setTimeout(() => run(value), pause);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(text);
    inputRef.current?.blur();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.currentTarget.blur();
  };
  const clear = () => {
    clearTimeout(timer.current);
    setText('');
    route.setSearch(null);
  };

  return (
    <search className={styles.box}>
      <form onSubmit={submit} className={styles.form}>
        <Icon name="search" size={17} className={styles.icon} />
        <input
          ref={inputRef}
          className={styles.input}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKey}
          placeholder={t('search.placeholder')}
          aria-label={t('search.label')}
          aria-keyshortcuts="/"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          data-testid="search"
        />
        {text || search ? (
          <IconButton
            icon="close"
            size={16}
            label={t('search.clear')}
            onClick={clear}
            className={styles.small!}
            testId="search-clear"
          />
        ) : (
          <kbd className={styles.key}>/</kbd>
        )}
        <IconButton
          ref={filterButton}
          icon="filter"
          size={17}
          label={t('search.filters')}
          aria-expanded={filters}
          onClick={() => setFilters(!filters)}
          className={styles.small!}
          testId="search-filters"
        />
      </form>
      {filters && (
        <Popup anchor={filterButton} align="end" label={t('search.filters')} onClose={() => setFilters(false)}>
          <Suspense fallback={<div className={styles.waiting} />}>
            <SearchForm
              terms={search ?? (text.trim() ? { text: text.trim(), everywhere: true } : { everywhere: true })}
              mailbox={mailbox}
              onSearch={(terms) => {
                clearTimeout(timer.current);
                setFilters(false);
                route.setSearch(terms);
              }}
            />
          </Suspense>
        </Popup>
      )}
    </search>
  );
}
