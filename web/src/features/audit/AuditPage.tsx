import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { quoteDate } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { may } from '../../app/may.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { Menu } from '../../ui/Menu.tsx';
import { meQuery } from '../accounts/me.ts';
import { useTitle } from '../directory/useTitle.ts';
import styles from './Audit.module.css';
import { ChainCard } from './ChainCard.tsx';
import { auditQuery, exportUrl } from './calls.ts';
import { EventRow } from './EventRow.tsx';
import { Filters, useAuditSearch } from './Filters.tsx';
import type { AuditSearch } from './search.ts';

/** Everything that was done: by whom, to whom and what, when, before and after; and whether the trail itself is whole. */
export function AuditPage(): ReactNode {
  const search = useAuditSearch();
  const { data: me } = useQuery(meQuery);
  useTitle(t('audit.title'));
  return (
    <article data-testid="audit-page">
      <PageHead
        crumbs={[{ label: t('admin.title'), to: '/admin' }]}
        title={t('audit.title')}
        note={t('audit.note')}
        actions={
          <Menu
            label={t('audit.export')}
            align="end"
            items={() => [
              { key: 'xlsx', label: t('audit.exportXlsx'), act: () => take(search, 'xlsx') },
              { key: 'csv', label: t('audit.exportCsv'), act: () => take(search, 'csv') },
            ]}
          >
            {(opener) => (
              <Button {...opener} icon="download" data-testid="export">
                {t('audit.export')}
              </Button>
            )}
          </Menu>
        }
      />
      {may(me, 'audit.verify') && <ChainCard />}
      <Filters />
      <Events search={search} />
    </article>
  );
}

/** As a link that was clicked: the browser shows how far the download is. */
function take(search: AuditSearch, format: 'csv' | 'xlsx'): void {
  const link = document.createElement('a');
  link.href = exportUrl(search, format, currentLanguage());
  link.download = '';
  link.click();
}

function Events({ search }: { search: AuditSearch }): ReactNode {
  const query = useInfiniteQuery(auditQuery(search));
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(query);
  latest.current = query;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage) return;
    const watch = new IntersectionObserver((seen) => {
      const { isFetchingNextPage: busy, fetchNextPage } = latest.current;
      if (seen.some((one) => one.isIntersecting) && !busy) void fetchNextPage();
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [hasNextPage]);

  if (!data) {
    if (!error) return <p className={styles.wait}>{t('app.loading')}</p>;
    return (
      <Blank icon="alert" title={t('audit.failed')} text={errorText(error)}>
        <Button onClick={() => void query.refetch()}>{t('app.retry')}</Button>
      </Blank>
    );
  }
  const searched = data.pages.at(-1)?.searchedTo;
  const empty = data.pages.every((page) => page.rows.length === 0);
  return (
    <div className={styles.body}>
      {empty && !hasNextPage && <Blank icon="search" title={t('audit.none')} text={t('audit.noneHint')} />}
      <ol className={styles.events} aria-label={t('audit.title')} data-testid="events">
        {data.pages.map((page) =>
          page.rows.map((entry) => <EventRow key={entry.id} entry={entry} names={page.names} />),
        )}
      </ol>
      <div ref={end} className={styles.end}>
        {hasNextPage && (
          <>
            {searched && (
              <output className={styles.wait}>
                {t('audit.searchedTo', { time: quoteDate(searched, currentLanguage()) })}
              </output>
            )}
            <Button onClick={() => void query.fetchNextPage()} disabled={isFetchingNextPage}>
              {t(isFetchingNextPage ? 'app.loading' : 'audit.older')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
