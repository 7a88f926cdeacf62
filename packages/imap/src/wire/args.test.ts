import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzCommand, seeded } from '../testing/fuzz/mutate.ts';
import { Args, BadCommand } from './args.ts';
import { CommandReader } from './reader.ts';
import { quote, string } from './render.ts';

const args = (...parts: (string | Buffer)[]) => new Args(parts);
const bad = (act: () => unknown) => expect(act).toThrow(BadCommand);

describe('Args', () => {
  it('reads atoms, quoted strings and literals', () => {
    const a = args('abc "d\\"e\\\\f" ', Buffer.from('g\r\nh'), ' end');
    expect(a.astring()).toBe('abc');
    a.space();
    expect(a.astring()).toBe('d"e\\f');
    a.space();
    expect(a.astring()).toBe('g\r\nh');
    a.space();
    expect(a.keyword()).toBe('END');
    a.end();
  });

  it('refuses unfinished and wrongly escaped strings', () => {
    bad(() => args('"abc').astring());
    bad(() => args('"a\\bc"').astring());
    bad(() => args('"a\0"').astring());
    bad(() => args('', Buffer.from('a\0'), '').astring());
    bad(() => args('(').astring());
  });

  it('decodes UTF-8 and refuses what is none', () => {
    expect(args(Buffer.from('"văn"').toString('latin1')).utf8()).toBe('văn');
    bad(() => args('"\xff"').utf8());
  });

  it('reads mailbox names in both encodings', () => {
    expect(args('"v&AOI-n"').mailbox(false)).toBe('vân');
    expect(args('"v&AOI-n"').mailbox(true)).toBe('v&AOI-n');
    expect(args(Buffer.from('"vân"').toString('latin1')).mailbox(false)).toBe('vân');
    expect(args('iNbOx').mailbox(false)).toBe('INBOX');
    expect(args('inbox/a').mailbox(false)).toBe('INBOX/a');
    expect(args('inboxes').mailbox(false)).toBe('inboxes');
    bad(() => args('a&b').mailbox(false));
  });

  it('reads flags, in their own spelling', () => {
    expect(args('(\\SEEN \\seen $Forwarded x)').flagList()).toEqual(['\\Seen', '$Forwarded', 'x']);
    expect(args('()').flagList()).toEqual([]);
    bad(() => args('(\\Recent)').flagList());
    bad(() => args('(a  b)').flagList());
    bad(() => args('(a b').flagList());
  });

  it('reads numbers up to a limit', () => {
    expect(args('4294967295').number(0xffffffff)).toBe(4294967295);
    bad(() => args('4294967296').number(0xffffffff));
    bad(() => args('x').number());
  });

  it('reads back any string that is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = string(text);
        if (text.includes('\0')) return;
        const literal = /^\{(\d+)\}\r\n/.exec(written);
        const a =
          literal === null ? args(written) : args('', Buffer.from(written.slice(literal[0].length), 'latin1'), '');
        expect(a.utf8()).toBe(text);
      }),
    );
    expect(quote('a"\\')).toBe('"a\\"\\\\"');
  });

  it('never fails otherwise than by BadCommand', () => {
    const methods = [
      'tag',
      'keyword',
      'atom',
      'number',
      'astring',
      'utf8',
      'flagList',
      'dateTime',
      'sequenceSet',
      'flag',
    ] as const;
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.constantFrom(...methods), { maxLength: 8 }), (seed, calls) => {
        const reader = new CommandReader({ onLiteral: () => undefined }, 10_000, 10);
        reader.push(Buffer.concat([fuzzCommand(seeded(seed)), Buffer.from('\r\n')]));
        const next = reader.next();
        if (next?.kind !== 'command') return;
        const a = new Args(next.parts);
        try {
          for (const call of calls) {
            a[call]();
            a.skip(' ');
          }
          a.end();
        } catch (error) {
          expect(error).toBeInstanceOf(BadCommand);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
