import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLines } from './count-lines.ts';

test('counts as one octet at a time would, wherever the buffer lies', () => {
  const octets = fc
    .uint8Array({ maxLength: 100 })
    .map((bytes) => bytes.map((octet) => (octet % 3 === 0 ? 0x0a : octet)));
  fc.assert(
    fc.property(octets, fc.nat(7), fc.nat(110), fc.nat(110), (bytes, shift, a, b) => {
      const raw = Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
      const start = Math.min(a, b, raw.length);
      const end = Math.min(Math.max(a, b), raw.length);
      expect(countLines(raw, start, end)).toBe([...raw.subarray(start, end)].filter((octet) => octet === 0x0a).length);
    }),
  );
});

test('octets that are nearly a line feed', () => {
  const raw = Buffer.from([0x0b, 0x09, 0x8a, 0x0a, 0x0a, 0x8a, 0x0b, 0x0a, 0x00, 0xff, 0x0a, 0x4a]);
  expect(countLines(raw, 0, raw.length)).toBe(4);
});
