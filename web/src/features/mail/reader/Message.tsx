import { useQuery } from '@tanstack/react-query';
import { memo, type ReactNode, useEffect } from 'react';
import type { EmailSummary, Id } from '../../../api/jmap/types.ts';
import { shortDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { openComposer, type ResponseKind } from '../compose/open.ts';
import { displayName } from '../list/participants.ts';
import { contentQuery } from '../store/contents.ts';
import { Attachments } from './Attachments.tsx';
import { listedAttachments } from './bodies.ts';
import styles from './Message.module.css';
import { MessageBody } from './MessageBody.tsx';
import { MessageHead } from './MessageHead.tsx';

interface Props {
  accountId: Id;
  email: EmailSummary;
  open: boolean;
  /** The only message of its conversation can't be folded. */
  lone: boolean;
  /** The one to which the buttons below answer. */
  answerable: boolean;
  onToggle(id: Id): void;
  onShown(id: Id): void;
}

const responses = [
  ['reply', 'reply', 'read.reply'],
  ['replyAll', 'replyAll', 'read.replyAll'],
  ['forward', 'forward', 'read.forward'],
] as const;

export const Message = memo(function Message(props: Props): ReactNode {
  const { accountId, email, open, lone, answerable, onToggle, onShown } = props;
  const { data: content, error, refetch } = useQuery({ ...contentQuery(accountId, email.id), enabled: open });
  const unread = !email.keywords.$seen;
  useEffect(() => {
    if (open && content && unread) onShown(email.id);
  }, [open, content, unread, email.id, onShown]);

  const sender = email.from?.[0];
  const name = sender ? displayName(sender) : t('list.noSender');
  if (!open) {
    return (
      <article className={styles.folded} data-message={email.id} data-testid="message" data-open="false">
        <button
          type="button"
          className={styles.unfold}
          title={t('read.expand', { name })}
          onClick={() => onToggle(email.id)}
        >
          <Avatar name={name} seed={sender?.email ?? ''} size={30} />
          <span className={styles.foldedName}>
            {email.keywords.$draft && <em>{t('read.draft')}</em>} {name}
          </span>
          <span className={`${styles.foldedText} truncate`}>{email.preview}</span>
          {email.hasAttachment && <Icon name="clip" size={15} />}
          {email.keywords.$flagged && <Icon name="star" size={15} filled className={styles.star} />}
          <time dateTime={email.receivedAt}>{shortDate(email.receivedAt, new Date(), currentLanguage())}</time>
        </button>
      </article>
    );
  }
  const respond = (kind: ResponseKind) => content && openComposer({ kind, accountId, email });
  return (
    <article className={styles.message} data-message={email.id} data-testid="message" data-open="true">
      <MessageHead
        {...{ accountId, email, content, onRespond: respond }}
        onFold={lone ? undefined : () => onToggle(email.id)}
      />
      {content ? (
        <>
          <MessageBody accountId={accountId} email={email} content={content} />
          <Attachments accountId={accountId} parts={listedAttachments(content)} />
        </>
      ) : error ? (
        <p className={styles.failed} role="alert">
          {t('read.failed')}. {errorText(error)}{' '}
          <Button small onClick={() => void refetch()}>
            {t('app.retry')}
          </Button>
        </p>
      ) : (
        <div className={styles.waiting} aria-busy="true">
          <span className="visually-hidden">{t('app.loading')}</span>
          <i />
          <i />
          <i />
        </div>
      )}
      {answerable && (
        <div className={styles.respond}>
          {responses.map(([kind, icon, label]) => (
            <Button
              key={kind}
              icon={icon}
              disabled={!content}
              onClick={() => respond(kind)}
              data-respond={kind}
              data-testid={`respond-${kind}`}
            >
              {t(label)}
            </Button>
          ))}
        </div>
      )}
    </article>
  );
});
