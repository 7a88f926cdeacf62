import type { FindEntry } from '@congvu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { organisationQuery } from '../calls.ts';
import { OrganisationLink, PersonLink } from '../parts/links.tsx';
import styles from './FindResults.module.css';
import { FoundRow } from './FoundRow.tsx';
import { findPage } from './findCalls.ts';
import type { FindSearch } from './search.ts';

const step = 30;
const pause = 300;

/** Everything that fits what is asked, best first, with filters; without words everyone, by given name. */
export function FindResults(): ReactNode {
  const asked: FindSearch = useSearch({ from: '/shell/directory/find' });
  const navigate = useNavigate();
  const set = (change: Partial<FindSearch>) => {
    const next = { ...asked, ...change };
    void navigate({ to: '/directory/find', search: next, replace: true });
  };
  const filters = { kind: asked.kind, organisation: asked.within, position: asked.position };
  const query = useInfiniteQuery({
    queryKey: ['directory', 'find', asked.q ?? '', filters],
    queryFn: ({ pageParam, signal }) => findPage({ q: asked.q ?? '', ...filters }, step, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];

  return (
    <div className={styles.page} data-testid="find-results">
      <h2 className={styles.title}>{asked.q ? t('find.resultsFor', { q: asked.q }) : t('find.results')}</h2>
      <div className={styles.filters}>
        <fieldset className={styles.kinds}>
          <legend className="visually-hidden">{t('find.kind')}</legend>
          {(['any', 'person', 'organisation'] as const).map((kind) => (
            <label key={kind} className={styles.kind}>
              <input
                type="radio"
                name="kind"
                checked={(asked.kind ?? 'any') === kind}
                onChange={() => set({ kind: kind === 'any' ? undefined : kind })}
              />
              {t(`find.kind.${kind}`)}
            </label>
          ))}
        </fieldset>
        <PositionFilter
          value={asked.position ?? ''}
          onChange={(position) => set({ position: position || undefined })}
        />
        {asked.within !== undefined && <Within id={asked.within} onClear={() => set({ within: undefined })} />}
      </div>
      {query.isError && entries.length === 0 ? (
        <Blank icon="alert" title={t('find.failed')} text={errorText(query.error)}>
          <Button onClick={() => void query.refetch()}>{t('app.retry')}</Button>
        </Blank>
      ) : entries.length === 0 && !query.isPending ? (
        <Blank icon="search" title={t('find.empty')} text={t('find.emptyHint')} testId="find-empty" />
      ) : (
        <ul className={styles.list} aria-busy={query.isFetching}>
          {entries.map((entry) => (
            <Result key={`${entry.kind}-${entry.id}`} entry={entry} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? t('app.loading') : t('find.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Result({ entry }: { entry: FindEntry }): ReactNode {
  const { kind, id, name, address } = entry;
  const Page = kind === 'person' ? PersonLink : OrganisationLink;
  return (
    <li className={styles.result} data-testid="find-result">
      <Page id={id} className={styles.link!}>
        <FoundRow entry={entry} />
      </Page>
      <IconButton
        icon="mail"
        size={17}
        label={t('find.write', { name })}
        style={address === null ? { visibility: 'hidden' } : undefined}
        onClick={() => address && void import('../parts/write.ts').then((file) => file.writeTo(name, address))}
      />
    </li>
  );
}

function PositionFilter({ value, onChange }: { value: string; onChange(value: string): void }): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), pause);
    return () => clearTimeout(timer);
  });
  return (
    <label className={styles.position}>
      <span>{t('find.position')}</span>
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={100}
        data-testid="find-position"
      />
    </label>
  );
}

function Within({ id, onClear }: { id: number; onClear(): void }): ReactNode {
  const { data } = useQuery(organisationQuery(id, undefined));
  return (
    <span className={styles.within}>
      {t('find.within')}: <b className="truncate">{data?.name ?? '…'}</b>
      <IconButton icon="close" size={15} label={t('find.clearWithin')} onClick={onClear} className={styles.clear!} />
    </span>
  );
}
