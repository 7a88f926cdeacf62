const minute = 60_000;

/** Pauses after the first, second … failed attempt. The last one repeats. */
const pauses = [5, 15, 30, 60, 120, 240].map((minutes) => minutes * minute);

/** How long a message may wait before it is given up (RFC 5321 §4.5.4.1: 4 to 5 days). */
export const lifetime = 5 * 24 * 60 * minute;

/** When the sender is told that a message is late. */
export const delayNotice = 4 * 60 * minute;

/**
 * When to try again after the attempt that is the `attempts`-th, in milliseconds since the epoch; null when the message
 * has lived too long. The last attempt comes right at the end.
 */
export function nextAttempt(attempts: number, now: number, expires: number): number | null {
  if (now >= expires) return null;
  const pause = pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1]!;
  return Math.min(now + pause, expires);
}

/** For mailboxes here: what went wrong is ours, and should soon be over. */
export function nextLocalAttempt(attempts: number, now: number, expires: number): number | null {
  if (now >= expires) return null;
  return Math.min(now + Math.min(attempts * 15_000, 5 * minute), expires);
}
