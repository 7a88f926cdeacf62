import type { Log, Notifications, Queryable } from '../../platform/index.ts';
import type { Layer } from '../profile.ts';
import type { Regulation } from '../regulation.ts';
import { readIssued } from './read-issued.ts';

export const regulationChannel = 'congvu_regulation';

export interface FollowDeps {
  db: Queryable;
  notifications: Notifications;
  regulation: Regulation;
  log: Log;
}

/** Keeps `regulation` as the database says, whichever process issues. */
export interface IssuedFollower {
  /** Reads the province's issues again, so that who has just issued finds them in force here. */
  refresh(province: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Lays what is issued over the profiles, now and at every change.
 * @throws RegulationError `regulation.profile`.
 */
export async function followIssued({ db, notifications, regulation, log }: FollowDeps): Promise<IssuedFollower> {
  const layAll = (layers: Map<string, Layer>) => {
    for (const [province, layer] of layers) {
      if (regulation.has(province)) regulation.lay(province, layer);
      else log.warn({ province }, 'rules are issued for a province that has no profile');
    }
  };
  // One reading at a time: a slower, older one must not be laid over a newer one.
  let reading: Promise<void> = Promise.resolve();
  const refresh = (province?: string): Promise<void> => {
    const next = reading.then(async () => layAll(await readIssued(db, province)));
    reading = next.catch((err) => log.error({ err, province }, 'what was issued could not be read'));
    return next;
  };
  const later = (province?: string) => void refresh(province).catch(() => {});
  const unlisten = await notifications.listen(regulationChannel, later);
  const stopResync = notifications.onResync(() => later());
  try {
    await refresh();
  } catch (error) {
    stopResync();
    await unlisten();
    throw error;
  }
  return {
    refresh,
    stop: async () => {
      stopResync();
      await unlisten();
      await reading;
    },
  };
}
