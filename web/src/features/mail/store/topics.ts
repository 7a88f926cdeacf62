/** Named signals: a view subscribes to what it shows and hears of nothing else. Several changes in one tick ring once. */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #ringing = new Set<string>();

  subscribe(topic: string, listener: () => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(topic);
    };
  }

  /** Whether anything on screen depends on the topic. */
  watched(topic: string): boolean {
    return (this.#listeners.get(topic)?.size ?? 0) > 0;
  }

  ring(topic: string): void {
    if (!this.#listeners.has(topic)) return;
    if (this.#ringing.size === 0) queueMicrotask(() => this.#deliver());
    this.#ringing.add(topic);
  }

  #deliver(): void {
    const topics = [...this.#ringing];
    this.#ringing.clear();
    const due = new Set(topics.flatMap((t) => [...(this.#listeners.get(t) ?? [])]));
    for (const listener of due) listener();
  }
}
