/** Keeps what was used last, bounded by count and by weight. */
export class Lru<K, V> {
  readonly #map = new Map<K, { value: V; weight: number }>();
  readonly #max: number;
  readonly #maxWeight: number;
  readonly #weigh: (value: V) => number;
  #weight = 0;

  constructor(max: number, maxWeight: number = Number.POSITIVE_INFINITY, weigh: (value: V) => number = () => 0) {
    this.#max = max;
    this.#maxWeight = maxWeight;
    this.#weigh = weigh;
  }

  get(key: K): V | undefined {
    const entry = this.#map.get(key);
    if (entry === undefined) return undefined;
    this.#map.delete(key);
    this.#map.set(key, entry);
    return entry.value;
  }

  /** Without counting as use: for many at once, where keeping the order would cost more than it is worth. */
  peek(key: K): V | undefined {
    return this.#map.get(key)?.value;
  }

  /** Without counting as use. */
  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    this.delete(key);
    const weight = this.#weigh(value);
    this.#map.set(key, { value, weight });
    this.#weight += weight;
    while (this.#map.size > this.#max || (this.#weight > this.#maxWeight && this.#map.size > 1)) {
      const oldest = this.#map.keys().next().value as K;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    const entry = this.#map.get(key);
    if (entry === undefined) return;
    this.#weight -= entry.weight;
    this.#map.delete(key);
  }

  clear(): void {
    this.#map.clear();
    this.#weight = 0;
  }

  get size(): number {
    return this.#map.size;
  }
}
