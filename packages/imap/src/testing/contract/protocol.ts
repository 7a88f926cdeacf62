import { describe, expect, it } from 'vitest';
import { Harness, type MakeBackend } from './harness.ts';

/** What a client gets for what it should not send. */
export function protocolContract(makeBackend: MakeBackend): void {
  describe('bad input', () => {
    const h = Harness.use(makeBackend);

    it.each([
      'NONSENSE',
      'UID NOOP',
      'UID',
      'NOOP x',
      'NOOP ',
      ' NOOP',
      'SELECT',
      'SELECT ""x',
      'SELECT "INBOX',
      'LIST',
      'LIST ""',
      'STATUS INBOX',
      'CREATE "\\x"',
      'SEARCH ALL',
      'SELECT INBOX\0',
    ])('answers BAD to %j', async (command) => {
      const c = await h.login();
      expect((await c.send(command)).status).toBe('BAD');
      expect((await c.send('NOOP')).status).toBe('OK');
    });

    it('answers BAD to what has no tag', async () => {
      const c = await h.connect();
      c.write('\r\n');
      expect(await c.next(/^\* BAD/)).toMatch(/BAD/);
      c.write('(((\r\n');
      expect(await c.next(/^\* BAD/)).toMatch(/BAD/);
    });

    it('ends with one who sends only nonsense', async () => {
      const c = await h.connect();
      c.write('x y\r\n'.repeat(30));
      expect(await c.next(/^\* BYE/)).toMatch(/BYE/);
      await c.whenClosed();
    });

    it('takes commands in pieces and lines that end with LF', async () => {
      const c = await h.connect();
      for (const octet of `t1 LOGIN ${h.credentials}\n`) {
        c.write(octet);
        if (octet === ' ') await new Promise((resolve) => setTimeout(resolve, 1));
      }
      expect((await c.reply('t1')).status).toBe('OK');
    });

    it('refuses large literals before sign-in', async () => {
      const c = await h.connect();
      c.write('t1 LOGIN {9000}\r\n');
      expect((await c.reply('t1')).status).toBe('BAD');
      c.write(`t2 LOGIN {9000+}\r\n${'x'.repeat(9000)} y\r\n`);
      expect((await c.reply('t2')).status).toBe('BAD');
      expect((await c.send('NOOP')).status).toBe('OK');
    });

    it('refuses NULs in strings', async () => {
      const c = await h.login();
      expect((await c.send('SELECT ', Buffer.from('IN\0BOX'))).status).toBe('BAD');
    });

    it('ends with one whose line is too long', async () => {
      const c = await h.connect();
      c.write(`t1 NOOP ${'x'.repeat(70_000)}\r\n`);
      expect((await c.reply('t1')).status).toBe('BAD');
      await c.whenClosed();
    });

    it('answers what came before the client ended its side', async () => {
      const c = await h.connect();
      c.write(`t1 LOGIN ${h.credentials}\r\nt2 STATUS INBOX (MESSAGES)\r\n`);
      c.endInput();
      expect((await c.reply('t1')).status).toBe('OK');
      expect((await c.reply('t2')).untagged[0]).toMatch(/MESSAGES/);
      await c.whenClosed();
    });
  });
}
