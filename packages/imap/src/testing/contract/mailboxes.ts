import { describe, expect, it } from 'vitest';
import { Harness, type MakeBackend } from './harness.ts';

/** RFC 9051 §6.3.4–6.3.11, RFC 5258, RFC 5819, RFC 6154, RFC 8474, RFC 8438, RFC 9208 */
export function mailboxesContract(makeBackend: MakeBackend): void {
  describe('mailboxes', () => {
    const h = Harness.use(makeBackend);
    const names = (untagged: string[], kind = 'LIST') =>
      untagged.filter((r) => r.startsWith(kind)).map((r) => /"\/" "?([^"]*)"?$/.exec(r)?.[1]);

    it('creates with an object id, and lists', async () => {
      const c = await h.login();
      const name = h.newName();
      expect((await c.ok(`CREATE ${name}`)).code).toMatch(/^MAILBOXID \([A-Za-z0-9_-]+\)$/);
      expect((await c.ok(`LIST "" ${name}`)).untagged).toEqual([`LIST (\\HasNoChildren) "/" ${name}`]);
    });

    it('refuses to create twice, or INBOX', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c);
      expect((await c.send(`CREATE ${name}`)).code).toBe('ALREADYEXISTS');
      expect((await c.send('CREATE inbox')).status).toBe('NO');
    });

    it.each(['"a//b"', '"/a"', '"a*b"', '"a%b"', '" a"'])('refuses the name %s', async (name) => {
      expect((await (await h.login()).send(`CREATE ${name}`)).status).toBe('NO');
    });

    it('takes a trailing separator as a promise of children', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok(`CREATE ${name}/`);
      expect(names((await c.ok(`LIST "" ${name}*`)).untagged)).toEqual([name]);
    });

    it('shows children and levels without a mailbox', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok(`CREATE ${name}/x/y`);
      const [row] = (await c.ok(`LIST "" ${name}`)).untagged;
      expect(row).toMatch(/\\HasChildren/);
      expect(names((await c.ok(`LIST "" ${name}/%`)).untagged)).toEqual([`${name}/x`]);
      expect(names((await c.ok(`LIST "" "${name}/*"`)).untagged)).toEqual([`${name}/x`, `${name}/x/y`]);
    });

    it('lists with a reference, several patterns and INBOX in any case', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok(`CREATE ${name}/a`);
      await c.ok(`CREATE ${name}/b`);
      expect(names((await c.ok(`LIST ${name}/ a`)).untagged)).toEqual([`${name}/a`]);
      expect(names((await c.ok(`LIST "" ("${name}/a" "${name}/b" "inbox")`)).untagged)).toEqual([
        'INBOX',
        `${name}/a`,
        `${name}/b`,
      ]);
    });

    it('answers LIST "" "" with the separator', async () => {
      expect((await (await h.login()).ok('LIST "" ""')).untagged).toEqual(['LIST (\\Noselect) "/" ""']);
    });

    it('subscribes, unsubscribes and lists what is subscribed', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c);
      await c.ok(`SUBSCRIBE ${name}`);
      expect(names((await c.ok(`LSUB "" ${name}`)).untagged, 'LSUB')).toEqual([name]);
      expect((await c.ok(`LIST (SUBSCRIBED) "" ${name}`)).untagged[0]).toContain('\\Subscribed');
      await c.ok(`UNSUBSCRIBE ${name}`);
      expect((await c.ok(`LSUB "" ${name}`)).untagged).toEqual([]);
      expect((await c.ok(`LIST (SUBSCRIBED) "" ${name}`)).untagged).toEqual([]);
      expect((await c.ok(`LIST "" ${name} RETURN (SUBSCRIBED)`)).untagged[0]).not.toContain('\\Subscribed');
    });

    it('finds parents of what is subscribed by RECURSIVEMATCH', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok(`CREATE ${name}`);
      await c.ok(`CREATE ${name}/sub`);
      await c.ok(`UNSUBSCRIBE ${name}`);
      await c.ok(`SUBSCRIBE ${name}/sub`);
      const { untagged } = await c.ok(`LIST (SUBSCRIBED RECURSIVEMATCH) "" ${name}`);
      expect(untagged).toHaveLength(1);
      expect(untagged[0]).toContain('("CHILDINFO" ("SUBSCRIBED"))');
      expect((await c.send(`LIST (RECURSIVEMATCH) "" ${name}`)).status).toBe('BAD');
    });

    it('shows special uses', async () => {
      const c = await h.login();
      const { untagged } = await c.ok('LIST (SPECIAL-USE) "" "*" RETURN (SPECIAL-USE CHILDREN)');
      expect(untagged.some((row) => row.includes('\\Sent'))).toBe(true);
      expect(untagged.every((row) => /\\(All|Archive|Drafts|Flagged|Junk|Sent|Trash)\b/.test(row))).toBe(true);
    });

    it('tells the status with LIST', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, 'Subject: x\r\n\r\ny\r\n');
      const { untagged } = await c.ok(`LIST "" ${name} RETURN (STATUS (MESSAGES UNSEEN))`);
      expect(untagged[0]).toMatch(/^LIST/);
      expect(untagged[1]).toBe(`STATUS ${name} (MESSAGES 1 UNSEEN 1)`);
    });

    it('tells every status item', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, 'Subject: x\r\n\r\ny\r\n', 'Subject: y\r\n\r\nzz\r\n');
      const items = 'MESSAGES UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE RECENT HIGHESTMODSEQ MAILBOXID APPENDLIMIT';
      const { untagged } = await c.ok(`STATUS ${name} (${items})`);
      expect(untagged[0]).toMatch(
        new RegExp(
          `^STATUS ${name} \\(MESSAGES 2 UIDNEXT 3 UIDVALIDITY \\d+ UNSEEN 2 DELETED 0 SIZE 35 RECENT 0 ` +
            'HIGHESTMODSEQ \\d+ MAILBOXID \\([A-Za-z0-9_-]+\\) APPENDLIMIT \\d+\\)$',
        ),
      );
    });

    it('refuses the status of what is not there, and items it does not know', async () => {
      const c = await h.login();
      expect((await c.send('STATUS Nowhere (MESSAGES)')).status).toBe('NO');
      expect((await c.send('STATUS INBOX (WEATHER)')).status).toBe('BAD');
      expect((await c.send('STATUS INBOX ()')).status).toBe('BAD');
    });

    it('renames with all below, keeping messages and UIDVALIDITY', async () => {
      const c = await h.login();
      const from = await h.makeMailbox(c, 'Subject: x\r\n\r\ny\r\n');
      const to = h.newName();
      await c.ok(`CREATE ${from}/below`);
      const before = (await c.ok(`STATUS ${from} (MESSAGES UIDVALIDITY MAILBOXID)`)).untagged[0]?.replace(from, to);
      await c.ok(`RENAME ${from} ${to}`);
      expect((await c.ok(`STATUS ${to} (MESSAGES UIDVALIDITY MAILBOXID)`)).untagged[0]).toBe(before);
      expect(names((await c.ok(`LIST "" "${to}*"`)).untagged)).toEqual([to, `${to}/below`]);
      expect((await c.ok(`LIST "" "${from}*"`)).untagged).toEqual([]);
    });

    it('refuses to rename onto another, below itself, or from nothing', async () => {
      const c = await h.login();
      const [a, b] = [await h.makeMailbox(c), await h.makeMailbox(c)];
      expect((await c.send(`RENAME ${a} ${b}`)).code).toBe('ALREADYEXISTS');
      expect((await c.send(`RENAME ${a} ${a}/x`)).status).toBe('NO');
      expect((await c.send('RENAME Nowhere Elsewhere')).code).toBe('NONEXISTENT');
    });

    it('deletes; INBOX and the missing are refused', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, 'Subject: x\r\n\r\ny\r\n');
      await c.ok(`DELETE ${name}`);
      expect((await c.send(`SELECT ${name}`)).status).toBe('NO');
      expect((await c.send(`DELETE ${name}`)).code).toBe('NONEXISTENT');
      expect((await c.send('DELETE INBOX')).status).toBe('NO');
    });

    it('gives a mailbox made anew another UIDVALIDITY or higher UIDs', async () => {
      const c = await h.login();
      const name = await h.makeMailbox(c, 'Subject: x\r\n\r\ny\r\n');
      const before = (await c.ok(`STATUS ${name} (UIDVALIDITY)`)).untagged[0];
      await c.ok(`DELETE ${name}`);
      await c.ok(`CREATE ${name}`);
      expect((await c.ok(`STATUS ${name} (UIDVALIDITY)`)).untagged[0]).not.toBe(before);
    });

    it('writes names in modified UTF-7 for IMAP4rev1', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok(`CREATE "${name} v&AOI-n"`);
      expect(names((await c.ok(`LIST "" "${name}*"`)).untagged)).toEqual([`${name} v&AOI-n`]);
      expect((await c.send('CREATE "&AGE-"')).status).toBe('BAD');
      const utf8 = await h.login();
      await utf8.ok('ENABLE UTF8=ACCEPT');
      const { untagged } = await utf8.ok(`LIST "" "${name}*"`);
      expect(Buffer.from(untagged[0] as string, 'latin1').toString()).toContain(`"${name} vân"`);
    });

    it('takes names in UTF-8 for IMAP4rev2, composed or not', async () => {
      const c = await h.login();
      const name = h.newName();
      await c.ok('ENABLE IMAP4rev2');
      await c.ok(`CREATE "${name} Công văn đến"`);
      const status = await c.ok(`STATUS "${`${name} Công văn đến`.normalize('NFD')}" (MESSAGES)`);
      expect(Buffer.from(status.untagged[0] as string, 'latin1').toString()).toContain('Công văn đến');
      await c.ok(`SELECT "${name} Công văn đến"`);
    });

    it('tells quotas', async () => {
      const c = await h.login();
      const { untagged } = await c.ok('GETQUOTAROOT INBOX');
      expect(untagged[0]).toMatch(/^QUOTAROOT INBOX/);
      const root = /^QUOTAROOT INBOX (".*")$/.exec(untagged[0] as string)?.[1];
      if (root !== undefined) {
        expect(untagged[1]).toMatch(/^QUOTA ".*" \(STORAGE \d+ \d+/);
        expect((await c.ok(`GETQUOTA ${root}`)).untagged[0]).toBe(untagged[1]);
      }
      expect((await c.send('GETQUOTA "no-such-root"')).status).toBe('NO');
      expect((await c.send('SETQUOTA "" (STORAGE 1)')).status).toBe('NO');
    });
  });
}
