import type { Connection } from '../connection.ts';
import { ImapError } from '../session.ts';
import { BadCommand } from '../wire/args.ts';
import type { Command } from './command.ts';
import { requirePrivacy, signIn } from './sign-in.ts';

const INITIAL = /=|[A-Za-z0-9+/]+={0,2}/y;

/** RFC 9051 §6.2.2 with SASL-IR: PLAIN (RFC 4616), and LOGIN for old clients. */
export const authenticate: Command = {
  state: 'not authenticated',
  run(c, args) {
    args.space();
    const mechanism = args.keyword();
    let initial: string | undefined;
    if (args.peek() === ' ') {
      args.space();
      initial = args.match(INITIAL) ?? args.fail('base64');
    }
    args.end();
    if (mechanism !== 'PLAIN' && mechanism !== 'LOGIN') throw new ImapError('No such mechanism', 'CANNOT');
    requirePrivacy(c);
    return mechanism === 'PLAIN' ? plain(c, initial) : loginMechanism(c, initial);
  },
};

async function plain(c: Connection, initial: string | undefined): Promise<string> {
  const response = decode(initial === undefined ? await ask(c, '') : initial);
  const [authorize, user, password, ...rest] = response.split('\0');
  if (user === undefined || password === undefined || rest.length > 0) throw new BadCommand('Not a PLAIN response');
  // Acting for another is a right of mailboxes here, not of sign-in.
  if (authorize !== '' && authorize !== user) throw new ImapError('Proxying is not offered', 'AUTHORIZATIONFAILED');
  return signIn(c, user, password);
}

async function loginMechanism(c: Connection, initial: string | undefined): Promise<string> {
  const user = decode(initial ?? (await ask(c, 'Username:')));
  const password = decode(await ask(c, 'Password:'));
  return signIn(c, user, password);
}

async function ask(c: Connection, challenge: string): Promise<string> {
  c.out.text(`+ ${Buffer.from(challenge).toString('base64')}\r\n`);
  c.out.flush();
  const answer = await c.readLine();
  if (answer === '*') throw new BadCommand('Cancelled');
  return answer;
}

function decode(base64: string): string {
  if (base64 === '=') return '';
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) throw new BadCommand('Not base64');
  return Buffer.from(base64, 'base64').toString();
}
