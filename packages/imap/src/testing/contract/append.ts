import { describe, expect, it } from 'vitest';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.3.12, RFC 3502, RFC 4315, RFC 7888, RFC 7889, RFC 6855 §4 */
export function appendContract(makeBackend: MakeBackend): void {
  describe('APPEND', () => {
    const h = Harness.use(makeBackend);
    const message = Buffer.from(simple({ subject: 'Appended' }));

    it('keeps octets, flags and date', async () => {
      const { c, mailbox } = await h.withMailbox();
      const odd = Buffer.concat([message, Buffer.from([128, 255, 200]), Buffer.from('\r\nno line end')]);
      await c.ok(`APPEND ${mailbox} (\\Seen $Forwarded) "17-Jul-1996 02:44:25 -0700" `, odd);
      const { untagged } = await c.ok('FETCH 1 (FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])');
      const fetched = untagged.find((r) => r.startsWith('1 FETCH')) as string;
      expect(fetched).toContain(`RFC822.SIZE ${odd.length}`);
      expect(fetched).toMatch(/FLAGS \((\\Seen \$Forwarded|\$Forwarded \\Seen)\)/);
      const date = /INTERNALDATE "([^"]+)"/.exec(fetched)?.[1];
      expect(Date.parse(date as string)).toBe(Date.parse('1996-07-17T02:44:25-07:00'));
      expect(fetched).toContain(`{${odd.length}}\r\n${odd.toString('latin1')})`);
    });

    it('answers APPENDUID and shows the message to its own session at once', async () => {
      const { c, mailbox } = await h.withMailbox();
      const reply = await c.ok(`APPEND ${mailbox} `, message);
      expect(reply.code).toMatch(/^APPENDUID \d+ 1$/);
      expect(reply.untagged).toContain('1 EXISTS');
    });

    it('takes NUL in a literal8 alone', async () => {
      const c = await h.login();
      const mailbox = await h.makeMailbox(c);
      const odd = Buffer.concat([message, Buffer.from([0, 13, 10])]);
      expect(await c.send(`APPEND ${mailbox} `, odd)).toMatchObject({ status: 'NO', code: 'CANNOT' });
      c.write(`t8 APPEND ${mailbox} ~{${odd.length}+}\r\n`);
      c.write(odd);
      c.write('\r\n');
      expect((await c.reply('t8')).status).toBe('OK');
    });

    it('waits for + with a synchronising literal', async () => {
      const c = await h.login();
      const mailbox = await h.makeMailbox(c);
      c.write(`t1 APPEND ${mailbox} {${message.length}}\r\n`);
      await c.next(/^\+/);
      c.write(message);
      c.write('\r\n');
      expect((await c.reply('t1')).status).toBe('OK');
    });

    it('takes several at once', async () => {
      const { c, mailbox } = await h.withMailbox();
      const reply = await c.ok(`APPEND ${mailbox} (\\Seen) `, message, ' (\\Flagged) ', message, ' ', message);
      expect(reply.code).toMatch(/^APPENDUID \d+ 1:3$/);
      expect(reply.untagged).toContain('3 EXISTS');
    });

    it('says TRYCREATE when the mailbox is not there', async () => {
      const c = await h.login();
      expect((await c.send('APPEND Nowhere ', message)).code).toBe('TRYCREATE');
    });

    it('refuses what is too large before it is sent, and goes on', async () => {
      const c = await h.login();
      const limit = Number(/APPENDLIMIT=(\d+)/.exec((await c.ok('CAPABILITY')).untagged[0] as string)?.[1]);
      c.write(`t1 APPEND INBOX {${limit + 1}}\r\n`);
      expect((await c.reply('t1')).code).toBe('TOOBIG');
      expect((await c.send('NOOP')).status).toBe('OK');
    });

    it('refuses an empty message, a wrong flag and a wrong date', async () => {
      const c = await h.login();
      expect((await c.send('APPEND INBOX ', Buffer.alloc(0))).status).toBe('NO');
      expect((await c.send('APPEND INBOX (\\Nonsense) ', message)).status).toBe('BAD');
      expect((await c.send('APPEND INBOX "40-Jul-1996 02:44:25 -0700" ', message)).status).toBe('BAD');
      expect((await c.ok('STATUS INBOX (MESSAGES)')).untagged[0]).toBe('STATUS INBOX (MESSAGES 0)');
    });

    it('takes UTF8 literals', async () => {
      const { c, mailbox } = await h.withMailbox();
      await c.ok('ENABLE UTF8=ACCEPT');
      const bytes = Buffer.from(simple({ subject: 'Thư mời họp' }));
      c.write(`t1 APPEND ${mailbox} UTF8 (~{${bytes.length}+}\r\n`);
      c.write(bytes);
      c.write(')\r\n');
      expect((await c.reply('t1')).status).toBe('OK');
      const { untagged } = await c.ok('FETCH 1 BODY.PEEK[]');
      expect(untagged[0]).toContain(bytes.toString('latin1'));
    });

    it('shows appended messages to other sessions', async () => {
      const { c, mailbox } = await h.withMailbox();
      const other = await h.login();
      await other.append(mailbox, message);
      let untagged: string[] = [];
      for (let i = 0; i < 50 && untagged.length === 0; i++) {
        untagged = (await c.ok('NOOP')).untagged;
        if (untagged.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(untagged).toContain('1 EXISTS');
    });
  });
}
