import type { Id } from '../../api/jmap/types.ts';

const key = 'congvu.place';

/** The folder that was open last, in this browser. Ids tell nothing to anyone else. */
export function lastPlace(): { accountId: Id; mailboxId: Id } | null {
  try {
    const place: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const { accountId, mailboxId } = (place ?? {}) as Record<string, unknown>;
    return typeof accountId === 'string' && typeof mailboxId === 'string' ? { accountId, mailboxId } : null;
  } catch {
    return null;
  }
}

export function rememberPlace(accountId: Id, mailboxId: Id): void {
  localStorage.setItem(key, JSON.stringify({ accountId, mailboxId }));
}

export function forgetPlace(): void {
  localStorage.removeItem(key);
}
