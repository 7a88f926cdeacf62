import { setTimeout as sleep } from 'node:timers/promises';
import type { TestServer } from '../../support/server.ts';
import { Talk } from '../../support/talk.ts';
import type { Ledger } from './ledger.ts';

export interface Load {
  /** Messages acknowledged since it began. */
  readonly acknowledged: number;
  /** Ends the writers, if the server has not done so. */
  stop(): Promise<void>;
}

type Writer = (talk: Talk, counted: () => void) => Promise<void>;

/**
 * Delivers by LMTP, appends by IMAP and submits, each on connections of its own and as fast as answers come. Refusals
 * are no acknowledgement; a connection that ends is made again until the load is stopped.
 */
export function startLoad(server: TestServer, ledger: Ledger, [one, two]: [string, string]): Load {
  const { ready, password } = server;
  let acknowledged = 0;
  let stopping = false;
  const open = new Set<Talk>();
  const inbox = (address: string) => ({ address, mailbox: 'INBOX' });

  const lmtp: Writer = async (talk, counted) => {
    await talk.reply();
    await talk.say('LHLO crash.test');
    for (;;) {
      const { bytes, acknowledge } = ledger.message('lmtp', inbox(one), inbox(two));
      talk.write(`MAIL FROM:<a@crash.test> BODY=8BITMIME\r\nRCPT TO:<${one}>\r\nRCPT TO:<${two}>\r\nDATA\r\n`);
      const replies = [await talk.reply(), await talk.reply(), await talk.reply(), await talk.reply()];
      if (!replies[3]!.startsWith('354')) {
        await talk.say('RSET');
        await sleep(50);
        continue;
      }
      talk.write(Buffer.concat([bytes, Buffer.from('.\r\n')]));
      const answers = [await talk.reply(), await talk.reply()];
      if (answers.every((answer) => answer.startsWith('250 '))) {
        acknowledge();
        counted();
      } else await sleep(50);
    }
  };

  const append: Writer = async (talk, counted) => {
    await talk.until(/^\* OK/);
    talk.write(`in LOGIN "${one}" {${Buffer.byteLength(password)}+}\r\n${password}\r\n`);
    if (!(await talk.until(/^in /)).startsWith('in OK')) throw new Error('not signed in');
    for (;;) {
      const { bytes, acknowledge } = ledger.message('append', { address: one, mailbox: 'Crash' });
      talk.write(`put APPEND Crash (\\Seen) {${bytes.length}+}\r\n`);
      talk.write(bytes);
      talk.write('\r\n');
      if ((await talk.until(/^put /)).startsWith('put OK')) {
        acknowledge();
        counted();
      } else await sleep(50);
    }
  };

  const submit: Writer = async (talk, counted) => {
    await talk.reply();
    await talk.say('EHLO crash.test');
    const token = Buffer.from(`\0${two}\0${password}`).toString('base64');
    if (!(await talk.say(`AUTH PLAIN ${token}`)).startsWith('235')) throw new Error('not signed in');
    for (;;) {
      const { bytes, acknowledge } = ledger.message('submit', inbox(one), inbox(two));
      const message = bytes.toString().replace(/^From: .*/, `From: <${two}>`);
      await talk.say(`MAIL FROM:<${two}> BODY=8BITMIME`);
      await talk.say(`RCPT TO:<${one}>`);
      await talk.say(`RCPT TO:<${two}>`);
      if (!(await talk.say('DATA')).startsWith('354')) {
        await talk.say('RSET');
        await sleep(50);
        continue;
      }
      talk.write(`${message}.\r\n`);
      if ((await talk.reply()).startsWith('250')) {
        acknowledge();
        counted();
      } else await sleep(50);
    }
  };

  const keep = async (connect: () => Talk, writer: Writer) => {
    while (!stopping) {
      const talk = connect();
      open.add(talk);
      await writer(talk, () => acknowledged++).catch(() => {});
      talk.close();
      open.delete(talk);
      await sleep(20);
    }
  };
  const plain = () => Talk.plain(ready.lmtp);
  const running = [
    keep(plain, lmtp),
    keep(plain, lmtp),
    keep(() => Talk.tls(ready.imaps), append),
    keep(() => Talk.tls(ready.imaps), append),
    keep(() => Talk.tls(ready.submissions), submit),
  ];
  return {
    get acknowledged() {
      return acknowledged;
    },
    async stop() {
      stopping = true;
      for (const talk of open) talk.close();
      await Promise.all(running);
    },
  };
}
