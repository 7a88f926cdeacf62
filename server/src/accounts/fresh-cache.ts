/** Something about each person, read at most so often, and again at once when told that it changed. */
export class FreshCache<T> {
  readonly #read: (personId: number) => Promise<T>;
  readonly #freshFor: number;
  readonly #known = new Map<number, { until: number; value: Promise<T> }>();

  /** `freshFor`: milliseconds. */
  constructor(read: (personId: number) => Promise<T>, freshFor = 1000) {
    this.#read = read;
    this.#freshFor = freshFor;
  }

  get(personId: number): Promise<T> {
    const now = performance.now();
    const known = this.#known.get(personId);
    if (known && known.until > now) return known.value;
    if (this.#known.size > 10_000) this.#known.clear();
    const value = this.#read(personId);
    const entry = { until: now + this.#freshFor, value };
    this.#known.set(personId, entry);
    value.catch(() => {
      if (this.#known.get(personId) === entry) this.#known.delete(personId);
    });
    return value;
  }

  forget(personId: number): void {
    this.#known.delete(personId);
  }

  clear(): void {
    this.#known.clear();
  }
}
