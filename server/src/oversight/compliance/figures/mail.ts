import { countRow, type Figure, part } from '../figure.ts';

/** Mail that people here sent in a day. */
export const mailSent: Figure = {
  label: { vi: 'Thư gửi trong 24 giờ', en: 'Messages sent in 24 hours' },
  unit: 'message',
  aim: null,
  async read(context) {
    const row = await countRow<Record<'messages' | 'inside' | 'outside' | 'failed' | 'held', number>>(
      context,
      {
        name: 'figure-mail-sent',
        text: `select count(distinct m.queue_id) as messages,
                 count(r.queue_id) filter (where r.local and r.state = 'sent') as inside,
                 count(r.queue_id) filter (where not r.local and r.state = 'sent') as outside,
                 count(r.queue_id) filter (where r.state = 'failed') as failed,
                 count(r.queue_id) filter (where r.state = 'held') as held
               from queue_message m join account a using (account_id) left join queue_recipient r using (queue_id)
               where a.province_id = $1 and m.created_at > now() - interval '24 hours'`,
      },
      [context.province],
    );
    return {
      value: row.messages,
      parts: [
        part('người nhận trong tỉnh', 'recipients here', row.inside, 'message'),
        part('người nhận bên ngoài', 'recipients outside', row.outside, 'message'),
        part('không gửi được', 'failed', row.failed, 'message'),
        part('đang tạm giữ', 'held', row.held, 'message'),
      ],
    };
  },
};

/** Messages in the province's mailboxes, each kept with the hash of its octets. */
export const messagesKept: Figure = {
  label: { vi: 'Thư được giữ nguyên vẹn', en: 'Messages kept intact' },
  unit: 'message',
  aim: null,
  async read(context) {
    const row = await countRow<{ messages: number; organisation: number; bytes: number }>(
      context,
      {
        name: 'figure-messages',
        text: `select coalesce(sum(message_count), 0)::bigint as messages,
                 coalesce(sum(message_count) filter (where kind = 'organisation'), 0)::bigint as organisation,
                 coalesce(sum(used_bytes), 0)::bigint as bytes
               from account where province_id = $1`,
      },
      [context.province],
    );
    return {
      value: row.messages,
      parts: [
        part('trong hộp thư cơ quan', 'in mailboxes of organisations', row.organisation, 'message'),
        part('dung lượng', 'size', row.bytes, 'byte'),
      ],
    };
  },
};

/** Since when this process runs. */
export const uptime: Figure = {
  label: { vi: 'Chạy liên tục từ lần khởi động gần nhất', en: 'Running since the last start' },
  unit: 'second',
  aim: null,
  read: async () => ({ value: Math.floor(process.uptime()) }),
};
