import { addWorkingDays, today } from '../../../regulation/index.ts';
import { countRow, type Figure, part } from '../figure.ts';

/** Mailboxes opened as often as the rule `check-duty` asks (once, where it says nothing), on the last working day. */
export const mailboxesOpened: Figure = {
  label: { vi: 'Hộp thư được mở đủ số lần', en: 'Mailboxes opened often enough' },
  unit: 'mailbox',
  aim: 'all',
  async read(context) {
    const { regulation, province } = context;
    const duty = regulation.rule(province, 'check-duty');
    const times = (mailbox: 'personal' | 'organisation') => duty.find((one) => one.mailbox === mailbox)?.times ?? 1;
    const day = addWorkingDays(regulation.rule(province, 'working-calendar'), today(), -1);
    const row = await countRow<Record<'personal' | 'organisation' | 'total', number>>(
      context,
      {
        name: 'figure-opened',
        text: `select count(*) as total,
                 count(*) filter (where a.kind = 'personal' and d.times >= $3) as personal,
                 count(*) filter (where a.kind = 'organisation' and d.times >= $4) as organisation
               from account a left join account_use_day d on d.account_id = a.account_id and d.day = $2::date
               where a.province_id = $1 and a.state = 'active'
                 and a.created_at < $2::date::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
      },
      [province, day.toString(), times('personal'), times('organisation')],
    );
    const [y, m, d] = day.toString().split('-');
    return {
      value: row.personal + row.organisation,
      of: row.total,
      parts: [
        part(
          `của cá nhân, từ ${times('personal')} lần`,
          `personal, ${times('personal')} or more times`,
          row.personal,
          'mailbox',
        ),
        part(
          `của cơ quan, từ ${times('organisation')} lần`,
          `of organisations, ${times('organisation')} or more times`,
          row.organisation,
          'mailbox',
        ),
      ],
      remark: {
        vi: `Ngày ${d}/${m}/${y}. Các lần mở cách nhau ít nhất một giờ; chương trình thư tự lấy thư cũng tính.`,
        en: `On ${d}/${m}/${y}. Openings at least an hour apart; a mail program that fetches by itself counts.`,
      },
    };
  },
};
