/** Warns before a mailbox is full (TG 7 sets the quota; the profile sets the warning level). */
import { claimQuotaWarning, type Mail } from '../mail/index.ts';
import type { Log, Pools } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { buildNotice } from './notice.ts';

export interface QuotaNoticeDeps {
  mail: Mail;
  pools: Pools;
  regulation: Regulation;
  log: Log;
  /** Of the server, for Message-ID. */
  hostname: string;
}

/** Puts a notice into the mailbox of every account that becomes nearly full; again after a week if it still is. */
export function startQuotaNotices(deps: QuotaNoticeDeps): void {
  deps.mail.onNearlyFull((accountId) => {
    warn(deps, accountId).catch((err) => deps.log.warn({ err, accountId }, 'a quota notice could not be delivered'));
  });
}

async function warn({ mail, pools, regulation, hostname }: QuotaNoticeDeps, accountId: number): Promise<void> {
  const rules = regulation.provinces().map(({ id }) => ({
    provinceId: id,
    quota: regulation.rule(id, 'mailbox-quota').bytes,
    percent: regulation.rule(id, 'quota-warning').percent,
  }));
  const state = await claimQuotaWarning(pools, accountId, rules);
  if (!state) return;
  const { value, cite } = regulation.cited(state.provinceId, 'mailbox-quota');
  const quota = state.quota ?? value.bytes;
  const notice = quotaNotice({ used: state.used, quota, cite: cite?.text ?? null, hostname, now: new Date() });
  await mail.deliver(notice, [{ accountId }]);
}

const megabytes = (octets: number): string => `${(octets / 2 ** 20).toFixed(0)} MB`;

export function quotaNotice(facts: {
  used: number;
  quota: number;
  cite: string | null;
  hostname: string;
  now: Date;
}): Buffer {
  const percent = Math.floor((facts.used / facts.quota) * 100);
  const room = Math.max(0, facts.quota - facts.used);
  const text = [
    `Hộp thư của ông/bà đã dùng ${megabytes(facts.used)} trên ${megabytes(facts.quota)} (${percent} %), còn ${megabytes(room)}.`,
    '',
    'Khi hộp thư đầy, thư gửi đến sẽ bị từ chối và người gửi được báo lại.',
    'Đề nghị xóa bớt thư không cần thiết, dọn Thùng rác, hoặc chuyển thư cần lưu ra tệp.',
    ...(facts.cite ? ['', `Căn cứ: ${facts.cite}.`] : []),
    '',
    `Your mailbox is ${percent} % full. Once it is full, mail to it is refused. Please delete what is not needed.`,
  ];
  return buildNotice({
    subject: `Hộp thư sắp đầy: đã dùng ${percent} %`,
    lines: text,
    id: `quota.${facts.now.getTime().toString(36)}.${percent}`,
    hostname: facts.hostname,
    now: facts.now,
  });
}
