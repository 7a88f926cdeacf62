import { describe, expect, it } from 'vitest';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.3.2, §6.3.3, §6.4.1, §6.4.2 */
export function selectContract(makeBackend: MakeBackend): void {
  describe('SELECT', () => {
    const h = Harness.use(makeBackend);
    const message = (subject: string) => simple({ subject });

    it('tells what a client needs first', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, message('a'), message('b'));
      await c.append(name, message('c'), '(\\Seen)');
      const { untagged, code } = await c.ok(`SELECT ${name}`);
      expect(code).toBe('READ-WRITE');
      const text = untagged.join('\n');
      expect(text).toMatch(/^FLAGS \(.*\\Seen.*\)$/m);
      expect(text).toMatch(/^OK \[PERMANENTFLAGS \(.*\\\*\)\]/m);
      expect(text).toMatch(/^3 EXISTS$/m);
      expect(text).toMatch(/^0 RECENT$/m);
      expect(text).toMatch(/^OK \[UNSEEN 1\]/m);
      expect(text).toMatch(/^OK \[UIDVALIDITY [1-9]\d*\]/m);
      expect(text).toMatch(/^OK \[UIDNEXT 4\]/m);
      expect(text).toMatch(/^OK \[HIGHESTMODSEQ [1-9]\d*\]/m);
      expect(text).toMatch(/^OK \[MAILBOXID \([A-Za-z0-9_-]+\)\]/m);
    });

    it('tells IMAP4rev2 clients the name, and nothing recent', async () => {
      const c = await h.login();
      await c.ok('ENABLE IMAP4rev2');
      const { untagged } = await c.ok('SELECT inbox');
      expect(untagged).toContain('LIST () "/" INBOX');
      expect(untagged.join('\n')).not.toContain('RECENT');
    });

    it('opens to be read only by EXAMINE', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, message('a'));
      const { untagged, code } = await c.ok(`EXAMINE ${name}`);
      expect(code).toBe('READ-ONLY');
      expect(untagged.join('\n')).toContain('[PERMANENTFLAGS ()]');
      for (const command of ['STORE 1 +FLAGS (\\Seen)', 'EXPUNGE', 'UID EXPUNGE 1', 'MOVE 1 INBOX'])
        expect((await c.send(command)).code).toBe('READ-ONLY');
      const { untagged: fetched } = await c.ok('FETCH 1 BODY[]');
      expect(fetched[0]).not.toContain('\\Seen');
      expect((await c.ok(`STATUS ${name} (UNSEEN)`)).untagged[0]).toContain('UNSEEN 1');
    });

    it('leaves nothing selected when it fails', async () => {
      const { c } = await h.withMailbox(message('a'));
      const reply = await c.send('SELECT Nowhere');
      expect([reply.status, reply.code]).toEqual(['NO', 'NONEXISTENT']);
      expect((await c.send('FETCH 1 FLAGS')).status).toBe('BAD');
    });

    it('says CLOSED when it goes from one to another', async () => {
      const { c } = await h.withMailbox();
      expect((await c.ok('SELECT INBOX')).untagged[0]).toMatch(/^OK \[CLOSED\]/);
    });

    it('expunges silently by CLOSE', async () => {
      const { c, mailbox } = await h.withMailbox(message('a'), message('b'));
      await c.ok('STORE 1 +FLAGS.SILENT (\\Deleted)');
      expect((await c.ok('CLOSE')).untagged).toEqual([]);
      expect((await c.ok(`STATUS ${mailbox} (MESSAGES)`)).untagged[0]).toContain('MESSAGES 1');
      expect((await c.send('CLOSE')).status).toBe('BAD');
    });

    it('expunges nothing by UNSELECT, nor by CLOSE after EXAMINE', async () => {
      const { c, mailbox } = await h.withMailbox(message('a'));
      await c.ok('STORE 1 +FLAGS.SILENT (\\Deleted)');
      await c.ok('UNSELECT');
      await c.ok(`EXAMINE ${mailbox}`);
      await c.ok('CLOSE');
      expect((await c.ok(`STATUS ${mailbox} (MESSAGES)`)).untagged[0]).toContain('MESSAGES 1');
    });

    it('runs pipelined commands in order', async () => {
      const { c, mailbox } = await h.withMailbox(message('a'), message('b'));
      c.write(
        `p1 STORE 1 +FLAGS.SILENT (\\Flagged)\r\np2 FETCH 1 FLAGS\r\np3 STATUS ${mailbox} (MESSAGES)\r\np4 NOOP\r\n`,
      );
      expect((await c.reply('p1')).status).toBe('OK');
      expect((await c.reply('p2')).untagged[0]).toContain('\\Flagged');
      expect((await c.reply('p3')).untagged[0]).toContain('MESSAGES 2');
      expect((await c.reply('p4')).status).toBe('OK');
    });

    it('ends the connection when the mailbox is deleted by another', async () => {
      const { c, mailbox } = await h.withMailbox(message('a'));
      const other = await h.login();
      await other.ok(`DELETE ${mailbox}`);
      let ended = false;
      for (let i = 0; i < 50 && !ended; i++) {
        ended = await c.send('NOOP').then(
          () => false,
          () => true,
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(ended).toBe(true);
    });
  });
}
