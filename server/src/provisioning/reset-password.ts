import { generatePassword, requirePasswordByRule, setPassword } from '../accounts/index.ts';
import { type Actor, accountByAddress, DirectoryError } from '../directory/index.ts';
import { AppError } from '../platform/index.ts';
import type { ProvisioningDeps } from './add-people.ts';

export interface PasswordToReset {
  address: string;
  /** Left out: a random one. */
  password?: string | undefined;
  mustChange?: boolean | undefined;
  ignorePasswordRule?: boolean | undefined;
}

/**
 * Gives a person a new password (TG 10.1: one forgotten is set anew by the authority). Answers it when it was made here.
 * @throws DirectoryError `directory.no-mailbox`, `directory.no-person`; AppError `password.rule`.
 */
export async function resetPassword(
  deps: ProvisioningDeps,
  input: PasswordToReset,
  by: Actor,
): Promise<string | undefined> {
  const { pools, regulation, hasher } = deps;
  const account = await accountByAddress(pools, input.address);
  const { personId, province } = account;
  if (personId === null) throw new DirectoryError('directory.no-person', input.address);
  if (input.password === '') throw new AppError('request.invalid', 'The password is empty.');
  if (input.password !== undefined && !input.ignorePasswordRule) {
    requirePasswordByRule(regulation, province, input.password, input.address);
  }
  const text = input.password ?? generatePassword(regulation.passwordRule(province));
  const hash = await hasher.hash(text);
  const mustChange = input.mustChange ?? regulation.rule(province, 'first-password').mustChange;
  const ruleIgnored = input.password !== undefined && input.ignorePasswordRule === true;
  await pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange, ruleIgnored }, by));
  return input.password === undefined ? text : undefined;
}
