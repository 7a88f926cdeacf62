/** What the commands have in common: services for the time of one command, progress, coded errors. */
import { createLog, type Log, loadConfig, reachDatabase } from '../platform/index.ts';
import { openServices, type Services } from '../services.ts';

/** A mistake in how a command was called, or something it could not do. Printed without a trace; exit status 1. */
export class CommandError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

export type WithServices = <T>(work: (services: Services) => Promise<T>) => Promise<T>;

/** Opens the services, beside a running server or alone, and closes them after. */
export const withServices: WithServices = async (work) => {
  const config = loadConfig();
  const log: Log = createLog({ ...config.log, level: config.log.level === 'info' ? 'warn' : config.log.level });
  const database = await reachDatabase(config, log);
  try {
    const services = await openServices(database.url, config, log);
    try {
      return await work(services);
    } finally {
      await services.close();
    }
  } finally {
    await database.stop();
  }
};

/** One line on a terminal that is written over; elsewhere nothing until the end. */
export function progress(label: string): {
  at(done: number, of?: number): void;
  clear(): void;
  end(text: string): void;
} {
  const tty = process.stderr.isTTY;
  let last = 0;
  const clear = () => void (tty && process.stderr.write('\r\x1b[K'));
  return {
    clear,
    at(done, of) {
      const now = Date.now();
      if (!tty || now - last < 100) return;
      last = now;
      process.stderr.write(`\r\x1b[K${label}: ${done}${of === undefined ? '' : ` / ${of}`}`);
    },
    end(text) {
      clear();
      console.log(text);
    },
  };
}
