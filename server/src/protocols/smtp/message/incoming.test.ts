import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cutFields, readFields } from '../../../mail/queue/index.ts';
import { forgedFields } from './forged-fields.ts';
import { openMessage, withTrace } from './incoming.ts';
import { scanMessage } from './scan.ts';

const limits = { line: 1000, header: 4000 };

/** What the scan is to find, said plainly. */
function plainly(text: string): string | null {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\0') return 'nul';
    if (text[i] === '\r' && text[i + 1] !== '\n') return 'bareLineEnding';
    if (text[i] === '\n' && text[i - 1] !== '\r') return 'bareLineEnding';
  }
  return null;
}

/** Text rich in what matters. */
const wire = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r\n', '.', '\r', '\n', '\0', '\t', '\r\n.', '\r\n..', 'abc', 'é', ' '),
      fc.string({ maxLength: 9 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const clean = wire.map((text) => `${text.replace(/[\r\n\0]+/g, '\r\n')}\r\n`);

function load(text: string): { bytes: Buffer; length: number } {
  const octets = Buffer.from(text);
  const bytes = Buffer.allocUnsafeSlow(octets.length + 16).fill(0);
  octets.copy(bytes, 5);
  return { bytes, length: octets.length };
}

describe('scanMessage', () => {
  test('finds what a plain reading finds', () => {
    fc.assert(
      fc.property(wire, (text) => {
        const { bytes, length } = load(text);
        expect(scanMessage(bytes, 5, 5 + length, limits).fault).toBe(plainly(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('finds dots that begin lines and the end of the header', () => {
    fc.assert(
      fc.property(clean, (text) => {
        const { bytes, length } = load(text);
        const { dots, headerEnd } = scanMessage(bytes, 5, 5 + length, limits);
        const octets = Buffer.from(text);
        const expected = [...octets].flatMap((octet, i) =>
          octet === 0x2e && (i === 0 || octets[i - 1] === 10) ? [i + 5] : [],
        );
        expect(dots).toEqual(expected);
        const blank = text.startsWith('\r\n') ? 2 : octets.indexOf('\r\n\r\n') + 4;
        expect(headerEnd).toBe(5 + (blank === 3 ? length : blank));
      }),
      { numRuns: 2000 },
    );
  });

  it('measures lines and the header', () => {
    const scan = (text: string) => {
      const { bytes, length } = load(text);
      return scanMessage(bytes, 5, 5 + length, limits).fault;
    };
    expect(scan(`${'x'.repeat(1000)}\r\n`)).toBeNull();
    expect(scan(`${'x'.repeat(1001)}\r\n`)).toBe('lineTooLong');
    expect(scan(`${'A: b\r\n'.repeat(666)}\r\n`)).toBeNull();
    expect(scan(`${'A: b\r\n'.repeat(667)}\r\n`)).toBe('headerTooLarge');
    expect(scan(`\r\n${'A: b\r\n'.repeat(700)}`)).toBeNull();
  });
});

describe('openMessage', () => {
  test('gives back what dot-stuffing made, whatever the chunks', () => {
    fc.assert(
      fc.property(clean, fc.array(fc.nat(50), { maxLength: 8 }), (text, cuts) => {
        const stuffed = Buffer.from(text.replace(/^\./gm, '..'));
        const at = [0, ...cuts.map((cut) => Math.min(cut, stuffed.length)).sort((a, b) => a - b), stuffed.length];
        const chunks = at.slice(1).map((end, i) => stuffed.subarray(at[i], end));
        const message = openMessage(chunks, stuffed.length, limits);
        if (typeof message === 'string') throw new Error(message);
        expect(message.memory.toString('utf8', message.start, message.end)).toBe(text);
        expect(withTrace(message, 'Received: x\r\n').toString()).toBe(`Received: x\r\n${text}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes room for trace fields of any length', () => {
    const bytes = Buffer.from('A: b\r\n\r\nbody\r\n');
    const message = openMessage([bytes], bytes.length, limits);
    if (typeof message === 'string') throw new Error(message);
    const trace = `X: ${'y'.repeat(20_000)}\r\n`;
    expect(withTrace(message, trace).toString()).toBe(trace + bytes.toString());
  });
});

describe('fields', () => {
  const field = fc.tuple(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/),
    fc.array(fc.stringMatching(/^[ -~]{0,12}$/), { minLength: 1, maxLength: 3 }),
  );

  test('are read as written, and cut out without touching the rest', () => {
    fc.assert(
      fc.property(
        fc.array(field, { maxLength: 8 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (list, chosen) => {
          const texts = list.map(([name, lines]) => `${name}: ${lines.join('\r\n x')}\r\n`);
          const bytes = Buffer.from(`${texts.join('')}\r\nbody\r\n`);
          const fields = readFields(bytes, 0, bytes.length);
          expect(fields.map((f) => bytes.toString('latin1', f.start, f.end))).toEqual(texts);
          expect(fields.map((f) => f.name)).toEqual(list.map(([name]) => name.toLowerCase()));
          const start = cutFields(
            bytes,
            0,
            fields.filter((_, i) => chosen[i]),
          );
          expect(bytes.toString('latin1', start)).toBe(`${texts.filter((_, i) => !chosen[i]).join('')}\r\nbody\r\n`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Authentication-Results: mx.here; x=y', true],
    ['Authentication-Results: MX.Here/1; x=y', false],
    ['Authentication-Results: mx.here 1; x=y', true],
    ['Authentication-Results: "mx.here"; x=y', true],
    ['Authentication-Results: (c) (d)\r\n mx.here;\r\n x=y', true],
    ['Authentication-Results: ;', true],
    ['Authentication-Results: other.example; x=y', false],
    ['authentication-results : mx.here; x=y', true],
    ['Return-Path: <x@y.z>', true],
    ['Received: mx.here', false],
  ])('forged: %s', (text, forged) => {
    const bytes = Buffer.from(`${text}\r\n\r\n`);
    expect(forgedFields(bytes, readFields(bytes, 0, bytes.length), 'mx.here').length === 1).toBe(forged);
  });
});
