import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import { type Directory, type Recipient, wireAddress } from '../../mail/queue/index.ts';
import { refuse, replyTo, SmtpRefusal } from './replies.ts';
import { declaredSize, dsnOf, noteRecipient } from './transaction.ts';

export interface RecipientRules {
  directory: Directory;
  /** Whether mail to other servers is taken: from people who signed in, from nobody else. */
  relays: boolean;
  /** The domain of `postmaster` without one (RFC 5321 §4.5.1). */
  mainDomain(): Promise<string | null>;
}

type Done = (error?: Error | null) => void;

/** Judges RCPT. Answers at once when the address is known already, so that pipelined commands don't wait for each other. */
export function judgeRecipient(
  rules: RecipientRules,
  given: SMTPServerAddress,
  session: SMTPServerSession,
  done: Done,
): void {
  const { envelope } = session;
  const refuseFor = (error: unknown) => {
    const { code, text } = replyTo(error);
    done(new SmtpRefusal(code, text));
  };
  const judge = (full: string) => {
    const address = wireAddress(full);
    if (!envelope.smtpUtf8 && /[^\x00-\x7f]/.test(address)) {
      done(refuse('needsSmtpUtf8'));
      return;
    }
    const decide = (known: Recipient) => {
      const refusal = refusalOf(known, declaredSize(envelope), rules.relays);
      if (!refusal) noteRecipient(envelope, given.address, { address, known, ...dsnOf(given) });
      done(refusal);
    };
    const known = rules.directory.peek(address);
    if (known) decide(known);
    else rules.directory.resolve(address).then(decide, refuseFor);
  };
  if (given.address.includes('@')) judge(given.address);
  // Asked anew each time: it is rare, and the first domain may have been made a moment ago.
  else
    rules.mainDomain().then((domain) => {
      if (domain === null) done(refuse('unknownRecipient', given.address));
      else judge(`${given.address}@${domain}`);
    }, refuseFor);
}

function refusalOf({ local, account, address }: Recipient, size: number, relays: boolean): SmtpRefusal | null {
  if (!local) return relays ? null : refuse('relayDenied');
  if (!account) return refuse('unknownRecipient', address);
  if (account.state !== 'active') return refuse('mailboxDisabled');
  return account.used + size > account.quota ? refuse('mailboxFull') : null;
}
