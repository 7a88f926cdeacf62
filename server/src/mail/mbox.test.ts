import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMbox, toCrlf, toMbox } from './mbox.ts';

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function read(bytes: Buffer, size = 7, max = 1e6) {
  const messages: { bytes: Buffer; receivedAt: number | undefined }[] = [];
  let dropped = 0;
  for await (const message of readMbox(chunked(bytes, size), max, () => dropped++)) messages.push(message);
  return { messages, dropped };
}

describe('mbox', () => {
  it('gives back what was written, whatever lines it has and however it is cut', async () => {
    const line = fc.oneof(
      fc.constant('From a line'),
      fc.constant('>From quoted'),
      fc.constant('>>From'),
      fc.constant(''),
      fc.stringMatching(/^[ -~]{0,20}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(line, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (texts, size) => {
          const sent = texts.map((lines) => Buffer.from(`Subject: x\r\n\r\n${lines.join('\r\n')}\r\n`));
          const when = Date.UTC(2026, 10, 19, 8, 30, 0);
          const { messages } = await read(Buffer.concat(sent.map((m) => toMbox(m, when))), size);
          expect(messages.map((m) => m.bytes.toString())).toEqual(sent.map(String));
          expect(messages.every((m) => m.receivedAt === when)).toBe(true);
        },
      ),
    );
  });

  it('passes over what is too large and goes on with the next', async () => {
    const large = toMbox(Buffer.from(`A: b\r\n\r\n${'x'.repeat(500)}\r\n`), 0);
    const small = toMbox(Buffer.from('A: b\r\n\r\ny\r\n'), 0);
    const { messages, dropped } = await read(Buffer.concat([large, small]), 50, 100);
    expect([messages.length, dropped]).toEqual([1, 1]);
    expect(messages[0]!.bytes.toString()).toBe('A: b\r\n\r\ny\r\n');
  });

  it('finds no message where there is no From line', async () => {
    expect((await read(Buffer.from('Subject: not an mbox\n\nhello\n'))).messages).toEqual([]);
  });

  it('makes every line end in CRLF', () => {
    expect(toCrlf(Buffer.from('a\nb\r\nc\rd')).toString()).toBe('a\r\nb\r\nc\r\nd');
  });
});
