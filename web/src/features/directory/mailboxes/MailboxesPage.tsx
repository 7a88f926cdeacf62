import type { ListedMailbox, MailboxFilter } from '@congvu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { showDay, vietnamToday } from '../../../ui/form/day.ts';
import { useAt } from '../at.ts';
import { AtBanner } from '../parts/AtBanner.tsx';
import { useTitle } from '../useTitle.ts';
import { mailboxesQuery, mailboxOptionsQuery } from './calls.ts';
import { Filters } from './Filters.tsx';
import styles from './MailboxesPage.module.css';
import { MailboxTable } from './MailboxTable.tsx';

/** All mailboxes one may see, narrowed by what the filters say, as they are now or were on the day looked at. */
export function MailboxesPage(): ReactNode {
  const { q, kind, state, in: organisation, over, unused } = useSearch({ from: '/shell/directory/mailboxes' });
  const at = useAt();
  const filter: MailboxFilter = {
    ...(q ? { q } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(organisation ? { organisation } : {}),
    ...(over ? { overPercent: over } : {}),
    ...(unused ? { unusedMonths: unused } : {}),
    ...(at ? { at } : {}),
  };
  const { data: options } = useQuery(mailboxOptionsQuery);
  const list = useInfiniteQuery(mailboxesQuery(filter));
  useTitle(t('mailbox.listTitle'));
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? null;
  return (
    <article data-testid="mailboxes-page">
      <PageHead
        title={t('mailbox.listTitle')}
        note={options && !options.whole ? t('mailbox.ownPart') : undefined}
        actions={
          <Button icon="print" onClick={() => window.print()}>
            {t('directory.print')}
          </Button>
        }
      />
      {at && <AtBanner at={at} today={vietnamToday()} />}
      <Filters options={options} />
      <div className={styles.body}>
        <output className={styles.count} data-testid="mailbox-count">
          {total !== null && t('mailbox.count', { n: count(total, currentLanguage()) })}
          {at && ` · ${t('mailbox.onDay', { day: showDay(at) })}`}
        </output>
        <Rows
          list={list}
          rows={rows}
          warnPercent={options?.warnPercent ?? 100}
          filtered={Object.keys(filter).length > 0}
        />
      </div>
    </article>
  );
}

interface RowsProps {
  list: {
    error: unknown;
    isPending: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
    refetch(): unknown;
  };
  rows: ListedMailbox[];
  warnPercent: number;
  filtered: boolean;
}

function Rows({ list, rows, warnPercent, filtered }: RowsProps): ReactNode {
  const { error, isPending, hasNextPage, isFetchingNextPage } = list;
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(list);
  more.current = list;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && !more.current.isFetchingNextPage) void more.current.fetchNextPage();
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [hasNextPage]);

  if (isPending) return <p className={styles.quiet}>{t('app.loading')}</p>;
  if (error && rows.length === 0) {
    return (
      <Blank icon="alert" title={t('directory.failed')} text={errorText(error)}>
        <Button onClick={() => void list.refetch()}>{t('app.retry')}</Button>
      </Blank>
    );
  }
  if (rows.length === 0) {
    return (
      <Blank
        icon="mail"
        title={t(filtered ? 'mailbox.noneFound' : 'mailbox.noneYet')}
        text={t(filtered ? 'mailbox.noneFoundHint' : 'mailbox.noneYetHint')}
      />
    );
  }
  return (
    <>
      <MailboxTable rows={rows} warnPercent={warnPercent} />
      <div ref={end} className={styles.end}>
        {hasNextPage && (
          <Button onClick={() => void list.fetchNextPage()} disabled={isFetchingNextPage}>
            {t(isFetchingNextPage ? 'app.loading' : 'mailbox.more')}
          </Button>
        )}
      </div>
    </>
  );
}
