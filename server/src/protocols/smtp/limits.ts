/** How much one client may do: connections open at once, and events in a time. Trusted networks are never counted. */
export class ConnectionCounter {
  readonly #perAddress = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** False when the address has as many as it may. */
  open(address: string): boolean {
    const now = this.#perAddress.get(address) ?? 0;
    if (now >= this.#most) return false;
    this.#perAddress.set(address, now + 1);
    return true;
  }

  close(address: string): void {
    const now = (this.#perAddress.get(address) ?? 0) - 1;
    if (now > 0) this.#perAddress.set(address, now);
    else this.#perAddress.delete(address);
  }
}

/** Counts events for a key in fixed windows of time. */
export class RateLimiter {
  readonly #most: number;
  readonly #window: number;
  #counts = new Map<string, number>();
  #since = 0;

  /** At most `most` events in `window` milliseconds. */
  constructor(most: number, window: number) {
    this.#most = most;
    this.#window = window;
  }

  /** Counts `events` more; false when that is too many. */
  take(key: string, events = 1, now: number = Date.now()): boolean {
    if (now - this.#since >= this.#window) {
      this.#since = now;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(key) ?? 0) + events;
    this.#counts.set(key, count);
    return count <= this.#most;
  }
}
