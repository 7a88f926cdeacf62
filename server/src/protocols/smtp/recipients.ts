import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import { type Directory, type Recipient, wireAddress } from '../../mail/queue/index.ts';
import { refuse, replyTo, SmtpRefusal } from './replies.ts';
import { declaredSize, dsnOf, noteRecipient } from './transaction.ts';

export interface RecipientRules {
  directory: Directory;
  /** Whether mail to other servers is taken: from people who signed in, from nobody else. */
  relays: boolean;
  /** The domain of `postmaster` without one (RFC 5321 §4.5.1). */
  mainDomain(): string | null;
}

type Done = (error?: Error | null) => void;

/** Judges RCPT. Answers at once when the address is known already, so that pipelined commands don't wait for each other. */
export function judgeRecipient(
  rules: RecipientRules,
  given: SMTPServerAddress,
  session: SMTPServerSession,
  done: Done,
): void {
  const address = wireAddress(withDomain(given.address, rules.mainDomain()));
  const { envelope } = session;
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
  if (known) {
    decide(known);
    return;
  }
  rules.directory.resolve(address).then(decide, (error) => {
    const { code, text } = replyTo(error);
    done(new SmtpRefusal(code, text));
  });
}

function refusalOf({ local, account, address }: Recipient, size: number, relays: boolean): SmtpRefusal | null {
  if (!local) return relays ? null : refuse('relayDenied');
  if (!account) return refuse('unknownRecipient', address);
  if (account.state !== 'active') return refuse('mailboxDisabled');
  return account.used + size > account.quota ? refuse('mailboxFull') : null;
}

function withDomain(address: string, domain: string | null): string {
  return address.includes('@') || domain === null ? address : `${address}@${domain}`;
}
