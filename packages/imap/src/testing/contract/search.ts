import { describe, expect, it } from 'vitest';
import type { TestClient } from '../client.ts';
import { simple, vietnamese } from '../samples.ts';
import { Harness, type MakeBackend, numbers } from './harness.ts';

/** RFC 9051 §6.4.4, RFC 4731, RFC 5032, RFC 5182 */
export function searchContract(makeBackend: MakeBackend): void {
  describe('SEARCH', () => {
    const h = Harness.use(makeBackend);
    let shared: Promise<TestClient> | undefined;
    /** 1 quarterly report, seen; 2 Vietnamese, flagged; 3 large, answered; 4 dated otherwise. */
    const open = () =>
      (shared ??= (async () => {
        const c = await h.login();
        const name = await h.makeMailbox(c);
        const add = (message: string, options: string) => c.ok(`APPEND ${name} ${options} `, Buffer.from(message));
        await add(
          simple({
            subject: 'Quarterly report',
            from: 'Minh <minh@so1.example>',
            cc: 'lan@so4.example',
            body: 'Figures enclosed.',
          }),
          '(\\Seen) "01-Jun-2025 10:00:00 +0000"',
        );
        await add(vietnamese, '(\\Flagged) "02-Jun-2025 10:00:00 +0000"');
        await add(
          simple({ subject: 'Minutes', body: 'word '.repeat(2000), id: 'big@x.example' }),
          '(\\Answered) "03-Jun-2025 10:00:00 +0000"',
        );
        await add(
          simple({ subject: 'Old letter', date: 'Fri, 1 Jan 2010 12:00:00 +0000' }),
          '(\\Draft \\Deleted) "04-Jun-2025 10:00:00 +0000"',
        );
        await c.ok(`SELECT ${name}`);
        return c;
      })());
    const find = async (...criteria: (string | Buffer)[]) =>
      numbers((await (await open()).ok('SEARCH ', ...criteria)).untagged, 'SEARCH');

    it.each([
      ['ALL', [1, 2, 3, 4]],
      ['SEEN', [1]],
      ['UNSEEN', [2, 3, 4]],
      ['FLAGGED', [2]],
      ['UNFLAGGED', [1, 3, 4]],
      ['ANSWERED', [3]],
      ['UNANSWERED UNDELETED', [1, 2]],
      ['DELETED', [4]],
      ['DRAFT', [4]],
      ['UNDRAFT', [1, 2, 3]],
      ['NEW', []],
      ['RECENT', []],
      ['OLD', [1, 2, 3, 4]],
      ['KEYWORD nothing', []],
      ['UNKEYWORD nothing', [1, 2, 3, 4]],
      ['2:3', [2, 3]],
      ['UID 3:*', [3, 4]],
      ['*', [4]],
      ['1:2 SEEN', [1]],
      ['LARGER 5000', [3]],
      ['SMALLER 5000', [1, 2, 4]],
      ['SUBJECT quarterly', [1]],
      ['SUBJECT "report"', [1]],
      ['FROM minh@so1.example', [1]],
      ['TO user@example.org', [1, 2, 3, 4]],
      ['CC lan@so4.example', [1]],
      ['BCC nobody', []],
      ['BODY enclosed', [1]],
      ['TEXT enclosed', [1]],
      ['TEXT minutes', [3]],
      ['HEADER Message-ID cv5@so2.example', [2]],
      ['HEADER Message-ID ""', [2, 3]],
      ['HEADER X-Nothing ""', []],
      ['SINCE 3-Jun-2025', [3, 4]],
      ['BEFORE 3-Jun-2025', [1, 2]],
      ['ON 2-Jun-2025', [2]],
      ['SENTSINCE 1-Jan-2025', [1, 2, 3]],
      ['SENTBEFORE 1-Jan-2025', [4]],
      ['SENTON "1-Jan-2010"', [4]],
      ['NOT SEEN', [2, 3, 4]],
      ['NOT (SEEN)', [2, 3, 4]],
      ['NOT NOT SEEN', [1]],
      ['OR SEEN FLAGGED', [1, 2]],
      ['OR (SEEN SUBJECT nothing) (OR FLAGGED DELETED)', [2, 4]],
      ['(UNSEEN UNFLAGGED) UNDELETED', [3]],
      ['NOT 1:2', [3, 4]],
      ['YOUNGER 60', []],
      ['OLDER 60', [1, 2, 3, 4]],
      ['CHARSET US-ASCII SUBJECT minutes', [3]],
    ])('finds %s', async (criteria, expected) => {
      expect(await find(criteria)).toEqual(expected);
    });

    it('finds Vietnamese text', async () => {
      expect(await find('CHARSET UTF-8 SUBJECT ', Buffer.from('văn'))).toEqual([2]);
      expect(await find('CHARSET UTF-8 BODY ', Buffer.from('toàn thể'))).toEqual([2]);
      expect(await find('CHARSET UTF-8 TEXT ', Buffer.from('cán bộ'))).toEqual([2]);
      expect(await find('CHARSET UTF-8 SUBJECT ', Buffer.from('đường sắt'))).toEqual([]);
    });

    it('refuses other charsets by name', async () => {
      const reply = await (await open()).send('SEARCH CHARSET KOI8-R ALL');
      expect([reply.status, reply.code]).toEqual(['NO', 'BADCHARSET (US-ASCII UTF-8)']);
    });

    it.each([
      'NONSENSE',
      'SUBJECT',
      'OR SEEN',
      'NOT',
      '(SEEN',
      'SINCE 31-Feb-2025',
      'SINCE yesterday',
      'LARGER x',
      '9',
      'UID x',
      'SEEN,',
    ])('refuses %s', async (criteria) => {
      expect((await (await open()).send(`SEARCH ${criteria}`)).status).toBe('BAD');
    });

    it('answers UIDs to UID SEARCH', async () => {
      const { c } = await h.withMailbox(simple({ subject: 'a' }), simple({ subject: 'b' }));
      await c.ok('STORE 1 +FLAGS.SILENT (\\Deleted)');
      await c.ok('EXPUNGE');
      expect((await c.ok('UID SEARCH ALL')).untagged).toEqual(['SEARCH 2']);
      expect((await c.ok('UID SEARCH SUBJECT b')).untagged).toEqual(['SEARCH 2']);
      expect((await c.ok('SEARCH UID 2')).untagged).toEqual(['SEARCH 1']);
    });

    it('answers by ESEARCH what RETURN asks', async () => {
      const c = await open();
      const esearch = async (command: string) =>
        (await c.ok(command)).untagged.map((r) => r.replace(/TAG "[^"]*"/, 'TAG'));
      expect(await esearch('SEARCH RETURN (MIN MAX COUNT ALL) UNSEEN')).toEqual([
        'ESEARCH (TAG) MIN 2 MAX 4 ALL 2:4 COUNT 3',
      ]);
      expect(await esearch('SEARCH RETURN () SEEN')).toEqual(['ESEARCH (TAG) ALL 1']);
      expect(await esearch('UID SEARCH RETURN (COUNT) KEYWORD nothing')).toEqual(['ESEARCH (TAG) UID COUNT 0']);
      expect(await esearch('SEARCH RETURN (MIN) KEYWORD nothing')).toEqual(['ESEARCH (TAG)']);
    });

    it('answers ESEARCH to IMAP4rev2 clients', async () => {
      const { c } = await h.withMailbox(simple({ subject: 'a' }));
      await c.ok('ENABLE IMAP4rev2');
      expect((await c.ok('SEARCH ALL')).untagged[0]).toMatch(/^ESEARCH \(TAG "a\d+"\) ALL 1$/);
    });

    it('saves a result and takes it as $', async () => {
      const { c } = await h.withMailbox(simple({ subject: 'a' }), simple({ subject: 'b' }), simple({ subject: 'c' }));
      await c.ok('STORE 2:3 +FLAGS.SILENT (\\Flagged)');
      expect((await c.ok('SEARCH RETURN (SAVE) FLAGGED')).untagged).toEqual([]);
      expect((await c.ok('FETCH $ UID')).untagged).toEqual(['2 FETCH (UID 2)', '3 FETCH (UID 3)']);
      expect((await c.ok('UID SEARCH $ SUBJECT b')).untagged).toEqual(['SEARCH 2']);
      await c.ok('STORE 2 +FLAGS.SILENT (\\Deleted)');
      await c.ok('EXPUNGE');
      expect((await c.ok('UID FETCH $ FLAGS')).untagged).toHaveLength(1);
      await c.ok('SEARCH RETURN (SAVE MIN) ALL');
      expect((await c.ok('FETCH $ UID')).untagged).toEqual(['1 FETCH (UID 1)']);
      await c.send('SEARCH RETURN (SAVE) CHARSET NONE ALL');
      expect((await c.ok('FETCH $ UID')).untagged).toEqual([]);
    });

    it('finds by object id', async () => {
      const { c } = await h.withMailbox(simple({ subject: 'a' }), simple({ subject: 'b' }));
      const { untagged } = await c.ok('FETCH 2 (EMAILID)');
      const id = /EMAILID \(([^)]+)\)/.exec(untagged[0] as string)?.[1];
      expect((await c.ok(`SEARCH EMAILID ${id}`)).untagged).toEqual(['SEARCH 2']);
    });
  });
}
