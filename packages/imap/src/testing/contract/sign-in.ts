import { describe, expect, it } from 'vitest';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.1, §6.2, RFC 2971, RFC 5161 */
export function signInContract(makeBackend: MakeBackend): void {
  describe('sign-in', () => {
    const h = Harness.use(makeBackend);
    const plain = (user: string, password: string) => Buffer.from(`\0${user}\0${password}`).toString('base64');

    it('tells capabilities before and after', async () => {
      const c = await h.connect();
      const before = (await c.ok('CAPABILITY')).untagged[0];
      expect(before).toMatch(/^CAPABILITY IMAP4rev1 IMAP4rev2 .*SASL-IR.* AUTH=PLAIN/);
      expect(before).not.toContain('IDLE');
      const { code } = await c.ok(`LOGIN ${h.credentials}`);
      expect(code).toMatch(/^CAPABILITY IMAP4rev1 .*IDLE .*APPENDLIMIT=\d+/);
    });

    it('takes LOGIN with literals', async () => {
      const c = await h.connect();
      const reply = await c.send('LOGIN ', Buffer.from(h.fixture.user), ' ', Buffer.from(h.fixture.password));
      expect(reply.status).toBe('OK');
    });

    it('takes AUTHENTICATE PLAIN with an initial response', async () => {
      const c = await h.connect();
      const reply = await c.send(`AUTHENTICATE PLAIN ${plain(h.fixture.user, h.fixture.password)}`);
      expect(reply.status).toBe('OK');
    });

    it('takes AUTHENTICATE PLAIN with a continuation', async () => {
      const c = await h.connect();
      c.write('t1 AUTHENTICATE PLAIN\r\n');
      expect(await c.next(/^\+/)).toBe('+ ');
      c.write(`${plain(h.fixture.user, h.fixture.password)}\r\n`);
      expect((await c.reply('t1')).status).toBe('OK');
    });

    it('takes AUTHENTICATE LOGIN', async () => {
      const c = await h.connect();
      c.write('t1 AUTHENTICATE LOGIN\r\n');
      await c.next(/^\+/);
      c.write(`${Buffer.from(h.fixture.user).toString('base64')}\r\n`);
      await c.next(/^\+/);
      c.write(`${Buffer.from(h.fixture.password).toString('base64')}\r\n`);
      expect((await c.reply('t1')).status).toBe('OK');
    });

    it('lets AUTHENTICATE be cancelled', async () => {
      const c = await h.connect();
      c.write('t1 AUTHENTICATE PLAIN\r\n');
      await c.next(/^\+/);
      c.write('*\r\n');
      expect((await c.reply('t1')).status).toBe('BAD');
      expect((await c.send(`LOGIN ${h.credentials}`)).status).toBe('OK');
    });

    it('refuses a wrong password', async () => {
      const c = await h.connect();
      const reply = await c.send(`LOGIN ${JSON.stringify(h.fixture.user)} wrong-password`);
      expect(reply.status).toBe('NO');
      expect(reply.code).toBe('AUTHENTICATIONFAILED');
    });

    it('refuses an unknown user the same way', async () => {
      const c = await h.connect();
      const reply = await c.send('LOGIN nobody-of-that-name@example.invalid wrong-password');
      expect([reply.status, reply.code]).toEqual(['NO', 'AUTHENTICATIONFAILED']);
    });

    it('refuses to act for another', async () => {
      const c = await h.connect();
      const response = Buffer.from(`other\0${h.fixture.user}\0${h.fixture.password}`).toString('base64');
      expect((await c.send(`AUTHENTICATE PLAIN ${response}`)).code).toBe('AUTHORIZATIONFAILED');
    });

    it('wants a sign-in first, and one only', async () => {
      const c = await h.connect();
      expect((await c.send('SELECT INBOX')).status).toBe('BAD');
      await c.ok(`LOGIN ${h.credentials}`);
      expect((await c.send(`LOGIN ${h.credentials}`)).status).toBe('BAD');
      expect((await c.send('FETCH 1 FLAGS')).status).toBe('BAD');
    });

    it('answers ID, with NIL and with fields', async () => {
      const c = await h.connect();
      expect((await c.ok('ID NIL')).untagged[0]).toMatch(/^ID \(/);
      expect((await c.ok('ID ("name" "test" "version" NIL)')).untagged[0]).toMatch(/^ID \(/);
    });

    it('enables what it knows and passes over the rest', async () => {
      const c = await h.login();
      expect((await c.ok('ENABLE CONDSTORE X-UNKNOWN')).untagged).toContain('ENABLED CONDSTORE');
      expect((await c.ok('ENABLE X-UNKNOWN')).untagged).toContain('ENABLED');
    });

    it('tells namespaces', async () => {
      const c = await h.login();
      expect((await c.ok('NAMESPACE')).untagged[0]).toMatch(/^NAMESPACE \(\("" "\/"\)/);
    });

    it('says BYE at LOGOUT and closes', async () => {
      const c = await h.login();
      const reply = await c.ok('LOGOUT');
      expect(reply.untagged[0]).toMatch(/^BYE/);
      await c.whenClosed();
    });

    it('survives a client that goes away in the middle', async () => {
      for (const cut of [
        't1 LOGIN "a',
        't1 LOGIN {5}\r\nab',
        `t1 LOGIN ${h.credentials}\r\nt2 SELECT INBOX\r\nt3 IDLE\r\n`,
      ]) {
        const c = await h.connect();
        c.write(cut);
        await new Promise((resolve) => setTimeout(resolve, 20));
        c.close();
      }
      expect((await (await h.login()).send('NOOP')).status).toBe('OK');
    });
  });
}
