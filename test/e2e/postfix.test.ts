/** Postfix as the server in front, as the relay behind, and as the other side. */
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBySubject, imapClient } from '../support/imap-client.ts';
import { needs } from '../support/needs.ts';
import { freePort, type Postfix, startPostfix } from '../support/postfix.ts';
import { eventually, type RunOptions, run } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Postfix starts as root only. */
const asRoot = process.getuid?.() === 0 ? needs('postfix', 'swaks') : describe.skipIf(true);

asRoot('Postfix', () => {
  let server: TestServer;
  let postfix: Postfix;
  let reader: ImapFlow;
  let one: string;
  let two: string;

  beforeAll(async () => {
    const port = await freePort();
    server = await startServer({ env: { CONGVU_RELAY: `127.0.0.1:${port}` } });
    [one, two] = server.ready.jmapTest as [string, string];
    const smtp = `smtp:[127.0.0.1]:${server.ready.smtp}`;
    postfix = await startPostfix({
      port,
      transport: {
        'tiengiang.test': smtp,
        [two]: `lmtp:inet:127.0.0.1:${server.ready.lmtp}`,
        'ngoai.test': smtp,
      },
      aliases: { 'nguoi-dan@ngoai.test': two },
      main: ['smtpd_recipient_restrictions = check_recipient_access inline:{khong-nhan.test=REJECT}'],
    });
    reader = await imapClient(server.ready.imaps, { address: one, password: server.password });
  });

  afterAll(async () => {
    await reader?.logout();
    await server?.stop();
    await postfix?.stop();
  });

  const arrived = (subject: string, client = reader) =>
    eventually(() => findBySubject(client, 'INBOX', subject), `"${subject}"; Postfix: ${postfix.log().slice(-1500)}`);
  const arrivedAt = async (address: string, subject: string) => {
    const client = await imapClient(server.ready.imaps, { address, password: server.password });
    try {
      return await arrived(subject, client);
    } finally {
      await client.logout();
    }
  };
  const toPostfix = (...args: (string | RunOptions)[]) => {
    const texts = args.filter((arg) => typeof arg === 'string');
    const options = args.find((arg) => typeof arg !== 'string') ?? {};
    const where = ['--server', `127.0.0.1:${postfix.port}`, '--timeout', '10'];
    return run('swaks', [...where, '--from', 'dan@ngoai.test', ...texts], options);
  };
  const submit = (...args: string[]) => {
    const auth = ['--auth', 'PLAIN', '--auth-user', one, '--auth-password', server.password];
    const where = ['--server', `127.0.0.1:${server.ready.submissions}`, '--tls-on-connect', '--timeout', '10'];
    return run('swaks', [...where, ...auth, '--from', one, ...args]);
  };

  test('in front delivers by SMTP, with TLS', async () => {
    await toPostfix('--to', one, '--header', 'Subject: Postfix qua SMTP');
    const source = await arrived('Postfix qua SMTP');
    expect(source).toMatch(/from postfix\.test \(\[127\.0\.0\.1\]\)\r\n\tby \S+ with ESMTPS/);
  });

  test('in front delivers by LMTP', async () => {
    await toPostfix('--to', two, '--header', 'Subject: Postfix qua LMTP');
    expect(await arrivedAt(two, 'Postfix qua LMTP')).toMatch(/by \S+ with LMTPS?\r\n/);
  });

  test('in front delivers a large message', async () => {
    const line = 'Một dòng văn bản tiếng Việt, đủ dài để thành thư lớn khi lặp lại nhiều lần.\n';
    const data = `Subject: Postfix thu lon\n\n${line.repeat(50_000)}`;
    const sent = await toPostfix('--to', one, '--data', '-', { input: data });
    expect(sent.code, sent.stdout.slice(-1000)).toBe(0);
    expect((await arrived('Postfix thu lon')).length).toBeGreaterThan(3_000_000);
  });

  test('in front tells the sender of an unknown recipient, in one bounce', async () => {
    await toPostfix('--from', two, '--to', 'khong-co@tiengiang.test', '--header', 'Subject: nham');
    const report = await arrivedAt(two, 'Undelivered Mail Returned to Sender');
    expect(report).toMatch(/Status: 5\.1\.1\r\n/);
    expect(report).toMatch(/Remote-MTA: dns; 127\.0\.0\.1/i);
  });

  test('behind takes what people send to the outside, and brings it back to a mailbox here', async () => {
    const sent = await submit('--to', 'nguoi-dan@ngoai.test', '--header', 'Subject: ra ngoai roi ve');
    expect(sent.code, sent.stdout).toBe(0);
    const source = await arrivedAt(two, 'ra ngoai roi ve');
    // Once from our queue to Postfix, once from Postfix to us; signed on the way out.
    expect(source.match(/^Received:/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(source).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=tiengiang\.test;/m);
  });

  test('behind refuses: the sender gets our report, and the queue forgets', async () => {
    const sent = await submit('--to', 'ai@khong-nhan.test', '--header', 'Subject: khong nhan duoc');
    expect(sent.code, sent.stdout).toBe(0);
    const report = await eventually(async () => {
      const lock = await reader.getMailboxLock('INBOX');
      try {
        for await (const message of reader.fetch('1:*', { source: true })) {
          const source = message.source!.toString();
          if (
            source.includes('Final-Recipient: rfc822;ai@khong-nhan.test') ||
            source.includes('Final-Recipient: rfc822; ai@khong-nhan.test')
          )
            return source;
        }
        return undefined;
      } finally {
        lock.release();
      }
    }, 'a report about ai@khong-nhan.test');
    expect(report).toMatch(/^Return-Path: <>/);
    expect(report).toMatch(/Action: failed\r\n/);
    expect(report).toMatch(/Status: 5\.7\.1\r\n/);
    expect(report).toContain('Subject: khong nhan duoc');
  });
});
