import type { Actor, NewPassword } from '../directory/index.ts';
import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { generatePassword, type Hasher } from './password.ts';
import { setPassword } from './set-password.ts';

/** Makes first passwords by a province's rule; each is hashed before the transaction that gives it. */
export function firstPasswords(deps: {
  regulation: Regulation;
  hasher: Hasher;
}): (province: string) => Promise<NewPassword> {
  return async (province) => {
    const text = generatePassword(deps.regulation.passwordRule(province));
    const hash = await deps.hasher.hash(text);
    const { mustChange } = deps.regulation.rule(province, 'first-password');
    return {
      text,
      give: async (tx: Transaction, personId: number, by: Actor) => {
        await setPassword(tx, { personId, hash, mustChange }, by);
      },
    };
  };
}
