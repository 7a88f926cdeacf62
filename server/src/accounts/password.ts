import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { PasswordRule } from '@congvu/contract';
import { hash as argon2, verify as argon2Verify, type Options, parseOptions } from '@node-rs/argon2';
import { AppError } from '../platform/index.ts';
import { isActivationHash, verifyActivationCode } from './activation-code.ts';
import { Gate } from './gate.ts';

/** Argon2id by OWASP's second choice: 19 MiB, two passes, one lane; about 20 ms. */
export const hashOptions = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
} as const satisfies Options;

/** Longer ones are not looked at: nobody types them, and every octet is hashed. */
export const longestPassword = 1024;

export interface Hasher {
  /** A PHC string. */
  hash(password: string): Promise<string>;
  /** @throws AppError `system.unavailable` when so many wait that an answer would come too late. */
  verify(hash: string, password: string): Promise<boolean>;
  /** Takes as long as `verify` and is never right: for addresses that don't exist. */
  pretend(password: string): Promise<false>;
}

/**
 * Argon2 on the thread pool, few at once: the same threads write files, and each takes 19 MiB.
 * `mostWaiting` bounds verifications that wait.
 */
export function createHasher(options: { atOnce?: number; mostWaiting?: number } = {}): Hasher {
  const gate = new Gate(options.atOnce ?? Math.max(1, Math.min(3, availableParallelism())));
  const mostWaiting = options.mostWaiting ?? 500;
  // The hash of something nobody knows.
  const decoy = argon2(Array.from({ length: 32 }, () => alphabets.lower[randomInt(20)]).join(''), hashOptions);
  decoy.catch(() => {});
  const verify = (hash: string, password: string): Promise<boolean> => {
    if (gate.waiting >= mostWaiting) throw new AppError('system.unavailable');
    return gate.run(() => argon2Verify(hash, prepared(password)));
  };
  return {
    hash: (password) => gate.run(() => argon2(prepared(password), hashOptions)),
    verify: async (hash, password) => {
      if (!isActivationHash(hash)) return verify(hash, password);
      if (verifyActivationCode(hash, password)) return true;
      // A wrong one takes as long as with any other hash, so that time does not tell who has a code yet.
      await verify(await decoy, password);
      return false;
    },
    pretend: async (password) => {
      await verify(await decoy, password);
      return false;
    },
  };
}

/** Whether a hash was made with other than today's parameters. */
export function isOutdated(hash: string): boolean {
  // Of use once, and as good as it can be.
  if (isActivationHash(hash)) return false;
  const made = parseOptions(hash);
  return made.memoryCost !== hashOptions.memoryCost || made.timeCost !== hashOptions.timeCost;
}

/** RFC 8265 §4.2.2: the same password from any keyboard, composed or not. */
export function prepared(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/** Without characters that look alike. */
const alphabets = {
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  lower: 'abcdefghijkmnpqrstuvwxyz',
  digit: '23456789',
} as const;

/** A random first password that meets the rule: at least 12 characters, about 65 bits. */
export function generatePassword(rule: PasswordRule): string {
  const special = [...rule.special].join('') || '#';
  const of = { ...alphabets, special };
  const pick = (from: string) => from[randomInt(from.length)]!;
  const characters = rule.classes.map((name) => pick(of[name]));
  const plain = alphabets.upper + alphabets.lower + alphabets.digit;
  while (characters.length < Math.max(12, rule.minLength)) characters.push(pick(plain));
  for (let i = characters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j]!, characters[i]!];
  }
  return characters.join('');
}
