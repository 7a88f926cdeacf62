import { ImapFlow } from 'imapflow';

export interface Account {
  address: string;
  password: string;
}

/** A signed-in imapflow over TLS. Close it with `logout`. */
export async function imapClient(port: number, { address, password }: Account, host = '127.0.0.1'): Promise<ImapFlow> {
  const client = new ImapFlow({
    host,
    port,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: address, pass: password },
    logger: false,
  });
  await client.connect();
  return client;
}

/** The source of the first message with that subject in a mailbox, or undefined. */
export async function findBySubject(client: ImapFlow, mailbox: string, subject: string): Promise<string | undefined> {
  const lock = await client.getMailboxLock(mailbox);
  try {
    for await (const message of client.fetch('1:*', { envelope: true, source: true })) {
      if (message.envelope?.subject === subject) return message.source?.toString();
    }
    return undefined;
  } finally {
    lock.release();
  }
}
