/** Options that the commands about people and mailboxes have in common. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type Actor, accountByAddress, type ListedAccount, listAccounts, setAccountState } from '../directory/index.ts';
import type { Services } from '../services.ts';
import { CommandError } from './command.ts';

export const operator: Actor = { kind: 'cli' };

export interface PasswordOptions {
  passwordStdin?: boolean;
  passwordFile?: string;
  mustChange: boolean;
  ignorePasswordRule?: boolean;
}

export function addPasswordOptions(command: Command): Command {
  return command
    .option('--password-stdin', 'read the password from standard input (its first line)')
    .option('--password-file <file>', 'read the password from a file (its first line)')
    .option('--no-must-change', 'the password need not be changed at the first sign-in')
    .option('--ignore-password-rule', 'take a password that the regulation would refuse; recorded in the audit');
}

/** Undefined when none is given. Never an argument: other users of the machine see those. */
export async function readPassword(options: PasswordOptions): Promise<string | undefined> {
  if (options.passwordStdin && options.passwordFile !== undefined) {
    throw new CommandError('command.usage', 'Give either --password-stdin or --password-file.');
  }
  if (!options.passwordStdin && options.passwordFile === undefined) return undefined;
  const whole = options.passwordStdin ? await readAll(process.stdin) : await readText(options.passwordFile!);
  const password = whole.split(/\r?\n/, 1)[0]!;
  if (password === '') throw new CommandError('command.usage', 'The password is empty.');
  return password;
}

/** `-` is standard input. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError('file.not-found', `${file} cannot be read: ${error.code}.`);
  });
}

/** `500M`, `2G`, `1048576`; `default` is the regulation's. */
export function readSize(text: string): number | null {
  if (text === 'default') return null;
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim());
  const size = match
    ? Math.round(Number(match[1]) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(match[2]!.toLowerCase()))
    : 0;
  if (size > 0 && Number.isSafeInteger(size)) return size;
  throw new CommandError('command.usage', `${text} is no size such as 500M, 2G or a number of octets, nor "default".`);
}

export async function setState(
  { pools }: Services,
  address: string,
  state: 'active' | 'locked',
  reason: string | undefined,
  kind: ListedAccount['kind'] | undefined,
): Promise<void> {
  const account = await accountByAddress(pools, address);
  if (kind && account.kind !== kind) throw new CommandError('user.not-a-person', `${address} is no person’s mailbox.`);
  const changed = await pools.transaction((tx) => setAccountState(tx, account.accountId, state, operator, reason));
  const done = state === 'locked' ? 'locked' : 'unlocked';
  console.log(changed ? `${address} is ${done}.` : `${address} was ${done} already.`);
}

/** Prints every mailbox, as lines or as JSON lines, page by page. */
export async function printAccounts(
  { pools }: Services,
  kind: ListedAccount['kind'] | undefined,
  json: boolean,
): Promise<void> {
  for (let after = ''; ; ) {
    const page = await listAccounts(pools, { ...(kind ? { kind } : {}), after });
    for (const account of page) console.log(json ? JSON.stringify(account) : line(account));
    const last = page.at(-1);
    if (!last) return;
    after = last.address;
  }
}

function line(account: ListedAccount): string {
  const { address, name, state, usedBytes, messages, mustChangePassword, lastSignInAt } = account;
  const notes = [
    account.kind === 'organisation' ? 'organisation' : undefined,
    state === 'active' ? undefined : state,
    mustChangePassword ? 'must change password' : undefined,
    account.quotaBytes === null ? undefined : `quota ${megabytes(account.quotaBytes)}`,
    lastSignInAt ? `last sign-in ${lastSignInAt.toISOString().slice(0, 10)}` : undefined,
  ];
  return [address, name, `${messages} messages, ${megabytes(usedBytes)}`, ...notes.filter(Boolean)].join('\t');
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A day alone begins in Vietnam. */
export function readTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+07:00` : text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new CommandError('command.usage', `${text} is no time such as 2026-12-31 or 2026-12-31T17:00:00+07:00.`);
}
