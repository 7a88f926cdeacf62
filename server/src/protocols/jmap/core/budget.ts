import { MethodError } from './errors.ts';

/** Octets of messages that one method call reads at most. */
const maxOctets = 256 * 1024 * 1024;

/** Counts what a call reads, so that one call can't keep a server busy. */
export class ReadBudget {
  #left = maxOctets;

  /** @throws MethodError `requestTooLarge` */
  take(octets: number): void {
    this.#left -= octets;
    if (this.#left < 0)
      throw new MethodError('requestTooLarge', 'Too much would have to be read: ask for fewer at once.');
  }
}
