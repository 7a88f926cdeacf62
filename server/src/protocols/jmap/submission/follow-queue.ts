import type { ChangeHub } from '../../../mail/index.ts';
import type { Log, Notifications, Pools } from '../../../platform/index.ts';
import { accountsWithMoved, bringMovedForward } from '../queries/submission.ts';

export interface FollowDeps {
  pools: Pools;
  hub: Pick<ChangeHub, 'announce'>;
  notifications: Pick<Notifications, 'listen' | 'onResync'>;
  log: Log;
}

/** Several changes of the queue in this time are one change of state. Milliseconds. */
const gatherFor = 20;
const accountsAtOnce = 100;
/** After the database was away. Milliseconds. */
const retryAfter = 2000;

/**
 * What the queue does of a submission (taken, sent, refused, held, dropped) is a change of its state (RFC 8621 §7):
 * submissions that the database has marked get their place in the account's counter, and whoever listens is told. Several
 * processes may do so at once; under the account's lock only one finds the mark.
 */
export async function followQueue(deps: FollowDeps): Promise<{ stop(): Promise<void> }> {
  const { pools, hub, notifications, log } = deps;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const bringForward = async () => {
    for (;;) {
      const accounts = await accountsWithMoved(pools, accountsAtOnce);
      for (const accountId of accounts) {
        const modseq = await pools.transaction((tx) => bringMovedForward(tx, accountId));
        if (modseq !== null) hub.announce({ accountId, modseq, mailboxIds: [] });
      }
      if (accounts.length < accountsAtOnce || stopped) return;
    }
  };
  const look = (after: number) => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      again = false;
      running = bringForward().then(
        () => settle(gatherFor),
        (err) => {
          log.warn({ err }, 'submissions could not be brought forward; trying again');
          again = true;
          settle(retryAfter);
        },
      );
    }, after);
  };
  const settle = (after: number) => {
    running = null;
    if (again) look(after);
  };

  const unlisten = await notifications.listen('congvu_submission', () => look(gatherFor));
  const unhook = notifications.onResync(() => look(gatherFor));
  look(0);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unhook();
      await unlisten();
      await running;
    },
  };
}
