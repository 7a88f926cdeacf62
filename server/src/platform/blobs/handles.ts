import { type FileHandle, open } from 'node:fs/promises';

interface Entry {
  opening: Promise<FileHandle>;
  users: number;
}

/** Open files by segment, the least recently used closed first, never one in use. */
export class HandleCache {
  readonly #path: (segment: number) => string;
  readonly #limit: number;
  readonly #entries = new Map<number, Entry>();

  constructor(path: (segment: number) => string, limit: number) {
    this.#path = path;
    this.#limit = limit;
  }

  async use<T>(segment: number, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const entry = this.#entries.get(segment) ?? { opening: open(this.#path(segment), 'r'), users: 0 };
    // Last in the map is the most recently used.
    this.#entries.delete(segment);
    this.#entries.set(segment, entry);
    entry.users++;
    try {
      return await work(await entry.opening);
    } catch (error) {
      // A file that could not be opened is tried anew.
      if (this.#entries.get(segment) === entry) {
        await entry.opening.catch(() => this.#entries.delete(segment));
      }
      throw error;
    } finally {
      entry.users--;
      this.#trim();
    }
  }

  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    await Promise.allSettled(entries.map(async ({ opening }) => (await opening).close()));
  }

  #trim(): void {
    if (this.#entries.size <= this.#limit) return;
    for (const [segment, entry] of this.#entries) {
      if (entry.users > 0) continue;
      this.#entries.delete(segment);
      entry.opening.then((handle) => handle.close()).catch(() => {});
      if (this.#entries.size <= this.#limit) return;
    }
  }
}
