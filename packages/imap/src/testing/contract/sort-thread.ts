import { describe, expect, it } from 'vitest';
import { simple } from '../samples.ts';
import { Harness, type MakeBackend, numbers } from './harness.ts';

/** RFC 5256, RFC 5267 §3 */
export function sortThreadContract(makeBackend: MakeBackend): void {
  describe('SORT and THREAD', () => {
    const h = Harness.use(makeBackend);
    const day = (n: number) => `${n} Jun 2025 08:00:00 +0700`;
    const open = async () =>
      (
        await h.withMailbox(
          simple({ subject: 'Banana', from: 'zoe@x.example', to: 'c@x.example', date: day(3), id: '1@x' }),
          simple({
            subject: 'Re: apple',
            from: 'adam@x.example',
            to: 'b@x.example',
            date: day(2),
            id: '2@x',
            body: 'x'.repeat(500),
          }),
          simple({
            subject: 'Cherry',
            from: 'mia@x.example',
            to: 'a@x.example',
            cc: 'k@x.example',
            date: day(1),
            id: '3@x',
          }),
        )
      ).c;

    it.each([
      ['DATE', [3, 2, 1]],
      ['REVERSE DATE', [1, 2, 3]],
      ['SUBJECT', [2, 1, 3]],
      ['FROM', [2, 3, 1]],
      ['TO', [3, 2, 1]],
      ['CC', [1, 2, 3]],
      ['REVERSE CC DATE', [3, 2, 1]],
      ['REVERSE SIZE', [2, 3, 1]],
    ])('sorts by %s', async (keys, expected) => {
      const c = await open();
      expect(numbers((await c.ok(`SORT (${keys}) UTF-8 ALL`)).untagged, 'SORT')).toEqual(expected);
    });

    it('sorts what it finds, by UID too, and returns by RETURN', async () => {
      const c = await open();
      expect((await c.ok('UID SORT (DATE) UTF-8 NOT SUBJECT apple')).untagged).toEqual(['SORT 3 1']);
      expect((await c.ok('SORT (DATE) UTF-8 KEYWORD none')).untagged).toEqual(['SORT']);
      const { untagged } = await c.ok('SORT RETURN (ALL COUNT) (DATE) UTF-8 ALL');
      expect(untagged[0]).toMatch(/ALL 3,2,1 COUNT 3$/);
    });

    it('refuses what it cannot sort by', async () => {
      const c = await open();
      expect((await c.send('SORT (WEATHER) UTF-8 ALL')).status).toBe('BAD');
      expect((await c.send('SORT (DATE) KOI8-R ALL')).code).toContain('BADCHARSET');
    });

    it('threads by references, through missing messages and replies out of order', async () => {
      const { c } = await h.withMailbox(
        simple({ subject: 'Plan', id: 'a@x', date: day(1) }),
        simple({ subject: 'Re: Plan', id: 'c@x', references: '<a@x> <b@x>', date: day(3) }),
        simple({ subject: 'Re: Plan', id: 'd@x', inReplyTo: '<a@x>', date: day(2) }),
        simple({ subject: 'Other', id: 'e@x', date: day(4) }),
      );
      expect((await c.ok('THREAD REFERENCES UTF-8 ALL')).untagged).toEqual(['THREAD (1 (3)(2))(4)']);
      expect((await c.ok('UID THREAD REFERENCES UTF-8 SUBJECT Other')).untagged).toEqual(['THREAD (4)']);
    });

    it('gathers threads of one subject', async () => {
      const { c } = await h.withMailbox(
        simple({ subject: 'Budget', date: day(1) }),
        simple({ subject: 'Re: Budget', date: day(2) }),
        simple({ subject: 'Budget', date: day(3) }),
      );
      expect((await c.ok('THREAD REFERENCES UTF-8 ALL')).untagged).toEqual(['THREAD ((1 2)(3))']);
      expect((await c.ok('THREAD ORDEREDSUBJECT UTF-8 ALL')).untagged).toEqual(['THREAD (1 (2)(3))']);
    });

    it('threads nothing in an empty mailbox and refuses other algorithms', async () => {
      const { c } = await h.withMailbox();
      expect((await c.ok('THREAD REFERENCES UTF-8 ALL')).untagged).toEqual(['THREAD']);
      expect((await c.send('THREAD WEATHER UTF-8 ALL')).status).toBe('NO');
    });
  });
}
