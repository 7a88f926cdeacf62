import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { EmailSummary, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { perform } from '../store/acts.ts';
import { keywordPatch } from '../store/patches.ts';
import { unfolded } from '../store/prefetch.ts';
import styles from './Conversation.module.css';
import { foldRuns } from './foldRuns.ts';
import { Message } from './Message.tsx';

interface Props {
  accountId: Id;
  /** Oldest first. */
  thread: readonly EmailSummary[];
  /** The message that was asked for, if it was one of the conversation's. */
  focus: Id | null;
  readOnly: boolean;
}

/** A conversation: its subject, and its messages one below the other. */
export function Conversation({ accountId, thread, focus, readOnly }: Props): ReactNode {
  // Decided when it opens: reading a message must not fold it.
  const [open, setOpen] = useState<ReadonlySet<Id>>(() => new Set(unfolded(thread, focus)));
  /** All folded messages are drawn, one by one. */
  const [all, setAll] = useState(false);
  const [known, setKnown] = useState(thread);
  const scroller = useRef<HTMLDivElement>(null);
  if (known !== thread) {
    const before = new Set(known.map((e) => e.id));
    const fresh = thread.filter((e) => !before.has(e.id));
    setKnown(thread);
    if (fresh.length > 0)
      setOpen(new Set([...open, ...unfolded(thread, focus).filter((id) => fresh.some((e) => e.id === id))]));
  }
  const toggle = useCallback((id: Id) => {
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const onShown = useCallback(
    (id: Id) => {
      if (!readOnly) void perform(accountId, new Map([[id, keywordPatch('$seen', true)]])).catch(() => {});
    },
    [accountId, readOnly],
  );

  const first = focus ?? thread.find((e) => open.has(e.id))?.id;
  useEffect(() => {
    const box = scroller.current;
    const at = box?.querySelector<HTMLElement>(`[data-message="${first}"]`);
    // The beginning of the first open message, unless it is in sight anyway.
    if (box && at && at.offsetTop > box.clientHeight * 0.5) box.scrollTo({ top: at.offsetTop - 12 });
  }, [first]);

  const subject = thread[0]?.subject?.trim() || t('list.noSubject');
  const byId = new Map(thread.map((e) => [e.id, e]));
  const ids = thread.map((e) => e.id);
  const items = all ? ids.map((id) => ({ kind: 'message' as const, id })) : foldRuns(ids, open);
  const answerable = thread.findLast((e) => !e.keywords.$draft && open.has(e.id))?.id;
  return (
    <div ref={scroller} className={`${styles.scroller} scroll`}>
      <div className={styles.inner}>
        <h2 className={styles.subject} data-testid="subject">
          {subject}
          {thread.length > 1 && <span className={styles.count}>{t('list.inThread', { n: thread.length })}</span>}
        </h2>
        {items.map((item) => {
          if (item.kind === 'more') {
            return (
              <button
                key={`more-${item.ids[0]}`}
                type="button"
                className={styles.more}
                onClick={() => setAll(true)}
                data-testid="show-all"
              >
                <span>{t('read.showAll', { n: item.ids.length })}</span>
              </button>
            );
          }
          const email = byId.get(item.id);
          return (
            email && (
              <Message
                key={email.id}
                accountId={accountId}
                email={email}
                open={open.has(email.id)}
                lone={thread.length === 1}
                answerable={email.id === answerable}
                onToggle={toggle}
                onShown={onShown}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
