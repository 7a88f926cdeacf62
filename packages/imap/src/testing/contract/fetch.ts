import { describe, expect, it } from 'vitest';
import { attachment, innerMessage, multipart, simple, vietnamese } from '../samples.ts';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.4.5, RFC 3501 §6.4.5, RFC 3516, RFC 8474 */
export function fetchContract(makeBackend: MakeBackend): void {
  describe('FETCH', () => {
    const h = Harness.use(makeBackend);
    /** The literal, or the rest, that follows an item's name in a response. */
    const item = (response: string | undefined, name: string): string => {
      const at = (response ?? '').indexOf(`${name} `);
      if (at < 0) throw new Error(`no ${name} in ${response}`);
      const rest = (response as string).slice(at + name.length + 1);
      const literal = /^~?\{(\d+)\}\r\n/.exec(rest);
      if (literal === null) return rest;
      return rest.slice(literal[0].length, literal[0].length + Number(literal[1]));
    };
    const open = async () => (await h.withMailbox(multipart, vietnamese)).c;
    const fetch = async (what: string, name = what.replace('.PEEK', '')) => {
      const c = await open();
      return item((await c.ok(`FETCH 1 ${what}`)).untagged[0], name);
    };

    it('gives flags, UID, size, date', async () => {
      const c = await open();
      const { untagged } = await c.ok('FETCH 2 (FLAGS UID RFC822.SIZE INTERNALDATE)');
      expect(untagged).toHaveLength(1);
      expect(untagged[0]).toMatch(
        new RegExp(
          `^2 FETCH \\(FLAGS \\(\\) UID 2 RFC822.SIZE ${vietnamese.length} INTERNALDATE "[ \\d]\\d-\\w{3}-\\d{4} `,
        ),
      );
    });

    it('gives the envelope', async () => {
      expect(await fetch('ENVELOPE')).toMatch(
        /^\("Wed, 4 Jun 2025 10:00:00 \+0700" "With parts" \(\("Van Thu" NIL "vanthu" "so3.example"\)\) .*"<parts@so3.example>"\)\)$/,
      );
    });

    it('gives the body structure, and the short one', async () => {
      const structure = await fetch('BODYSTRUCTURE');
      expect(structure).toMatch(/^\(\("text" "plain" \("charset" "us-ascii"\) NIL NIL "7bit" \d+ \d+/i);
      expect(structure).toMatch(/"mixed" \("boundary" "outer"\)/i);
      expect(structure).toMatch(/"attachment" \("filename" "a.bin"\)/i);
      const short = await fetch('BODY');
      expect(short).toMatch(/"mixed"\)\)$/i);
      expect(short).not.toMatch(/attachment/i);
    });

    it.each([
      ['ALL', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE']],
      ['FAST', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE']],
      ['FULL', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY']],
    ])('knows the macro %s', async (macro, items) => {
      const c = await open();
      const response = (await c.ok(`FETCH 1 ${macro}`)).untagged[0] as string;
      for (const name of items) expect(response).toContain(`${name} `);
    });

    it('gives the whole message', async () => {
      expect(await fetch('BODY.PEEK[]')).toBe(multipart);
    });

    it('gives pieces of it', async () => {
      expect(await fetch('BODY.PEEK[]<0.10>', 'BODY[]<0>')).toBe(multipart.slice(0, 10));
      expect(await fetch('BODY.PEEK[]<10.100000>', 'BODY[]<10>')).toBe(multipart.slice(10));
      expect(await fetch('BODY.PEEK[]<1000000.10>', 'BODY[]<1000000>')).toBe('');
    });

    it('gives header and text', async () => {
      const end = multipart.indexOf('\r\n\r\n') + 4;
      expect(await fetch('BODY.PEEK[HEADER]')).toBe(multipart.slice(0, end));
      expect(await fetch('BODY.PEEK[TEXT]')).toBe(multipart.slice(end));
    });

    it('gives header fields, folded ones whole', async () => {
      expect(
        await fetch(
          'BODY.PEEK[HEADER.FIELDS (subject X-Folded X-None)]',
          'BODY[HEADER.FIELDS (SUBJECT X-FOLDED X-NONE)]',
        ),
      ).toBe('Subject: With parts\r\nX-Folded: one\r\n\ttwo\r\n\r\n');
      const others = await fetch('BODY.PEEK[HEADER.FIELDS.NOT (Subject)]', 'BODY[HEADER.FIELDS.NOT (SUBJECT)]');
      expect(others).not.toContain('Subject:');
      expect(others).toContain('Message-ID: <parts@so3.example>');
      expect(others.endsWith('\r\n\r\n')).toBe(true);
    });

    it('gives a piece of header fields', async () => {
      expect(await fetch('BODY.PEEK[HEADER.FIELDS (SUBJECT)]<9.4>', 'BODY[HEADER.FIELDS (SUBJECT)]<9>')).toBe('With');
    });

    it('gives parts and their MIME headers', async () => {
      expect(await fetch('BODY.PEEK[1]')).toBe('First part.');
      expect(await fetch('BODY.PEEK[2]')).toBe(attachment.toString('base64'));
      expect(await fetch('BODY.PEEK[1.MIME]')).toBe('Content-Type: text/plain; charset=us-ascii\r\n\r\n');
    });

    it('gives enclosed messages, their headers, texts and parts', async () => {
      expect(await fetch('BODY.PEEK[3]')).toBe(innerMessage.slice(0, -2));
      expect(await fetch('BODY.PEEK[3.HEADER.FIELDS (SUBJECT)]')).toBe('Subject: Inner\r\n\r\n');
      expect(await fetch('BODY.PEEK[3.TEXT]')).toBe('Inner text.');
      expect(await fetch('BODY.PEEK[3.1]')).toBe('Inner text.');
      expect(await fetch('BODY.PEEK[4.HEADER]')).toMatch(/^From: a@so3.example\r\n/);
      expect(await fetch('BODY.PEEK[4.2]')).toBe('<p>Deep html.</p>');
      expect(await fetch('BODY.PEEK[4.2.MIME]')).toBe('Content-Type: text/html\r\n\r\n');
    });

    it('gives part 1 of a message that has no parts', async () => {
      const { c } = await h.withMailbox(simple({ subject: 'x', body: 'Alone.' }));
      expect(item((await c.ok('FETCH 1 BODY.PEEK[1]')).untagged[0], 'BODY[1]')).toBe('Alone.\r\n');
    });

    it('gives NIL for parts that are not there', async () => {
      for (const section of ['9', '1.1', '2.HEADER', '4.7']) expect(await fetch(`BODY.PEEK[${section}]`)).toBe('NIL)');
    });

    it('knows RFC822, RFC822.HEADER, RFC822.TEXT', async () => {
      const end = multipart.indexOf('\r\n\r\n') + 4;
      expect(await fetch('RFC822.HEADER')).toBe(multipart.slice(0, end));
      const c = await open();
      expect(item((await c.ok('FETCH 1 RFC822')).untagged[0], 'RFC822')).toBe(multipart);
      expect(item((await c.ok('FETCH 1 RFC822.TEXT')).untagged[0], 'RFC822.TEXT')).toBe(multipart.slice(end));
    });

    it('decodes parts by BINARY', async () => {
      expect(await fetch('BINARY.PEEK[2]', 'BINARY[2]')).toBe(attachment.toString('latin1'));
      expect(await fetch('BINARY.PEEK[2]<3.3>', 'BINARY[2]<3>')).toBe(attachment.subarray(3, 6).toString('latin1'));
      expect(await fetch('BINARY.SIZE[2]')).toBe(`${attachment.length})`);
      const c = await open();
      const decoded = item((await c.ok('FETCH 2 BINARY.PEEK[1]')).untagged[0], 'BINARY[1]');
      expect(Buffer.from(decoded, 'latin1').toString()).toBe('Kính gửi toàn thể cán bộ.\r\n');
    });

    it('sets \\Seen by BODY[], tells it, and not by PEEK', async () => {
      const c = await open();
      expect((await c.ok('FETCH 1 (BODY.PEEK[1] RFC822.HEADER FLAGS)')).untagged[0]).toContain('FLAGS ()');
      const { untagged } = await c.ok('FETCH 1 BODY[1]');
      expect(untagged).toHaveLength(1);
      expect(untagged[0]).toMatch(/FLAGS \(\\Seen\)\)$/);
      expect((await c.ok('FETCH 1 BODY[1]')).untagged[0]).not.toContain('FLAGS');
      expect((await c.ok('FETCH 1:2 FLAGS')).untagged).toEqual(['1 FETCH (FLAGS (\\Seen))', '2 FETCH (FLAGS ())']);
    });

    it('gives object ids, the same for a copy', async () => {
      const { c, mailbox } = await h.withMailbox(multipart);
      await c.ok(`COPY 1 ${mailbox}`);
      const { untagged } = await c.ok('FETCH 1:2 (EMAILID THREADID)');
      const ids = untagged.filter((r) => r.includes('FETCH')).map((r) => /EMAILID \(([A-Za-z0-9_-]+)\)/.exec(r)?.[1]);
      expect(ids[0]).toBeTruthy();
      expect(ids[1]).toBe(ids[0]);
    });

    it.each([
      ['1:*', [1, 2, 3]],
      ['*', [3]],
      ['2:1', [1, 2]],
      ['3,1', [1, 3]],
      ['*:2', [2, 3]],
      ['99:*', [3]],
      ['1,1:2,2', [1, 2]],
    ])('understands the set %s', async (set, expected) => {
      const { c } = await h.withMailbox(simple({ subject: '1' }), simple({ subject: '2' }), simple({ subject: '3' }));
      const { untagged } = await c.ok(`FETCH ${set} UID`);
      expect(untagged.map((r) => Number.parseInt(r, 10))).toEqual(expected);
    });

    it('answers BAD for numbers that are not there, and OK for such UIDs', async () => {
      const c = await open();
      expect((await c.send('FETCH 3 FLAGS')).status).toBe('BAD');
      expect((await c.send('FETCH 0 FLAGS')).status).toBe('BAD');
      expect((await c.ok('UID FETCH 77:78 FLAGS')).untagged).toEqual([]);
      expect((await c.ok('UID FETCH 77:* FLAGS')).untagged).toHaveLength(1);
    });

    it('adds the UID to UID FETCH', async () => {
      const c = await open();
      expect((await c.ok('UID FETCH 2 FLAGS')).untagged[0]).toBe('2 FETCH (UID 2 FLAGS ())');
    });

    it('fetches nothing from an empty mailbox', async () => {
      const { c } = await h.withMailbox();
      expect((await c.ok('FETCH 1:* FLAGS')).untagged).toEqual([]);
      expect((await c.ok('UID FETCH 1:* FLAGS')).untagged).toEqual([]);
    });

    it.each([
      'FETCH 1 NONSENSE',
      'FETCH 1 BODY[',
      'FETCH 1 BODY[1.NONSENSE]',
      'FETCH 1 BODY[MIME]',
      'FETCH 1 ()',
      'FETCH 1 (FLAGS',
    ])('refuses %s', async (command) => {
      expect((await (await open()).send(command)).status).toBe('BAD');
    });

    it('fetches many, in order, without loss', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c);
      const bodies = Array.from({ length: 60 }, (_, i) => simple({ subject: `n${i}`, body: 'x'.repeat(i * 997) }));
      await c.ok(`APPEND ${name}`, ...bodies.flatMap((body) => [' ', Buffer.from(body)]));
      await c.ok(`SELECT ${name}`);
      const { untagged } = await c.ok('FETCH 1:* BODY.PEEK[]');
      expect(untagged.map((r) => item(r, 'BODY[]'))).toEqual(bodies);
    });
  });
}
