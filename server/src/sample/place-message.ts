import { Flag, type Target } from '../mail/index.ts';
import type { Party, SampleMessage } from './messages/index.ts';

/** Where a message lies and with which flags: with its sender, and with every recipient in the province. */
export function placesOf(
  message: SampleMessage,
  all: readonly SampleMessage[],
  accountOf: (party: string) => number,
  receivedAt: number,
): Target[] {
  const inside = (party: Party): party is string => typeof party === 'string';
  if (message.draft) {
    const accountId = accountOf(message.from as string);
    return [{ accountId, role: 'drafts', flags: Flag.seen | Flag.draft, receivedAt }];
  }
  const targets: Target[] = [];
  if (inside(message.from)) {
    targets.push({ accountId: accountOf(message.from), role: 'sent', flags: Flag.seen, receivedAt });
  }
  const recipients = new Set([...message.to, ...(message.cc ?? [])].filter(inside));
  for (const party of recipients) {
    if (party === message.from) continue;
    const answered = all.some((other) => other.reply === message.key && other.from === party);
    const flags =
      (isUnread(message, party, answered) ? 0 : Flag.seen) |
      (answered ? Flag.answered : 0) |
      (message.flagged?.includes(party) ? Flag.flagged : 0);
    targets.push({ accountId: accountOf(party), role: message.folder ?? 'inbox', flags, receivedAt });
  }
  return targets;
}

function isUnread(message: SampleMessage, party: string, answered: boolean): boolean {
  const { unread } = message;
  if (unread === 'all') return true;
  if (unread === 'none') return false;
  return unread ? unread.includes(party) : message.day <= 1 && !answered;
}
