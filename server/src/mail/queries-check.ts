/** SQL of `checkStore`: each query answers `detail` for every row that breaks its rule. */
import type { Statement } from './queries.ts';

export const checkContents: Statement = {
  text: 'select content_id, hash, segment, segment_offset, size from content where content_id > $1 order by content_id limit $2',
};

export const checkQueries = {
  'account-counters': `
    select 'account ' || a.account_id || ': ' || a.used_bytes || ' octets in ' || a.message_count || ' messages, really ' ||
      coalesce(m.bytes, 0) || ' in ' || coalesce(m.n, 0) as detail
    from account a
    left join (select account_id, sum(size) as bytes, count(*) as n from message group by 1) m using (account_id)
    where a.used_bytes <> coalesce(m.bytes, 0) or a.message_count <> coalesce(m.n, 0)`,
  'mailbox-counters': `
    select 'mailbox ' || b.mailbox_id || ' of account ' || b.account_id || ': ' ||
      concat_ws('/', b.total, b.unseen, b.deleted, b.size) || ', really ' ||
      concat_ws('/', coalesce(m.n, 0), coalesce(m.unseen, 0), coalesce(m.deleted, 0), coalesce(m.bytes, 0)) as detail
    from mailbox b
    left join (
      select account_id, mailbox_id, count(*) as n, sum(size) as bytes,
        count(*) filter (where flags & 1 = 0) as unseen, count(*) filter (where flags & 8 <> 0) as deleted
      from message group by 1, 2
    ) m using (account_id, mailbox_id)
    where (b.total, b.unseen, b.deleted, b.size) is distinct from
      (coalesce(m.n, 0), coalesce(m.unseen, 0), coalesce(m.deleted, 0), coalesce(m.bytes, 0))`,
  'mailbox-uids': `
    select 'mailbox ' || b.mailbox_id || ' of account ' || b.account_id || ': next UID ' || b.uid_next || ', highest ' || max(m.uid) ||
      '; mod-sequence ' || b.highest_modseq || ', highest ' || max(m.modseq) as detail
    from mailbox b join message m using (account_id, mailbox_id)
    group by b.account_id, b.mailbox_id having max(m.uid) >= b.uid_next or max(m.modseq) > b.highest_modseq`,
  'account-modseq': `
    select 'account ' || a.account_id || ': mod-sequence ' || a.modseq || ', highest of its mailboxes ' || max(b.highest_modseq) as detail
    from account a join mailbox b using (account_id) group by a.account_id having max(b.highest_modseq) > a.modseq`,
  'message-mailbox': `
    select 'message ' || m.uid || ' in mailbox ' || m.mailbox_id || ' of account ' || m.account_id || ', which is not there' as detail
    from message m where not exists (select from mailbox b where b.account_id = m.account_id and b.mailbox_id = m.mailbox_id)`,
  'message-content': `
    select 'message ' || m.uid || ' in mailbox ' || m.mailbox_id || ' of account ' || m.account_id || ': content ' || m.content_id as detail
    from message m left join content c using (content_id) where c.content_id is null or c.size <> m.size`,
  'email-siblings': `
    select 'email ' || email_id || ' of account ' || account_id as detail from message
    group by account_id, email_id
    having count(*) > 1 and (count(distinct flags) > 1 or count(distinct content_id) > 1 or count(distinct thread_id) > 1)`,
  'vanished-present': `
    select 'message ' || uid || ' in mailbox ' || mailbox_id || ' of account ' || account_id as detail
    from message join message_vanished using (account_id, mailbox_id, uid)`,
  'account-inbox': `
    select 'account ' || account_id || ' has no inbox' as detail from account a
    where not exists (select from mailbox b where b.account_id = a.account_id and b.role = 'inbox')`,
  'account-address': `
    select 'account ' || account_id || ' has no primary address' as detail from account a
    where state <> 'closed' and not exists (select from address d where d.account_id = a.account_id and d.is_primary)`,
} as const satisfies Record<string, string>;
