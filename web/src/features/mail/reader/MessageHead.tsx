import { lazy, type ReactNode, Suspense, useState } from 'react';
import { downloadUrl } from '../../../api/jmap/blobs.ts';
import type { EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { longDate, shortDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { openComposer, type ResponseKind } from '../compose/open.ts';
import { displayName } from '../list/participants.ts';
import { useOwnAddresses } from '../ownAddresses.ts';
import { AuthHint } from './AuthHint.tsx';
import { Details } from './Details.tsx';
import styles from './MessageHead.module.css';

const SourceDialog = lazy(() => import('./SourceDialog.tsx'));

interface Props {
  accountId: Id;
  email: EmailSummary;
  content: EmailContent | undefined;
  onRespond(kind: ResponseKind): void;
  onFold: (() => void) | undefined;
}

/** Who wrote, to whom, when; and what can be done with this one message. */
export function MessageHead({ accountId, email, content, onRespond, onFold }: Props): ReactNode {
  const [details, setDetails] = useState(false);
  const [source, setSource] = useState(false);
  const own = useOwnAddresses();
  const sender = email.from?.[0];
  const name = sender ? displayName(sender) : t('list.noSender');
  const others = [...(email.to ?? []), ...(email.cc ?? [])];
  const names = others.map((a) => (own.has(a.email.toLowerCase()) ? t('list.me') : displayName(a)));
  const shown = names.slice(0, 3).join(', ');
  const to = names.length > 3 ? t('read.andMore', { names: shown, n: names.length - 3 }) : shown;
  const language = currentLanguage();
  const date = email.sentAt ?? email.receivedAt;

  const saveSource = () => {
    const link = document.createElement('a');
    link.href = downloadUrl(accountId, email.blobId, `${email.subject?.slice(0, 80) || 'thu'}.eml`, 'message/rfc822');
    link.download = '';
    link.click();
  };
  const items = (): MenuItem[] => [
    { key: 'reply', label: t('read.reply'), icon: 'reply', act: () => onRespond('reply') },
    { key: 'reply-all', label: t('read.replyAll'), icon: 'replyAll', act: () => onRespond('replyAll') },
    { key: 'forward', label: t('read.forward'), icon: 'forward', act: () => onRespond('forward') },
    { kind: 'divider', key: 'd' },
    {
      key: 'print',
      label: t('read.print'),
      icon: 'print',
      disabled: !content,
      act: () => content && void import('./print.ts').then((p) => p.printMessage(accountId, email, content)),
    },
    { key: 'source', label: t('read.source'), icon: 'code', act: () => setSource(true) },
    { key: 'eml', label: t('read.saveEml'), icon: 'download', act: saveSource },
  ];

  return (
    <header className={styles.head}>
      <Avatar name={name} seed={sender?.email ?? ''} size={38} />
      <div className={styles.who}>
        <p className={styles.from}>
          <strong>{name}</strong>
          {sender && name !== sender.email && <span className={`${styles.address} truncate`}>{sender.email}</span>}
          {content && <AuthHint results={content['header:Authentication-Results:asText:all']} />}
        </p>
        <button
          type="button"
          className={styles.to}
          aria-expanded={details}
          title={details ? t('read.hideDetails') : t('read.details')}
          onClick={() => setDetails(!details)}
        >
          <span className="truncate">{to ? t('read.toShort', { names: to }) : longDate(date, language)}</span>
          <Icon name="down" size={13} style={{ transform: details ? 'rotate(180deg)' : undefined }} />
        </button>
      </div>
      <div className={styles.end}>
        <time dateTime={date} title={longDate(date, language)} className={styles.date}>
          {shortDate(email.receivedAt, new Date(), language)}
        </time>
        {email.keywords.$draft ? (
          <IconButton
            icon="draft"
            label={t('read.editDraft')}
            onClick={() => openComposer({ kind: 'draft', accountId, email })}
          />
        ) : (
          <IconButton
            icon="reply"
            label={t('read.reply')}
            onClick={() => onRespond('reply')}
            disabled={!content}
            className={styles.quick!}
          />
        )}
        <Menu label={t('app.more')} align="end" items={items}>
          {(opener) => <IconButton {...opener} icon="more" label={t('app.more')} testId="message-menu" />}
        </Menu>
        {onFold && <IconButton icon="up" size={16} label={t('read.collapse')} onClick={onFold} />}
      </div>
      {details && <Details email={email} content={content} />}
      <Suspense>
        {source && (
          <SourceDialog
            accountId={accountId}
            blobId={email.blobId}
            onSave={saveSource}
            onClose={() => setSource(false)}
          />
        )}
      </Suspense>
    </header>
  );
}
