/** A proposal in words: “`lmhieu`: `leminhhieu` and `lminhhieu` are taken; TG 4.2b”. */
import type { Note, Proposal, Refused } from './ladder.ts';
import type { Refusal } from './refuse.ts';

type Language = keyof Note;

const reasons: Record<Refusal, Record<Language, { one: string; many: string }>> = {
  taken: { vi: both('đã có người dùng'), en: { one: 'is taken', many: 'are taken' } },
  retired: {
    vi: both('còn giữ cho người dùng trước'),
    en: { one: 'is kept for its last holder', many: 'are kept for their last holders' },
  },
  reserved: { vi: both('dành riêng cho hệ thống'), en: { one: 'is reserved', many: 'are reserved' } },
  unsuitable: { vi: both('không phù hợp'), en: { one: 'is unsuitable', many: 'are unsuitable' } },
  namesake: { vi: both('trùng tên'), en: { one: 'is a namesake’s as well', many: 'are namesakes’ as well' } },
  'too-long': { vi: both('quá dài'), en: { one: 'is too long', many: 'are too long' } },
  'not-an-address': { vi: both('không đặt được'), en: { one: 'is no address', many: 'are no addresses' } },
};

function both(text: string): { one: string; many: string } {
  return { one: text, many: text };
}

/** Names in a list; more are counted. */
const mostNamed = 4;

/** One refusal: `trùng tên (Ủy ban nhân dân xã Hưng Đạo)`. */
export function explainRefusal({ reason, because }: Pick<Refused, 'reason' | 'because'>): Note {
  const say = (language: Language) => `${reasons[reason][language].one}${because ? ` (${because[language]})` : ''}`;
  return { vi: say('vi'), en: say('en') };
}

export function explain(proposal: Pick<Proposal, 'local' | 'cite' | 'note' | 'tried'>): Note {
  return { vi: explainIn('vi', proposal), en: explainIn('en', proposal) };
}

function explainIn(language: Language, { local, cite, note, tried }: Parameters<typeof explain>[0]): string {
  const passed = groups(tried).map((group) => {
    const { reason, because } = group[0]!;
    const text = reasons[reason][language][group.length === 1 ? 'one' : 'many'];
    return `${list(language, group)} ${text}${because ? ` (${because[language]})` : ''}`;
  });
  const grounds = [cite, note?.[language].replace(/\.$/, '')].filter((text) => text != null);
  return `\`${local}\`: ${[passed.join(', '), grounds.join(': ')].filter((text) => text !== '').join('; ')}`;
}

/** Neighbours that were passed over for one reason. */
function groups(tried: readonly Refused[]): Refused[][] {
  const found: Refused[][] = [];
  for (const one of tried) {
    const last = found.at(-1);
    const same = last?.[0]?.reason === one.reason && last[0].because?.vi === one.because?.vi;
    if (same) last!.push(one);
    else found.push([one]);
  }
  return found;
}

function list(language: Language, group: readonly Refused[]): string {
  const and = language === 'vi' ? 'và' : 'and';
  const named = group.slice(0, group.length > mostNamed ? mostNamed - 1 : mostNamed).map(({ local }) => `\`${local}\``);
  const more = group.length - named.length;
  if (more > 0) named.push(language === 'vi' ? `${more} địa chỉ nữa` : `${more} more`);
  return named.length === 1 ? named[0]! : `${named.slice(0, -1).join(', ')} ${and} ${named.at(-1)}`;
}
