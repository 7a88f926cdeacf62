import { limitError } from './errors.ts';

/**
 * Lets a person do so many things at once; a few more wait their turn, the rest are refused
 * (`maxConcurrentRequests`, `maxConcurrentUpload`: RFC 8620 §2).
 */
export class Gate {
  readonly #limit: string;
  readonly #atOnce: number;
  readonly #waiting: number;
  readonly #busy = new Map<number, { running: number; queue: (() => void)[] }>();

  constructor(limit: string, atOnce: number, waiting: number) {
    this.#limit = limit;
    this.#atOnce = atOnce;
    this.#waiting = waiting;
  }

  /** @throws RequestError `limit` */
  async run<T>(personId: number, act: () => Promise<T>): Promise<T> {
    let entry = this.#busy.get(personId);
    if (!entry) this.#busy.set(personId, (entry = { running: 0, queue: [] }));
    if (entry.running < this.#atOnce) entry.running += 1;
    else {
      if (entry.queue.length >= this.#waiting) throw limitError(this.#limit, 'Too many at once.', 429);
      const turn = Promise.withResolvers<void>();
      entry.queue.push(turn.resolve);
      await turn.promise;
    }
    try {
      return await act();
    } finally {
      // The place passes to the next in the queue, so that `running` stays the same.
      const next = entry.queue.shift();
      if (next) next();
      else {
        entry.running -= 1;
        if (entry.running === 0) this.#busy.delete(personId);
      }
    }
  }
}
