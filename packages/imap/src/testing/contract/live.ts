import { describe, expect, it } from 'vitest';
import type { TestClient } from '../client.ts';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 2177, RFC 9051 §6.3.13, §7.5.1 (when EXPUNGE may be told) */
export function liveContract(makeBackend: MakeBackend): void {
  describe('live changes', () => {
    const h = Harness.use(makeBackend);
    const three = () => h.withMailbox(simple({ subject: '1' }), simple({ subject: '2' }), simple({ subject: '3' }));
    const idle = async (c: TestClient) => {
      const tag = c.nextTag();
      c.write(`${tag} IDLE\r\n`);
      await c.next(/^\+/);
      return async () => {
        c.write('DONE\r\n');
        return c.reply(tag);
      };
    };
    /** Repeats a command until a response comes. */
    const until = async (c: TestClient, command: string, wanted: RegExp): Promise<string[]> => {
      const seen: string[] = [];
      for (let i = 0; i < 100; i++) {
        seen.push(...(await c.ok(command)).untagged);
        if (seen.some((r) => wanted.test(r))) return seen;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`no ${wanted} by ${command}: ${seen.join(' | ')}`);
    };

    it('tells a delivery in IDLE', async () => {
      const c = await h.login();
      await c.ok('SELECT INBOX');
      const before = Number(/MESSAGES (\d+)/.exec((await c.ok('STATUS INBOX (MESSAGES)')).untagged[0] as string)?.[1]);
      const done = await idle(c);
      await h.fixture.deliver(Buffer.from(simple({ subject: 'new' })));
      expect(await c.next(/EXISTS/)).toBe(`* ${before + 1} EXISTS`);
      await h.fixture.deliver(Buffer.from(simple({ subject: 'newer' })));
      expect(await c.next(/EXISTS/)).toBe(`* ${before + 2} EXISTS`);
      expect((await done()).status).toBe('OK');
    });

    it('tells flags and expunges of others in IDLE', async () => {
      const { c, mailbox } = await three();
      const other = await h.login();
      await other.ok(`SELECT ${mailbox}`);
      const done = await idle(c);
      await other.ok('STORE 2 +FLAGS (\\Seen \\Deleted)');
      expect(await c.next(/FETCH/)).toMatch(/^\* 2 FETCH \(UID 2 FLAGS \(/);
      await other.ok('EXPUNGE');
      expect(await c.next(/EXPUNGE/)).toBe('* 2 EXPUNGE');
      expect((await done()).status).toBe('OK');
    });

    it('tells at once in IDLE what came before it', async () => {
      const { c, mailbox } = await three();
      const other = await h.login();
      await other.append(mailbox, simple({ subject: '4' }));
      const done = await idle(c);
      expect(await c.next(/EXISTS/)).toBe('* 4 EXISTS');
      await done();
    });

    it('idles without a mailbox, and wants DONE', async () => {
      const c = await h.login();
      expect((await (await idle(c))()).status).toBe('OK');
      c.write('t1 IDLE\r\n');
      await c.next(/^\+/);
      c.write('NOOP\r\n');
      expect((await c.reply('t1')).status).toBe('BAD');
    });

    it('takes IDLE and DONE sent together', async () => {
      const { c } = await three();
      c.write('t1 IDLE\r\nDONE\r\nt2 NOOP\r\n');
      expect((await c.reply('t1')).status).toBe('OK');
      expect((await c.reply('t2')).status).toBe('OK');
    });

    it('keeps numbers until EXPUNGE may be told', async () => {
      const { c, mailbox } = await three();
      const other = await h.login();
      await other.ok(`SELECT ${mailbox}`);
      await other.ok('STORE 1 +FLAGS.SILENT (\\Deleted)');
      await other.ok('EXPUNGE');
      await other.append(mailbox, simple({ subject: '4' }));
      // FETCH, STORE and SEARCH by number may tell EXISTS, but not EXPUNGE.
      const seen = await until(c, 'FETCH 2 UID', /EXISTS/);
      expect(seen).not.toContain('1 EXPUNGE');
      expect(seen).toContain('2 FETCH (UID 2)');
      expect(seen).toContain('4 EXISTS');
      expect((await c.ok('STORE 3 +FLAGS (\\Seen)')).untagged).toEqual(['3 FETCH (FLAGS (\\Seen))']);
      expect((await c.ok('SEARCH UID 3')).untagged).toEqual(['SEARCH 3']);
      expect((await c.ok('FETCH 1 FLAGS')).untagged).toEqual([]);
      expect((await c.ok('NOOP')).untagged).toEqual(['1 EXPUNGE']);
      expect((await c.ok('FETCH 1:* UID')).untagged).toEqual(['1 FETCH (UID 2)', '2 FETCH (UID 3)', '3 FETCH (UID 4)']);
    });

    it('may tell EXPUNGE with UID commands', async () => {
      const { c, mailbox } = await three();
      const other = await h.login();
      await other.ok(`SELECT ${mailbox}`);
      await other.ok('STORE 1 +FLAGS.SILENT (\\Deleted)');
      await other.ok('EXPUNGE');
      const seen = await until(c, 'UID FETCH 3 UID', /EXPUNGE/);
      expect(seen).toContain('1 EXPUNGE');
      expect((await c.ok('FETCH 2 UID')).untagged).toEqual(['2 FETCH (UID 3)']);
    });

    it('does not tell a session its own changes again', async () => {
      const { c } = await three();
      await c.ok('STORE 1:3 +FLAGS (\\Seen)');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await c.ok('NOOP')).untagged).toEqual([]);
      const done = await idle(c);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await done()).untagged).toEqual([]);
    });

    it('comes to the same view in sessions that change at once', async () => {
      const { c, mailbox } = await three();
      const others = await Promise.all([h.login(), h.login(), h.login()]);
      await Promise.all(others.map((other) => other.ok(`SELECT ${mailbox}`)));
      await Promise.all(
        others.map(async (other, i) => {
          for (let n = 0; n < 5; n++) {
            await other.append(mailbox, simple({ subject: `${i}-${n}` }));
            await other.ok('UID STORE 1:* +FLAGS.SILENT (\\Seen)');
          }
        }),
      );
      await until(c, 'NOOP', /^18 EXISTS/);
      const all = (await c.ok('UID SEARCH ALL')).untagged;
      expect(all[0]?.split(' ')).toHaveLength(19);
      for (const other of others) {
        await other.ok('NOOP');
        expect((await other.ok('UID SEARCH ALL')).untagged).toEqual(all);
      }
    });
  });
}
