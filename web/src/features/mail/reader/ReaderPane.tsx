import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { ActButtons } from '../list/ActButtons.tsx';
import type { MailAccount } from '../session.ts';
import type { MailList } from '../store/cache.ts';
import { threadQuery } from '../store/contents.ts';
import { useThread } from '../store/hooks.ts';
import { mail } from '../store/mail.ts';
import { prefetchRow } from '../store/prefetch.ts';
import type { ListKeys } from '../useListKeys.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { Conversation } from './Conversation.tsx';
import styles from './ReaderPane.module.css';

interface Props {
  route: MailRoute;
  list: MailList;
  mailbox: Mailbox | undefined;
  account: MailAccount | undefined;
  keys: ListKeys;
}

export function ReaderPane({ route, list, mailbox, account, keys }: Props): ReactNode {
  const { threadId } = route;
  return (
    <section className={styles.pane} aria-label={t('read.label')} data-testid="reader">
      {threadId ? (
        <OpenThread key={threadId} {...{ route, list, mailbox, account, keys, threadId }} />
      ) : (
        <Blank icon="mailOpen" title={t('read.none')} text={t('read.noneHint')} />
      )}
    </section>
  );
}

function OpenThread({ route, list, mailbox, account, keys, threadId }: Props & { threadId: Id }): ReactNode {
  const { view, emailId } = route;
  const client = useQueryClient();
  const thread = useThread(view.accountId, threadId);
  // What the list has loaded is shown at once; what is missing (older parts, a search's find) comes in behind.
  const { data, isError, isFetching } = useQuery(threadQuery(view.accountId, threadId));
  const inTrash = mailbox?.role === 'trash' || mailbox?.role === 'junk';
  const hidden =
    mail
      .account(view.accountId)
      .mailboxes?.filter((m) => m.role === 'trash')
      .map((m) => m.id) ?? [];
  const shown = thread.filter((e) => inTrash || e.id === emailId || !hidden.some((id) => e.mailboxIds[id]));
  const here = thread.findLast((e) => e.mailboxIds[view.mailboxId]) ?? thread.at(-1);
  const rowId = keys.openId ?? here?.id ?? null;
  const previous = keys.neighbour(-1);
  const next = keys.neighbour(1);
  const place = keys.openId ? list.ids.indexOf(keys.openId) + 1 : 0;

  useEffect(() => {
    // After the open message has drawn itself, the ones beside it.
    const timer = setTimeout(() => {
      for (const id of [next, previous]) if (id) prefetchRow(client, view, id);
    }, 120);
    return () => clearTimeout(timer);
  }, [client, view, next, previous]);

  const readOnly = account?.isReadOnly ?? true;
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t('read.label')}>
        <IconButton
          icon="back"
          size={20}
          label={t('app.back')}
          onClick={route.closeThread}
          className={styles.back!}
          testId="back"
        />
        {!readOnly && rowId && <ActButtons view={view} ids={[rowId]} role={mailbox?.role ?? null} keys={keys} />}
        <span className={styles.place}>
          {place > 0 &&
            `${count(place, currentLanguage())} / ${count(list.total ?? list.ids.length, currentLanguage())}`}
        </span>
        <span className={styles.steps}>
          <IconButton
            icon="up"
            label={t('read.previous')}
            shortcut="K"
            disabled={!previous}
            onClick={() => previous && keys.open(previous)}
          />
          <IconButton
            icon="down"
            label={t('read.next')}
            shortcut="J"
            disabled={!next}
            onClick={() => next && keys.open(next)}
          />
        </span>
        <IconButton
          icon="close"
          label={t('app.close')}
          shortcut="Esc"
          onClick={route.closeThread}
          className={styles.close!}
        />
      </div>
      {shown.length > 0 ? (
        <Conversation accountId={view.accountId} thread={shown} focus={emailId} readOnly={readOnly} />
      ) : isError || (data && !isFetching) ? (
        <Blank
          icon={isError ? 'alert' : 'mail'}
          title={isError ? t('read.failed') : t('read.gone')}
          testId="reader-gone"
        />
      ) : null}
    </>
  );
}
