import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

interface Verified {
  version: number;
  mac: Buffer;
  until: number;
}

/**
 * Passwords that were verified a short time ago, as HMACs under a secret of this process: mail clients that reconnect
 * don't cost an Argon2 each time. An entry holds for one version of the credential only, which the caller reads from
 * the database at every sign-in, so that a changed password is out at once, in every process.
 */
export class VerifiedCache {
  readonly #secret = randomBytes(32);
  readonly #entries = new Map<number, Verified>();
  readonly #lifetime: number;
  readonly #most: number;
  readonly #now: () => number;

  constructor(options: { lifetime?: number; most?: number; now?: () => number } = {}) {
    this.#lifetime = options.lifetime ?? 600_000;
    this.#most = options.most ?? 100_000;
    this.#now = options.now ?? Date.now;
  }

  has(personId: number, version: number, password: string): boolean {
    const entry = this.#entries.get(personId);
    if (!entry) return false;
    if (entry.version !== version || entry.until <= this.#now()) {
      this.#entries.delete(personId);
      return false;
    }
    return timingSafeEqual(entry.mac, this.#mac(personId, version, password));
  }

  add(personId: number, version: number, password: string): void {
    this.#entries.delete(personId);
    // The oldest goes: a Map keeps the order of insertion.
    if (this.#entries.size >= this.#most) this.#entries.delete(this.#entries.keys().next().value!);
    const mac = this.#mac(personId, version, password);
    this.#entries.set(personId, { version, mac, until: this.#now() + this.#lifetime });
  }

  #mac(personId: number, version: number, password: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${personId}:${version}:${password}`).digest();
  }
}
