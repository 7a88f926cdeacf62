import { sqlInForce, sqlToday } from '../../../directory/index.ts';
import { countRow, type Figure, part } from '../figure.ts';

/** People who have not yet changed the password they were given. */
export const firstPasswords: Figure = {
  label: { vi: 'Người chưa đổi mật khẩu ban đầu', en: 'People whose first password is unchanged' },
  unit: 'person',
  aim: 'none',
  async read(context) {
    const row = await countRow<{ unchanged: number; total: number }>(context, ofCredentials, [context.province]);
    return { value: row.unchanged, of: row.total };
  },
};

/** People who chose their password themselves. */
export const passwordsChanged: Figure = {
  label: { vi: 'Người đã tự đặt mật khẩu', en: 'People who chose their password' },
  unit: 'person',
  aim: 'all',
  async read(context) {
    const row = await countRow<{ unchanged: number; total: number; recent: number }>(context, ofCredentials, [
      context.province,
    ]);
    return {
      value: row.total - row.unchanged,
      of: row.total,
      parts: [part('đổi trong 30 ngày', 'changed in 30 days', row.recent, 'person')],
    };
  },
};

const ofCredentials = {
  name: 'figure-credentials',
  text: `select count(*) as total, count(*) filter (where c.must_change) as unchanged,
           count(*) filter (where not c.must_change and c.changed_at > now() - interval '30 days') as recent
         from credential c
         where exists (select from account a where a.person_id = c.person_id and a.province_id = $1 and a.state = 'active')`,
};

/** People in office who have a mailbox. */
export const peopleWithMailbox: Figure = {
  label: { vi: 'Người đang công tác đã có hộp thư', en: 'People in office who have a mailbox' },
  unit: 'person',
  aim: 'all',
  async read(context) {
    const row = await countRow<{ total: number; having: number }>(
      context,
      {
        name: 'figure-people-with-mailbox',
        text: `select count(*) as total, count(*) filter (
                 where exists (select from account a where a.person_id = p.person_id and a.state <> 'closed')) as having
               from person p
               where p.province_id = $1 and (p.left_on is null or p.left_on > ${sqlToday})
                 and exists (select from appointment ap where ap.person_id = p.person_id and ${sqlInForce('ap')})`,
      },
      [context.province],
    );
    return {
      value: row.having,
      of: row.total,
      parts: [part('chưa có hộp thư', 'without one', row.total - row.having, 'person')],
    };
  },
};

/** Mailboxes still open of people who left, or who have held no position since their last one ended. */
export const mailboxesOfDeparted: Figure = {
  label: { vi: 'Hộp thư còn mở của người đã rời', en: 'Open mailboxes of people who left' },
  unit: 'mailbox',
  aim: 'none',
  async read(context) {
    const row = await countRow<{ gone: number; idle: number; total: number }>(
      context,
      {
        name: 'figure-departed',
        text: `select count(*) as total,
                 count(*) filter (where p.left_on <= ${sqlToday}) as gone,
                 count(*) filter (where (p.left_on is null or p.left_on > ${sqlToday})
                   and exists (select from appointment ap where ap.person_id = p.person_id)
                   and not exists (select from appointment ap where ap.person_id = p.person_id
                     and (ap.valid_until is null or ap.valid_until > ${sqlToday}))) as idle
               from account a join person p using (person_id)
               where a.province_id = $1 and a.state = 'active'`,
      },
      [context.province],
    );
    return {
      value: row.gone + row.idle,
      of: row.total,
      parts: [
        part('nghỉ hưu, chuyển đi, mất', 'retired, left or died', row.gone, 'mailbox'),
        part('không còn chức vụ', 'without a position', row.idle, 'mailbox'),
      ],
    };
  },
};
