import { AppError } from '../platform/index.ts';

/** Lets a few tasks run at once and keeps the rest waiting in order. */
export class Gate {
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get idle(): boolean {
    return this.#running === 0;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

/** One task at a time for each key; a key on which too many wait is refused. */
export class KeyedGate {
  readonly #most: number;
  readonly #gates = new Map<string, Gate>();

  /** `most`: how many may wait on one key. */
  constructor(most: number) {
    this.#most = most;
  }

  /** @throws AppError `auth.throttled` when too many wait already. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const gate = this.#gates.get(key) ?? new Gate(1);
    if (gate.waiting >= this.#most) throw new AppError('auth.throttled');
    this.#gates.set(key, gate);
    try {
      return await gate.run(task);
    } finally {
      if (gate.idle) this.#gates.delete(key);
    }
  }
}
