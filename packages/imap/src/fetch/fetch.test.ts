import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchedMessage, Mailbox, SectionPart } from '../session.ts';
import { decodeBody } from './decode.ts';
import { PartialCache } from './partial-cache.ts';
import { findPart, headerEnd, pickFields } from './sections.ts';

describe('sections', () => {
  const leaf = (bodyStart: number): SectionPart => ({
    headerStart: 0,
    bodyStart,
    bodyEnd: bodyStart + 1,
    encoding: '7bit',
  });

  it.each([
    ['a: b\r\n\r\nc', 8],
    ['a: b\n\nc', 6],
    ['\r\nc', 2],
    ['\nc', 1],
    ['a: b', 4],
    ['a: b\r\n', 6],
    ['', 0],
  ])('finds the end of the header of %j', (text, end) => {
    expect(headerEnd(Buffer.from(text))).toBe(end);
  });

  it('finds parts, through multiparts and enclosed messages', () => {
    const deep = leaf(7);
    const inner: SectionPart = { ...leaf(2), parts: [leaf(5), { ...leaf(6), parts: [deep] }] };
    const root: SectionPart = {
      ...leaf(0),
      parts: [leaf(1), { ...leaf(3), message: inner }, { ...leaf(4), message: leaf(9) }],
    };
    const at = (...path: number[]) => findPart(root, path)?.bodyStart;
    expect([at(1), at(2), at(2, 1), at(2, 2), at(2, 2, 1), at(3, 1)]).toEqual([1, 3, 5, 6, 7, 9]);
    expect([at(4), at(1, 1), at(2, 3), at(3, 2), at(3, 1, 1), at(2, 2, 1, 1)]).toEqual(Array(6).fill(undefined));
    expect(findPart(leaf(8), [1])?.bodyStart).toBe(8);
    expect(findPart(leaf(8), [2])).toBeUndefined();
  });

  it('picks fields, whole, in their order, in any case', () => {
    const header = 'A: 1\r\nb : 2\r\n\tmore\r\nC: 3\r\na: 4\r\nnonsense\r\n\r\n';
    expect(pickFields(header, new Set(['A', 'B']), true)).toBe('A: 1\r\nb : 2\r\n\tmore\r\na: 4\r\n\r\n');
    expect(pickFields(header, new Set(['A', 'B']), false)).toBe('C: 3\r\n\r\n');
    expect(pickFields('A: no end', new Set(['A']), true)).toBe('A: no end\r\n\r\n');
    expect(pickFields('', new Set(['A']), false)).toBe('\r\n');
  });

  it('shares every field out between a choice and its opposite', () => {
    const name = fc.constantFrom('A', 'B', 'Subject', 'X-Y');
    const field = fc.tuple(name, fc.constantFrom('v', 'v\r\n w', '')).map(([n, v]) => `${n}: ${v}\r\n`);
    fc.assert(
      fc.property(fc.array(field), fc.uniqueArray(name.map((n) => n.toUpperCase())), (fields, wanted) => {
        const header = `${fields.join('')}\r\n`;
        const names = new Set(wanted);
        const both = pickFields(header, names, true).length + pickFields(header, names, false).length;
        expect(both).toBe(header.length + 2);
      }),
    );
  });
});

describe('decodeBody', () => {
  const decode = (text: string, encoding: string) =>
    decodeBody(Buffer.from(text, 'latin1'), encoding)?.toString('latin1');

  it('decodes quoted-printable, wrong escapes left as they are', () => {
    expect(decode('a=3Db=\r\nc=3d', 'quoted-printable')).toBe('a=bc=');
    expect(decode('x=ZZ =4', 'quoted-printable')).toBe('x=ZZ =4');
    expect(decode('end \t\r\nnext=  \r\nmore=', 'quoted-printable')).toBe('end\r\nnextmore');
  });

  it('decodes base64 over lines', () => {
    expect(decode('QUJD\r\nREVG\r\n', 'base64')).toBe('ABCDEF');
  });

  it('knows what it does not know', () => {
    expect(decode('x', '8bit')).toBe('x');
    expect(decode('x', 'x-strange')).toBeUndefined();
  });

  it('takes any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(decodeBody(Buffer.from(octets), 'quoted-printable')!.length).toBeLessThanOrEqual(octets.length);
        expect(decodeBody(Buffer.from(octets), 'base64')!.length).toBeLessThanOrEqual(octets.length);
      }),
    );
  });
});

describe('PartialCache', () => {
  const message = (uid: number, size: number): FetchedMessage => ({ uid, modseq: 1, bytes: Buffer.alloc(size) });
  const mailbox = {} as Mailbox;

  it('keeps messages apart by mailbox and UID, and drops the least recent', () => {
    const cache = new PartialCache(100);
    cache.put(mailbox, message(1, 40));
    cache.put(mailbox, message(2, 40));
    expect(cache.get(mailbox, 1, false)?.uid).toBe(1);
    cache.put(mailbox, message(3, 40));
    expect(cache.get(mailbox, 2, false)).toBeUndefined();
    expect(cache.get(mailbox, 1, false)?.uid).toBe(1);
    expect(cache.get({} as Mailbox, 1, false)).toBeUndefined();
    expect(cache.get(mailbox, 1, true)).toBeUndefined();
  });

  it('keeps nothing that would push out all else', () => {
    const cache = new PartialCache(100);
    cache.put(mailbox, message(1, 60));
    expect(cache.get(mailbox, 1, false)).toBeUndefined();
  });
});
