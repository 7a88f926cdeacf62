import type { MailboxUse } from '@congvu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { quoteDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Quiet } from '../../../ui/page/Section.tsx';
import { PersonLink } from '../parts/links.tsx';
import { usesQuery } from './calls.ts';
import styles from './Delegations.module.css';

/** Who opened the mailbox, changed something in it or sent from it; asked for when somebody wants to know. */
export function UsesList({ accountId }: { accountId: number }): ReactNode {
  const [open, setOpen] = useState(false);
  const uses = useInfiniteQuery({ ...usesQuery(accountId), enabled: open });
  const rows = uses.data?.pages.flatMap((page) => page.rows);
  return (
    <details className={styles.uses} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid="uses">{t('delegation.uses')}</summary>
      {uses.error && <p role="alert">{errorText(uses.error)}</p>}
      {open && !rows && !uses.error && <p className={styles.wait}>{t('app.loading')}</p>}
      {rows?.length === 0 && <Quiet>{t('delegation.noUses')}</Quiet>}
      <ol className={styles.useRows} data-testid="use-rows">
        {rows?.map((use) => (
          <Use key={use.id} use={use} />
        ))}
      </ol>
      {uses.hasNextPage && (
        <Button small onClick={() => void uses.fetchNextPage()} disabled={uses.isFetchingNextPage}>
          {t('delegation.moreUses')}
        </Button>
      )}
    </details>
  );
}

function Use({ use: { at, person, act, protocol, subject, remoteAddress } }: { use: MailboxUse }): ReactNode {
  const way = protocol && isProtocol(protocol) ? t(`delegation.protocol.${protocol}`) : protocol;
  return (
    <li>
      <time dateTime={at}>{quoteDate(at, currentLanguage())}</time>
      <span>
        {person ? <PersonLink id={person.id}>{person.name}</PersonLink> : '–'} {t(`delegation.act.${act}`)}
        {subject && <q>{subject}</q>}
        <small>{[way, remoteAddress].filter(Boolean).join(' · ')}</small>
      </span>
    </li>
  );
}

type Protocol = 'imap' | 'jmap' | 'web' | 'submission';
const isProtocol = (text: string): text is Protocol => ['imap', 'jmap', 'web', 'submission'].includes(text);
