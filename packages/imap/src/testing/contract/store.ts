import { describe, expect, it } from 'vitest';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.4.6, RFC 7162 §3.1 */
export function storeContract(makeBackend: MakeBackend): void {
  describe('STORE', () => {
    const h = Harness.use(makeBackend);
    const three = () => h.withMailbox(simple({ subject: '1' }), simple({ subject: '2' }), simple({ subject: '3' }));
    const modseqOf = (response: string | undefined) => Number(/MODSEQ \((\d+)\)/.exec(response ?? '')?.[1]);

    it('adds, removes and replaces flags', async () => {
      const { c } = await three();
      expect((await c.ok('STORE 1 +FLAGS (\\Seen)')).untagged).toEqual(['1 FETCH (FLAGS (\\Seen))']);
      expect((await c.ok('STORE 1 +FLAGS (\\Flagged)')).untagged[0]).toMatch(/\\Seen \\Flagged|\\Flagged \\Seen/);
      expect((await c.ok('STORE 1 -FLAGS (\\Seen)')).untagged).toEqual(['1 FETCH (FLAGS (\\Flagged))']);
      expect((await c.ok('STORE 1 FLAGS (\\Answered)')).untagged).toEqual(['1 FETCH (FLAGS (\\Answered))']);
      expect((await c.ok('STORE 1 FLAGS ()')).untagged).toEqual(['1 FETCH (FLAGS ())']);
    });

    it('takes flags without parentheses, and in any case', async () => {
      const { c } = await three();
      const { untagged } = await c.ok('STORE 2 +FLAGS \\seen \\DELETED');
      expect(untagged[0]).toMatch(/^2 FETCH \(FLAGS \((\\Seen \\Deleted|\\Deleted \\Seen)\)\)$/);
    });

    it('is silent by .SILENT', async () => {
      const { c } = await three();
      expect((await c.ok('STORE 1:* +FLAGS.SILENT (\\Flagged)')).untagged).toEqual([]);
      expect((await c.ok('NOOP')).untagged).toEqual([]);
      expect((await c.ok('FETCH 1:* FLAGS')).untagged).toHaveLength(3);
      expect((await c.ok('FETCH 3 FLAGS')).untagged).toEqual(['3 FETCH (FLAGS (\\Flagged))']);
    });

    it('keeps keywords', async () => {
      const { c, mailbox } = await three();
      await c.ok('STORE 1 +FLAGS ($Forwarded congviec)');
      await c.ok('UNSELECT');
      const { untagged } = await c.ok(`SELECT ${mailbox}`);
      expect(untagged.find((r) => r.startsWith('FLAGS'))).toContain('congviec');
      expect((await c.ok('FETCH 1 FLAGS')).untagged[0]).toMatch(/congviec/);
      expect((await c.ok('SEARCH KEYWORD congviec')).untagged).toEqual(['SEARCH 1']);
    });

    it('refuses \\Recent and unknown system flags', async () => {
      const { c } = await three();
      expect((await c.send('STORE 1 +FLAGS (\\Recent)')).status).toBe('BAD');
      expect((await c.send('STORE 1 +FLAGS (\\Mine)')).status).toBe('BAD');
      expect((await c.send('STORE 1 +FLAG (\\Seen)')).status).toBe('BAD');
    });

    it('tells the UID with UID STORE', async () => {
      const { c } = await three();
      expect((await c.ok('UID STORE 2 +FLAGS (\\Seen)')).untagged).toEqual(['2 FETCH (UID 2 FLAGS (\\Seen))']);
      expect((await c.ok('UID STORE 99 +FLAGS (\\Seen)')).untagged).toEqual([]);
    });

    it('tells other sessions', async () => {
      const { c, mailbox } = await three();
      const other = await h.login();
      await other.ok(`SELECT ${mailbox}`);
      await other.ok('STORE 2 +FLAGS (\\Seen)');
      let untagged: string[] = [];
      for (let i = 0; i < 50 && untagged.length === 0; i++) {
        untagged = (await c.ok('NOOP')).untagged;
        if (untagged.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(untagged).toEqual(['2 FETCH (UID 2 FLAGS (\\Seen))']);
    });

    it('raises the mod-sequence with every change', async () => {
      const { c } = await three();
      const first = modseqOf((await c.ok('FETCH 1 MODSEQ')).untagged[0]);
      const second = modseqOf((await c.ok('STORE 1 +FLAGS (\\Seen)')).untagged[0]);
      expect(second).toBeGreaterThan(first);
      expect(modseqOf((await c.ok('FETCH 1 MODSEQ')).untagged[0])).toBe(second);
    });

    it('tells the mod-sequence even when silent, to who follows them', async () => {
      const { c } = await three();
      await c.ok('ENABLE CONDSTORE');
      expect((await c.ok('UID STORE 1 +FLAGS.SILENT (\\Seen)')).untagged[0]).toMatch(
        /^1 FETCH \(UID 1 MODSEQ \(\d+\)\)$/,
      );
    });

    it('stores only what is unchanged since', async () => {
      const { c } = await three();
      const since = modseqOf((await c.ok('FETCH 3 MODSEQ')).untagged[0]);
      await c.ok('STORE 2 +FLAGS.SILENT (\\Seen)');
      const reply = await c.ok(`STORE 1:3 (UNCHANGEDSINCE ${since}) +FLAGS (\\Flagged)`);
      expect(reply.code).toBe('MODIFIED 2');
      expect(reply.untagged.map((r) => Number.parseInt(r, 10))).toEqual([1, 3]);
      expect((await c.ok('FETCH 2 FLAGS')).untagged[0]).not.toContain('\\Flagged');
    });

    it('fetches what changed since', async () => {
      const { c } = await three();
      const since = modseqOf((await c.ok('FETCH 3 MODSEQ')).untagged[0]);
      await c.ok('STORE 2 +FLAGS.SILENT (\\Seen)');
      const { untagged } = await c.ok(`FETCH 1:* (FLAGS) (CHANGEDSINCE ${since})`);
      expect(untagged).toHaveLength(1);
      expect(untagged[0]).toMatch(/^2 FETCH \(FLAGS \(\\Seen\) MODSEQ \(\d+\)\)$/);
      const sized = await c.ok(`UID FETCH 1:* (RFC822.SIZE) (CHANGEDSINCE ${since})`);
      expect(sized.untagged[0]).toMatch(/^2 FETCH \(UID 2 RFC822.SIZE \d+ MODSEQ \(\d+\)\)$/);
    });

    it('searches by mod-sequence', async () => {
      const { c } = await three();
      const modseq = modseqOf((await c.ok('STORE 2 +FLAGS (\\Seen)')).untagged[0]) || 0;
      const now = modseqOf((await c.ok('FETCH 2 MODSEQ')).untagged[0]);
      expect(modseq === 0 || modseq === now).toBe(true);
      expect((await c.ok(`SEARCH MODSEQ ${now}`)).untagged).toEqual([`SEARCH 2 (MODSEQ ${now})`]);
      expect((await c.ok(`SEARCH MODSEQ "/flags/\\\\seen" all ${now + 1000000}`)).untagged).toEqual(['SEARCH']);
    });
  });

  describe('QRESYNC', () => {
    const h = Harness.use(makeBackend);

    it('tells what vanished and changed since', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, ...[1, 2, 3, 4].map((n) => simple({ subject: `${n}` })));
      const opened = (await c.ok(`SELECT ${name}`)).untagged.join('\n');
      const uidValidity = /UIDVALIDITY (\d+)/.exec(opened)?.[1];
      const modseq = /HIGHESTMODSEQ (\d+)/.exec(opened)?.[1];
      await c.ok('STORE 2 +FLAGS.SILENT (\\Seen)');
      await c.ok('STORE 3 +FLAGS.SILENT (\\Deleted)');
      await c.ok('EXPUNGE');
      const again = await h.login();
      await again.ok('ENABLE QRESYNC');
      const { untagged } = await again.ok(`SELECT ${name} (QRESYNC (${uidValidity} ${modseq} 1:4))`);
      expect(untagged).toContain('VANISHED (EARLIER) 3');
      expect(untagged.filter((r) => r.includes('FETCH'))).toHaveLength(1);
      expect(untagged.find((r) => r.includes('FETCH'))).toMatch(/^2 FETCH \(UID 2 FLAGS \(\\Seen\) MODSEQ \(\d+\)\)$/);
      const fetched = await again.ok(`UID FETCH 1:4 (FLAGS) (CHANGEDSINCE ${modseq} VANISHED)`);
      expect(fetched.untagged[0]).toBe('VANISHED (EARLIER) 3');
    });

    it('tells nothing under another UIDVALIDITY, and refuses when not enabled', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, simple({ subject: '1' }));
      expect((await c.send(`SELECT ${name} (QRESYNC (1 1))`)).status).toBe('BAD');
      await c.ok('ENABLE QRESYNC');
      const { untagged } = await c.ok(`SELECT ${name} (QRESYNC (1 1))`);
      expect(untagged.join('\n')).not.toMatch(/VANISHED|FETCH/);
    });

    it('tells VANISHED instead of EXPUNGE', async () => {
      const c = await h.login();
      await c.ok('ENABLE QRESYNC');
      const name = await h.makeMailbox(c, simple({ subject: '1' }), simple({ subject: '2' }), simple({ subject: '3' }));
      await c.ok(`SELECT ${name}`);
      await c.ok('STORE 1:2 +FLAGS.SILENT (\\Deleted)');
      const reply = await c.ok('EXPUNGE');
      expect(reply.untagged).toEqual(['VANISHED 1:2']);
      expect(reply.code).toMatch(/^HIGHESTMODSEQ \d+$/);
    });
  });
}
