import { ImapFlow, type MailboxObject } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImapServer, type ImapServer } from './server.ts';
import { MemoryBackend } from './testing/memory-backend.ts';
import { attachment, multipart, simple, vietnamese } from './testing/samples.ts';
import { testTls } from './testing/tls.ts';

describe('with imapflow', () => {
  const backend = new MemoryBackend();
  let server: ImapServer;
  let port: number;

  beforeAll(async () => {
    backend.addAccount('user@example.org', 'secret');
    server = createImapServer({ backend, tls: testTls });
    port = (await server.listen(0, '127.0.0.1')).port;
  });
  afterAll(() => server.close());

  const open = async (options: object = {}) => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      auth: { user: 'user@example.org', pass: 'secret' },
      tls: { rejectUnauthorized: false },
      logger: false,
      ...options,
    });
    await client.connect();
    return client;
  };

  it('signs in by STARTTLS, appends, lists, fetches and downloads', async () => {
    const client = await open();
    expect(client.secureConnection).toBe(true);
    await client.mailboxCreate('Công văn đi/2025');
    const mailboxes = await client.list({ statusQuery: { messages: true } });
    expect(mailboxes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['INBOX', 'Drafts', 'Sent', 'Trash', 'Công văn đi/2025']),
    );
    expect(mailboxes.find(({ path }) => path === 'Sent')?.specialUse).toBe('\\Sent');
    for (const message of [multipart, vietnamese]) await client.append('Công văn đi/2025', message, ['\\Seen']);
    const lock = await client.getMailboxLock('Công văn đi/2025');
    const found = await client.fetchAll('1:*', {
      envelope: true,
      bodyStructure: true,
      flags: true,
      uid: true,
      size: true,
    });
    expect(found.map((m) => m.envelope?.subject)).toEqual(['With parts', 'Công văn số 5']);
    expect(found[0]?.bodyStructure?.childNodes?.map(({ type }) => type)).toEqual([
      'text/plain',
      'application/octet-stream',
      'message/rfc822',
      'message/rfc822',
    ]);
    const { content } = await client.download('1', '2');
    const chunks: Buffer[] = [];
    for await (const chunk of content ?? []) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks)).toEqual(attachment);
    expect(await client.search({ subject: 'văn' })).toEqual([2]);
    expect(await client.messageMove('2', 'Trash')).toMatchObject({ destination: 'Trash' });
    expect(await client.status('Trash', { messages: true })).toMatchObject({ messages: 1 });
    lock.release();
    await client.logout();
  });

  it('follows flags, deletes, and is told of arrivals', async () => {
    const client = await open();
    const lock = await client.getMailboxLock('INBOX');
    const arrived = new Promise<{ count: number }>((resolve) => client.once('exists', resolve));
    const idle = client.idle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    backend.deliver('user@example.org', Buffer.from(simple({ subject: 'new' })));
    expect((await arrived).count).toBe(1);
    await client.messageFlagsAdd('1', ['\\Flagged', 'congviec']);
    await idle;
    expect((await client.fetchOne('1', { flags: true })) || undefined).toMatchObject({
      flags: new Set(['\\Flagged', 'congviec']),
    });
    expect(await client.getQuota('INBOX')).toMatchObject({ storage: expect.anything() });
    await client.messageDelete('1');
    expect(await client.search({ all: true })).toEqual([]);
    lock.release();
    await client.logout();
  });

  it('comes back with QRESYNC', async () => {
    const first = await open();
    await first.mailboxCreate('Resync');
    for (let i = 0; i < 5; i++) await first.append('Resync', simple({ subject: `${i}` }));
    await first.mailboxOpen('Resync');
    // imapflow goes on changing this object.
    const { highestModseq, uidValidity } = { ...(first.mailbox as MailboxObject) };
    await first.messageDelete('2');
    await first.messageFlagsAdd('1', ['\\Seen']);
    await first.logout();
    const second = await open({ qresync: true });
    const vanished: number[] = [];
    second.on('expunge', ({ uid }) => vanished.push(uid as number));
    await second.mailboxOpen('Resync', { changedSince: highestModseq, uidValidity } as object);
    expect(vanished).toEqual([2]);
    await second.logout();
  });
});
