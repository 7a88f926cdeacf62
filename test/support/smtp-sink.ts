/** A mail server that says what a test tells it to, and remembers what it got. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerOptions } from 'smtp-server';

export interface Caught {
  from: string;
  to: string[];
  /** MAIL's parameters. */
  args: Record<string, string | true>;
  notify: (string[] | undefined)[];
  orcpt: (string | undefined)[];
  secure: boolean;
  user: string | null;
  message: string;
}

export interface SmtpSink {
  port: number;
  caught: Caught[];
  /** Sessions open now, and the most there were. */
  open: number;
  most: number;
  /** Replies to RCPT and to the message; 250 where they answer nothing. May wait. */
  onRcpt: (address: string) => Promise<[code: number, text: string] | undefined> | [number, string] | undefined;
  onData: (caught: Caught) => Promise<[code: number, text: string] | undefined> | [number, string] | undefined;
  close(): Promise<void>;
}

type Dsn = { dsn?: { notify?: string[]; orcpt?: string } };

export async function startSink(host = '127.0.0.1', options: SMTPServerOptions = {}, port = 0): Promise<SmtpSink> {
  const refusal = ([code, text]: [number, string]) => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    hideDSN: false,
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      sink.open++;
      sink.most = Math.max(sink.most, sink.open);
      done();
    },
    onClose() {
      sink.open--;
    },
    onAuth: (auth, _session, done) =>
      auth.password === 'relay-password'
        ? done(null, { user: auth.username })
        : done(new Error('5.7.8 Bad credentials')),
    async onRcptTo(address, _session, done) {
      const said = await sink.onRcpt(address.address);
      done(said ? refusal(said) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const { mailFrom, rcptTo } = session.envelope;
        const recipients = rcptTo as (SMTPServerAddress & Dsn)[];
        const caught: Caught = {
          from: mailFrom ? mailFrom.address : '',
          to: recipients.map((r) => r.address),
          args: ((mailFrom || undefined)?.args || {}) as Caught['args'],
          notify: recipients.map((r) => r.dsn?.notify),
          orcpt: recipients.map((r) => r.dsn?.orcpt),
          secure: session.secure,
          user: (session.user as string | undefined) ?? null,
          message: Buffer.concat(chunks).toString(),
        };
        const said = await sink.onData(caught);
        if (said) return done(refusal(said));
        sink.caught.push(caught);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const sink: SmtpSink = {
    port: 0,
    caught: [],
    open: 0,
    most: 0,
    onRcpt: () => undefined,
    onData: () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  sink.port = await new Promise<number>((resolve) => {
    const listener = server.listen(port, host, () => resolve((listener.address() as AddressInfo).port));
  });
  return sink;
}
