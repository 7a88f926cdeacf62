import { countRow, type Figure, part } from '../figure.ts';

/** Sign-ins that failed in a day. */
export const signInsFailed: Figure = {
  label: { vi: 'Lần đăng nhập sai trong 24 giờ', en: 'Failed sign-ins in 24 hours' },
  unit: 'sign-in',
  aim: null,
  async read(context) {
    const row = await countRow<Record<'failed' | 'throttled' | 'signed' | 'strange', number>>(
      context,
      {
        name: 'figure-sign-ins',
        text: `select count(*) filter (where kind in ('auth.failed', 'auth.throttled')) as failed,
                 count(*) filter (where kind = 'auth.throttled') as throttled,
                 count(*) filter (where kind = 'auth.signed-in') as signed,
                 count(*) filter (where kind = 'auth.new-network') as strange
               from audit_event
               where province_id = $1 and at > now() - interval '24 hours' and kind like 'auth.%'`,
      },
      [context.province],
    );
    return {
      value: row.failed,
      parts: [
        part('bị chặn vì sai nhiều lần', 'held off', row.throttled, 'sign-in'),
        part('từ mạng chưa dùng bao giờ', 'from a network not used before', row.strange, 'sign-in'),
        part('đăng nhập trang web', 'sign-ins to the page', row.signed, 'sign-in'),
      ],
    };
  },
};

/** Events of the audit trail, and when its chain was last looked through. */
export const auditTrail: Figure = {
  label: { vi: 'Sự kiện được ghi trong 30 ngày', en: 'Events on record in 30 days' },
  unit: 'change',
  aim: null,
  async read(context) {
    const row = await countRow<{ total: number; all: number; at: string | null; sound: boolean | null }>(
      context,
      {
        name: 'figure-audit',
        text: `select
                 (select count(*) from audit_event where province_id = $1 and at > now() - interval '30 days') as total,
                 (select seq from audit_head) as all,
                 to_char(v.at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY HH24:MI') as at, v.fault is null as sound
               from (values (1)) one
               left join lateral (select at, fault from audit_verification order by at desc limit 1) v on true`,
      },
      [context.province],
    );
    const parts = [part('mắt xích của chuỗi, mọi tỉnh', 'links of the chain, all provinces', row.all, 'change')];
    if (row.at === null) {
      const remark = { vi: 'Chuỗi nhật ký chưa được kiểm tra lần nào.', en: 'The chain has not been verified yet.' };
      return { value: row.total, parts, remark };
    }
    const remark = row.sound
      ? { vi: `Kiểm tra chuỗi lần cuối ${row.at}: nguyên vẹn.`, en: `Chain last verified ${row.at}: intact.` }
      : {
          vi: `Kiểm tra chuỗi lần cuối ${row.at}: có chỗ sai.`,
          en: `Chain last verified ${row.at}: a fault was found.`,
        };
    return { value: row.total, parts, remark };
  },
};
