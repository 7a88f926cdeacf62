import type { Log } from '../platform/index.ts';

/** A terminal and a parent that passes signals on both send one for a single Ctrl-C. */
const sameRequest = 1000;
/** After that long a stop that hangs is cut short; whatever was acknowledged is safe. */
const patience = 30_000;

/**
 * Stops cleanly, once, on SIGINT, SIGTERM or SIGHUP, or when the parent that started us with a channel is gone; then
 * ends the process. A second signal ends it at once. Errors nobody caught end it too: its state is unknown.
 */
export function onStopSignal(stop: () => Promise<void>, log: Log): void {
  let asked = 0;
  const request = (why: string) => {
    const now = Date.now();
    if (asked > 0) {
      if (now - asked > sameRequest && why !== 'parent') process.exit(130);
      return;
    }
    asked = now;
    log.info({ why }, 'stopping');
    setTimeout(() => {
      log.error('stopping takes too long');
      process.exit(1);
    }, patience).unref();
    stop().then(
      () => process.exit(0),
      (err) => {
        log.error({ err }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => request(signal));
  if (process.channel) {
    process.on('disconnect', () => request('parent'));
    process.channel.unref();
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err) => {
      log.fatal({ err }, event);
      process.exit(1);
    });
  }
  // Nobody reads our output any more: that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
