import { describe, expect, it } from 'vitest';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.4.3, §6.4.7–6.4.9, RFC 4315 */
export function copyMoveContract(makeBackend: MakeBackend): void {
  describe('COPY, MOVE and EXPUNGE', () => {
    const h = Harness.use(makeBackend);
    const three = () => h.withMailbox(simple({ subject: '1' }), simple({ subject: '2' }), simple({ subject: '3' }));

    it('copies with flags and tells COPYUID', async () => {
      const { c } = await three();
      const to = await h.makeMailbox(c, simple({ subject: '0' }));
      await c.ok('STORE 3 +FLAGS.SILENT (\\Flagged kept)');
      expect((await c.ok(`COPY 2:3 ${to}`)).code).toMatch(/^COPYUID \d+ 2:3 2:3$/);
      await c.ok(`SELECT ${to}`);
      expect((await c.ok('FETCH 3 FLAGS')).untagged[0]).toMatch(/\\Flagged kept|kept \\Flagged/);
      expect((await c.ok('FETCH 1:3 BODY.PEEK[HEADER.FIELDS (SUBJECT)]')).untagged[2]).toContain('Subject: 3');
    });

    it('says TRYCREATE, and copies nothing for UIDs that are not there', async () => {
      const { c } = await three();
      expect((await c.send('COPY 1 Nowhere')).code).toBe('TRYCREATE');
      expect((await c.send('MOVE 1 Nowhere')).code).toBe('TRYCREATE');
      expect((await c.ok('UID COPY 99 INBOX')).code).toBe('');
      expect((await c.ok('FETCH 1:* UID')).untagged).toHaveLength(3);
    });

    it('copies into the selected mailbox and shows it', async () => {
      const { c, mailbox } = await three();
      expect((await c.ok(`COPY 1 ${mailbox}`)).untagged).toContain('4 EXISTS');
    });

    it('moves: COPYUID, then EXPUNGE', async () => {
      const { c } = await three();
      const to = await h.makeMailbox(c);
      const { untagged } = await c.ok(`MOVE 1,3 ${to}`);
      expect(untagged[0]).toMatch(/^OK \[COPYUID \d+ 1,3 1:2\]/);
      expect(untagged.slice(1).sort()).toEqual(['1 EXPUNGE', '3 EXPUNGE']);
      expect((await c.ok('UID SEARCH ALL')).untagged).toEqual(['SEARCH 2']);
      expect((await c.ok(`STATUS ${to} (MESSAGES)`)).untagged[0]).toContain('MESSAGES 2');
    });

    it('moves by UID', async () => {
      const { c } = await three();
      const to = await h.makeMailbox(c);
      const { untagged } = await c.ok(`UID MOVE 2:* ${to}`);
      expect(untagged.filter((r) => r.endsWith('EXPUNGE'))).toHaveLength(2);
      expect((await c.ok('UID SEARCH ALL')).untagged).toEqual(['SEARCH 1']);
    });

    it('expunges what is deleted, with right numbers', async () => {
      const { c } = await three();
      await c.ok('STORE 1,3 +FLAGS.SILENT (\\Deleted)');
      let left = [1, 2, 3];
      for (const response of (await c.ok('EXPUNGE')).untagged)
        left = left.filter((_, i) => i !== Number.parseInt(response, 10) - 1);
      expect(left).toEqual([2]);
      expect((await c.ok('UID SEARCH ALL')).untagged).toEqual(['SEARCH 2']);
      expect((await c.ok('NOOP')).untagged).toEqual([]);
    });

    it('expunges only the named by UID EXPUNGE', async () => {
      const { c } = await three();
      await c.ok('STORE 1:3 +FLAGS.SILENT (\\Deleted)');
      expect((await c.ok('UID EXPUNGE 2')).untagged).toEqual(['2 EXPUNGE']);
      expect((await c.ok('UID SEARCH ALL')).untagged).toEqual(['SEARCH 1 3']);
    });

    it('never gives a UID twice', async () => {
      const { c, mailbox } = await three();
      await c.ok('STORE 1:3 +FLAGS.SILENT (\\Deleted)');
      await c.ok('EXPUNGE');
      expect(await c.append(mailbox, simple({ subject: '4' }))).toBe(4);
    });
  });
}
