/** Tells people by mail that an organisation's mailbox was opened to them, and that it is closed to them again. */
import type { DelegationRight } from '@congvu/contract';
import { delegationChannel } from '../directory/index.ts';
import type { Mail } from '../mail/index.ts';
import type { Log, Notifications, Pools, Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { buildNotice, momentText } from './notice.ts';

export interface DelegationNoticeDeps {
  mail: Pick<Mail, 'deliver'>;
  pools: Pools;
  notifications: Notifications;
  regulation: Regulation;
  log: Log;
  /** Of the server, for Message-ID. */
  hostname: string;
}

/** Milliseconds: beginnings and ends by date, which nobody announces. */
const lookEvery = 60_000;

/**
 * Tells of each beginning and end when it comes, at least once, whichever process sees it first. Answers how to stop.
 */
export async function startDelegationNotices(deps: DelegationNoticeDeps): Promise<() => Promise<void>> {
  let work = Promise.resolve();
  let stopped = false;
  const look = () => {
    work = work
      .then(async () => {
        while (!stopped && (await tellOne(deps)));
      })
      .catch((err) => deps.log.warn({ err }, 'notices of delegations could not be delivered'));
  };
  const unlisten = await deps.notifications.listen(delegationChannel, look);
  const stopResync = deps.notifications.onResync(look);
  const timer = setInterval(look, lookEvery);
  look();
  return async () => {
    stopped = true;
    clearInterval(timer);
    stopResync();
    await unlisten();
    await work;
  };
}

interface Due {
  delegation_id: number;
  what: 'begun' | 'ended';
  /** Ended before anyone was told that it had begun. */
  over: boolean;
  province_id: string;
  mailbox: string;
  address: string;
  rights: DelegationRight[];
  valid_from: Date;
  valid_until: Date | null;
  decision: string | null;
  by: string | null;
  /** The delegate's own mailbox; null when they have none in use. */
  account_id: number | null;
}

/** Answers whether there was one. */
async function tellOne(deps: DelegationNoticeDeps): Promise<boolean> {
  return deps.pools.transaction(async (tx) => {
    const due = await claim(tx);
    if (!due) return false;
    if (due.account_id !== null && !(due.what === 'begun' && due.over)) {
      await deps.mail.deliver(delegationNotice(due, deps), [{ accountId: due.account_id }]);
    }
    const column = due.what === 'begun' ? 'begin_told_at' : 'end_told_at';
    // Over before it was told: the end is no news either.
    const both = due.what === 'begun' && due.over ? ', end_told_at = now()' : '';
    await tx.query(`update delegation set ${column} = now()${both} where delegation_id = $1`, [due.delegation_id]);
    return true;
  });
}

/** Locked until it is told; what another process has locked is passed over. */
async function claim(tx: Transaction): Promise<Due | undefined> {
  const { rows } = await tx.query<Due>({
    name: 'delegation-to-tell',
    text: `
      select d.delegation_id, case when d.begin_told_at is null then 'begun' else 'ended' end as what,
        coalesce(d.valid_until <= now(), false) as over, a.province_id, a.name as mailbox, ad.address, d.rights, d.valid_from,
        d.valid_until, d.decision, coalesce(ender.name, giver.name) as by, own.account_id
      from delegation d
      join account a using (account_id)
      join address ad on ad.account_id = a.account_id and ad.is_primary
      left join person giver on giver.person_id = d.granted_by and d.begin_told_at is null
      left join person ender on ender.person_id = d.ended_by and d.begin_told_at is not null
      left join lateral (
        select account_id from account o where o.person_id = d.person_id and o.state = 'active' order by account_id limit 1
      ) own on true
      where (d.begin_told_at is null and d.valid_from <= now())
        or (d.end_told_at is null and d.valid_until <= now() and d.begin_told_at is not null)
      order by d.delegation_id limit 1
      for update of d skip locked`,
  });
  return rows[0];
}

const rightNames: Record<DelegationRight, string> = {
  read: 'đọc thư',
  write: 'sắp xếp, xóa thư',
  send_as: 'gửi thư với tư cách cơ quan, đơn vị',
  send_on_behalf: 'gửi thư thay mặt cơ quan, đơn vị (ghi tên người gửi)',
  manage: 'quản lý, ủy quyền tiếp cho người khác',
};

type Facts = Pick<
  Due,
  | 'delegation_id'
  | 'what'
  | 'province_id'
  | 'mailbox'
  | 'address'
  | 'rights'
  | 'valid_from'
  | 'valid_until'
  | 'decision'
  | 'by'
>;

export function delegationNotice(
  facts: Facts,
  { regulation, hostname, now = new Date() }: { regulation: Regulation; hostname: string; now?: Date },
): Buffer {
  const { what, mailbox, address, rights, decision, by } = facts;
  const { cite } = regulation.cited(facts.province_id, 'delegation-limit');
  const given = [
    `Ông/bà được ủy quyền sử dụng hộp thư ${mailbox} <${address}>${by ? `, theo ủy quyền của ${by}` : ''}.`,
    '',
    `Quyền: ${rights.map((right) => rightNames[right]).join('; ')}.`,
    `Thời hạn: từ ${momentText(facts.valid_from)}${facts.valid_until ? ` đến ${momentText(facts.valid_until)}` : ', cho đến khi có thay đổi'}.`,
    ...(decision ? [`Văn bản: ${decision}.`] : []),
    '',
    'Hộp thư hiện ở cột bên trái của trang thư và trong mục “Hộp thư đơn vị” của phần mềm thư; ông/bà đăng nhập bằng tài khoản của chính mình, không dùng chung mật khẩu.',
    'Mỗi lần mở, thay đổi và gửi thư từ hộp thư này đều được ghi lại cùng tên ông/bà.',
    ...(cite ? ['', `Căn cứ: ${cite.text}.`] : []),
    '',
    `The mailbox of ${mailbox} has been delegated to you (${rights.join(', ').replaceAll('_', ' ')}). What you do in it is recorded with your name.`,
  ];
  const ended = [
    `Ủy quyền của ông/bà đối với hộp thư ${mailbox} <${address}> đã chấm dứt từ ${momentText(facts.valid_until ?? now)}${by ? `, theo quyết định của ${by}` : ''}.`,
    '',
    'Công việc còn dở trong hộp thư này, đề nghị ông/bà bàn giao lại cho đơn vị.',
    '',
    `Your delegation of the mailbox of ${mailbox} has ended.`,
  ];
  return buildNotice({
    subject: what === 'begun' ? `Ủy quyền sử dụng hộp thư: ${mailbox}` : `Chấm dứt ủy quyền hộp thư: ${mailbox}`,
    lines: what === 'begun' ? given : ended,
    id: `delegation.${facts.delegation_id}.${what}`,
    hostname,
    now,
  });
}
