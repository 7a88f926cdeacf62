import { type MouseEvent, memo, type ReactNode } from 'react';
import type { Id, Mailbox, SearchSnippet } from '../../../api/jmap/types.ts';
import { shortDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { folderName } from '../folders.ts';
import { useEmail, useThread } from '../store/hooks.ts';
import styles from './MailRow.module.css';
import { recipients, senders } from './participants.ts';
import { SnippetText } from './SnippetText.tsx';

interface Props {
  accountId: Id;
  id: Id;
  /** Only the messages of this folder speak for a conversation's state; null for each message by itself. */
  folderId: Id | null;
  /** Show recipients instead of senders. */
  outgoing: boolean;
  own: ReadonlySet<string>;
  open: boolean;
  cursor: boolean;
  checked: boolean;
  selecting: boolean;
  readOnly: boolean;
  snippet: SearchSnippet | undefined;
  /** The account's folders by id where the row must say in which it is: a search over several. */
  places: ReadonlyMap<Id, Mailbox> | null;
  onOpen(id: Id): void;
  onCheck(id: Id, range: boolean): void;
  onFlag(id: Id, on: boolean): void;
  onHover(id: Id): void;
}

export const MailRow = memo(function MailRow(props: Props): ReactNode {
  const { accountId, id, folderId, outgoing, own, open, cursor, checked, selecting, readOnly, snippet, places } = props;
  const email = useEmail(accountId, id);
  const thread = useThread(accountId, email?.threadId ?? '');
  if (!email) return <div className={styles.row} aria-busy="true" />;

  const conversation = folderId && thread.length > 0 ? thread : [email];
  const here = folderId ? conversation.filter((e) => e.mailboxIds[folderId]) : conversation;
  const parts = here.length > 0 ? here : [email];
  const unread = parts.some((e) => !e.keywords.$seen && !e.keywords.$draft);
  const flagged = parts.some((e) => e.keywords.$flagged);
  const attachment = parts.some((e) => e.hasAttachment);
  const draft = conversation.some((e) => e.keywords.$draft);
  const { names, lead } = outgoing
    ? recipients([email])
    : senders(
        conversation.filter((e) => !e.keywords.$draft),
        own,
      );
  const face = lead ?? email.from?.[0];
  const shown = names.map((name) => name ?? t('list.me')).join(', ') || (outgoing ? '' : t('list.noSender'));
  const who = outgoing ? t('list.to', { names: shown || '…' }) : names.length === 0 && draft ? '' : shown;
  const place = places && Object.keys(email.mailboxIds).map((folder) => places.get(folder))[0];
  const subject = email.subject?.trim() || t('list.noSubject');

  const check = (event: MouseEvent) => {
    event.stopPropagation();
    props.onCheck(id, event.shiftKey);
  };
  const flag = (event: MouseEvent) => {
    event.stopPropagation();
    props.onFlag(id, !flagged);
  };
  const press = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      event.preventDefault();
      props.onCheck(id, event.shiftKey);
    } else props.onOpen(id);
  };
  const classes = [
    styles.row,
    unread && styles.unread,
    open && styles.open,
    checked && styles.checked,
    cursor && styles.cursor,
  ];

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the subject inside is the real button; the row is its larger target
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={classes.filter(Boolean).join(' ')}
      onClick={press}
      onMouseEnter={() => props.onHover(id)}
      data-testid="mail-row"
      data-email-id={id}
      data-unread={unread}
    >
      <span className={styles.dot} aria-hidden={!unread}>
        {unread && <span className="visually-hidden">{t('list.unread')}</span>}
      </span>
      <span className={`${styles.face} ${selecting || checked ? styles.selecting : ''}`}>
        <Avatar name={face?.name || face?.email || '?'} seed={face?.email ?? ''} size={34} />
        {!readOnly && (
          // biome-ignore lint/a11y/useSemanticElements: a checkbox of its own looks can't take Shift for a range
          <button
            type="button"
            role="checkbox"
            className={styles.check}
            aria-checked={checked}
            aria-label={t('list.select', { subject })}
            onClick={check}
            data-testid="mail-check"
          >
            <Icon name="check" size={14} strokeWidth={2.8} />
          </button>
        )}
      </span>
      <span className={styles.text}>
        <span className={styles.line}>
          <span className={`${styles.who} truncate`}>
            {draft && <span className={styles.draft}>{t('list.draft')}</span>}
            {who}
          </span>
          {folderId && thread.length > 1 && (
            <span className={styles.size} title={t('list.inThread', { n: thread.length })}>
              {thread.length}
            </span>
          )}
          {place && <span className={`${styles.place} truncate`}>{folderName(place)}</span>}
          <span className={styles.marks}>
            {email.keywords.$answered && <Icon name="reply" size={14} aria-label={t('list.answered')} />}
            {email.keywords.$forwarded && <Icon name="forward" size={14} aria-label={t('list.forwarded')} />}
            {attachment && <Icon name="clip" size={14} aria-label={t('list.attachment')} />}
          </span>
          <time className={styles.date} dateTime={email.receivedAt}>
            {shortDate(email.receivedAt, new Date(), currentLanguage())}
          </time>
        </span>
        <span className={styles.line}>
          <button type="button" className={`${styles.subject} truncate`} onClick={press} tabIndex={0}>
            <SnippetText marked={snippet?.subject} plain={subject} />
          </button>
          <button
            type="button"
            className={`${styles.star} ${flagged ? styles.starred : ''}`}
            aria-pressed={flagged}
            aria-label={flagged ? t('act.unflag') : t('act.flag')}
            onClick={flag}
            disabled={readOnly}
          >
            <Icon name="star" size={16} filled={flagged} />
          </button>
        </span>
        <span className={`${styles.preview} truncate`}>
          <SnippetText marked={snippet?.preview} plain={email.preview} />
        </span>
      </span>
    </div>
  );
});
