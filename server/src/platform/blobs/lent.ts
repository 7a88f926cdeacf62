/**
 * Memory for large reads, used again and again: new memory for each would have to be cleared by the kernel and found
 * unused by the garbage collector, which together take longer than the reading.
 */
export class Lending {
  readonly #size: number;
  readonly #most: number;
  readonly #free: Buffer[] = [];
  #clearing: NodeJS.Timeout | undefined;

  /** Pieces of `size` octets, of which at most `most` are kept while nobody has them. */
  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  /** Undefined when it is too small for that, or so large that it would be wasted. */
  take(octets: number): Buffer | undefined {
    if (octets > this.#size || octets < this.#size / 16) return undefined;
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#size);
  }

  giveBack(piece: Buffer): void {
    if (this.#free.length >= this.#most) return;
    this.#free.push(piece);
    this.#clearing?.refresh();
    this.#clearing ??= setTimeout(() => {
      this.#free.length = 0;
      this.#clearing = undefined;
    }, keptFor).unref();
  }
}

/** Milliseconds that unused memory is kept. */
const keptFor = 5000;
