import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output } from './output.ts';

describe('Output', () => {
  const collect = (sink: PassThrough): Buffer[] => {
    const chunks: Buffer[] = [];
    sink.on('data', (chunk) => chunks.push(chunk));
    return chunks;
  };

  it('writes gathered text at once', () => {
    const sink = new PassThrough();
    const chunks = collect(sink);
    const out = new Output(sink);
    out.text('* OK ');
    out.utf8('thư');
    out.bytes(Buffer.from([255, 13]));
    expect(out.size).toBe(11);
    out.flush();
    sink.resume();
    expect(Buffer.concat(chunks)).toEqual(Buffer.concat([Buffer.from('* OK thư'), Buffer.from([255, 13])]));
    expect(chunks).toHaveLength(1);
  });

  it('keeps the order of text and large octets, and waits for the reader', async () => {
    const sink = new PassThrough({ highWaterMark: 1000 });
    const out = new Output(sink);
    sink.on('drain', () => out.onDrain());
    const large = Buffer.alloc(3_000_000, 'x');
    out.text('begin ');
    out.bytes(large);
    out.text(' middle ');
    out.bytes(large);
    out.text(' end');
    const waiting = out.drained();
    expect(out.blocked).toBe(true);
    expect(out.stalledSince).toBeGreaterThan(0);
    const chunks = collect(sink);
    await waiting;
    await new Promise((resolve) => setImmediate(resolve));
    expect(Buffer.concat(chunks).toString()).toBe(`begin ${large} middle ${large} end`);
    expect([out.blocked, out.size]).toEqual([false, 0]);
  });

  it('tells when what was given is sent, and not when the connection ends before', async () => {
    const sink = new PassThrough({ highWaterMark: 1000 });
    const out = new Output(sink);
    sink.on('drain', () => out.onDrain());
    const told: string[] = [];
    out.bytes(Buffer.alloc(20_000, 'x'));
    out.whenSent(() => told.push('first'));
    out.bytes(Buffer.alloc(2_000_000, 'y'));
    out.whenSent(() => told.push('second'));
    out.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    const chunks = collect(sink);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toEqual(['first', 'second']);
    expect(Buffer.concat(chunks)).toHaveLength(2_020_000);
    sink.pause();
    out.bytes(Buffer.alloc(20_000, 'z'));
    out.whenSent(() => told.push('third'));
    out.flush();
    out.close();
    sink.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toEqual(['first', 'second']);
  });

  it('lets go of who waits when the connection is gone', async () => {
    const sink = new PassThrough({ highWaterMark: 10 });
    const out = new Output(sink);
    out.text('x'.repeat(100));
    const waiting = out.drained();
    out.close();
    await waiting;
    out.text('more');
    out.flush();
    expect(out.size).toBe(0);
    expect(sink.readableLength).toBe(100);
  });
});
