import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzCommand, seeded } from '../testing/fuzz/mutate.ts';
import { CommandReader, type LiteralAnnounced, type LiteralRefusal, type ReaderResult } from './reader.ts';

const accept = () => undefined;

function makeReader(onLiteral: (literal: LiteralAnnounced) => LiteralRefusal | undefined = accept): CommandReader {
  return new CommandReader({ onLiteral }, 1000, 4);
}

function readAll(reader: CommandReader, chunks: Buffer[]): ReaderResult[] {
  const results: ReaderResult[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      results.push(next);
      if (next.kind === 'refused' && next.refusal.close === true) return results;
    }
  }
  return results;
}

const read = (text: string, onLiteral?: (literal: LiteralAnnounced) => LiteralRefusal | undefined) =>
  readAll(makeReader(onLiteral), [Buffer.from(text, 'latin1')]);

describe('CommandReader', () => {
  it('cuts lines, ended by CRLF or LF', () => {
    expect(read('a NOOP\r\nb CHECK\nc')).toEqual([
      { kind: 'command', parts: ['a NOOP'] },
      { kind: 'command', parts: ['b CHECK'] },
    ]);
  });

  it('gives literals as octets between texts', () => {
    const [result] = read('a LOGIN {4+}\r\nu\r\ns {0+}\r\n\r\n');
    expect(result).toEqual({ kind: 'command', parts: ['a LOGIN ', Buffer.from('u\r\ns'), ' ', Buffer.alloc(0), ''] });
  });

  it('marks literal8 by ~ and asks before a synchronising literal', () => {
    const asked: LiteralAnnounced[] = [];
    const reader = makeReader((literal) => {
      asked.push({ ...literal, parts: [...literal.parts] });
      return undefined;
    });
    expect(readAll(reader, [Buffer.from('a APPEND x ~{3}\r\n')])).toEqual([]);
    expect(asked).toEqual([{ parts: ['a APPEND x ~'], size: 3, synchronizing: true, binary: true }]);
    expect(readAll(reader, [Buffer.from('a\0b\r\n')])).toHaveLength(1);
  });

  it('takes braces that announce nothing as text', () => {
    expect(read('a b{x}\r\na {5} \r\n')).toHaveLength(2);
  });

  it('ends a command whose literal is refused before it is sent', () => {
    const results = read('a APPEND x {9999}\r\nb NOOP\r\n', ({ size }) =>
      size > 100 ? { text: 'no', code: 'TOOBIG' } : undefined,
    );
    expect(results).toEqual([
      { kind: 'refused', tag: 'a', refusal: { text: 'no', code: 'TOOBIG' } },
      { kind: 'command', parts: ['b NOOP'] },
    ]);
  });

  it('swallows a refused literal that is sent all the same, with all that follows in the command', () => {
    const refusal = { text: 'no' };
    const results = read('a APPEND x {5+}\r\n12\r\n5 {3+}\r\nb\r\n end\r\nb NOOP\r\n', () => refusal);
    expect(results).toEqual([
      { kind: 'refused', tag: 'a', refusal },
      { kind: 'command', parts: ['b NOOP'] },
    ]);
  });

  it('refuses too many literals', () => {
    const [result] = read(`a x${' {1+}\r\ny'.repeat(5)}\r\n`);
    expect(result).toMatchObject({ kind: 'refused', tag: 'a', refusal: { status: 'BAD' } });
  });

  it('gives up on a line beyond the limit without waiting for its end', () => {
    const [result] = read(`tag NOOP ${'x'.repeat(1000)}`);
    expect(result).toMatchObject({ kind: 'refused', tag: 'tag', refusal: { close: true } });
    const reader = makeReader();
    for (let i = 0; i < 1000; i++) readAll(reader, [Buffer.from('x')]);
    expect(readAll(reader, [Buffer.from('x')])).toMatchObject([{ kind: 'refused', tag: '' }]);
  });

  it('counts the text on both sides of a literal together', () => {
    const [result] = read(`a ${'x'.repeat(600)} {1+}\r\ny${'x'.repeat(600)}\r\n`);
    expect(result).toMatchObject({ kind: 'refused', tag: 'a' });
  });

  it('takes memory for a literal only as it comes', () => {
    const reader = makeReader();
    const before = process.memoryUsage().arrayBuffers;
    reader.push(Buffer.from('a APPEND x {500000000}\r\n'));
    expect(reader.next()).toBeUndefined();
    reader.push(Buffer.alloc(1000, 65));
    expect(reader.next()).toBeUndefined();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it('gives lines for continuations, and null for one too long', () => {
    const reader = makeReader();
    reader.push(Buffer.from('one\r\ntwo\n'));
    expect([reader.line(), reader.line(), reader.line()]).toEqual(['one', 'two', undefined]);
    reader.push(Buffer.alloc(2000, 65));
    expect(reader.line()).toBeNull();
  });

  it('forgets what came ahead', () => {
    const reader = makeReader();
    reader.push(Buffer.from('a STARTTLS\r\nb LOGIN x y\r\nc'));
    expect(reader.next()).toBeDefined();
    reader.clear();
    expect([reader.next(), reader.partial, reader.pending]).toEqual([undefined, false, false]);
  });

  it('gives the same however the octets are cut', () => {
    const policy = ({ size }: LiteralAnnounced) => (size > 60 ? { text: 'no', close: size > 5000 } : undefined);
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (seed, sizes) => {
        const random = seeded(seed);
        const octets = Buffer.concat(
          [0, 1, 2].flatMap(() => [Buffer.from('t '), fuzzCommand(random), Buffer.from('\r\n')]),
        );
        const chunks: Buffer[] = [];
        for (let at = 0, i = 0; at < octets.length; i++) {
          const size = sizes[i % sizes.length] as number;
          chunks.push(octets.subarray(at, at + size));
          at += size;
        }
        expect(readAll(makeReader(policy), chunks)).toEqual(readAll(makeReader(policy), [octets]));
      }),
      { numRuns: 500 },
    );
  });
});
