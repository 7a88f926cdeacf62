import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseSubject,
  classifyBody,
  convertLegacyText,
  decodeCharset,
  decodeParams,
  decodeWords,
  detectVietnamese,
  foldHeader,
  htmlToText,
  indexMessage,
  messageIds,
  parseAddresses,
  parseDate,
  parseParams,
  searchTokens,
} from './index.ts';
import { checkMessage } from './testing/check-index.ts';
import { corpus } from './testing/corpus.ts';
import { mutate, Random } from './testing/mutate.ts';

const FUZZ_INPUTS = 5000;

/** Octets that look enough like mail to go deep. */
const octets = fc
  .array(
    fc
      .oneof(
        fc.constantFrom(
          'Content-Type: multipart/mixed; boundary=b\r\n',
          'Content-Type: message/rfc822\r\n',
          'Content-Type: text/html\r\n',
          'Subject: ',
          'To: ',
          'From: ',
          'Content-Transfer-Encoding: base64\r\n',
          'Content-Disposition: attachment; filename=',
          '\r\n',
          '\n',
          '\r\n\r\n',
          '--b\r\n',
          '\r\n--b\r\n',
          '--b--\r\n',
          '=?utf-8?Q?',
          '?=',
          '"',
          '<',
          '>',
          '(',
          ')',
          ',',
          ';',
          ':',
          '@',
          '\\',
          '\0',
          ' ',
        ),
        fc.string({ unit: 'binary', maxLength: 12 }),
      )
      .map((text) => Buffer.from(text)),
    { maxLength: 60 },
  )
  .map((pieces) => Buffer.concat(pieces));

test('whatever the octets, every promise of the index holds', () => {
  fc.assert(
    fc.property(octets, (raw) => checkMessage(raw)),
    { numRuns: 1500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => checkMessage(Buffer.from(raw))),
    { numRuns: 300 },
  );
});

test('the seeds of the fuzz runner are sound', () => {
  for (const raw of corpus()) checkMessage(raw);
});

test(`${FUZZ_INPUTS} mutations`, { timeout: 60_000 }, () => {
  const random = new Random(20_251_117);
  const seeds = corpus();
  for (let i = 0; i < FUZZ_INPUTS; i++) {
    const raw = mutate(random, seeds);
    try {
      checkMessage(raw);
    } catch (error) {
      throw new Error(`mutation ${i}: ${raw.toString('base64')}`, { cause: error });
    }
  }
});

test('an index depends on nothing but the octets: copies and slices of a pool give the same', () => {
  fc.assert(
    fc.property(octets, fc.nat(9), (raw, shift) => {
      const elsewhere = Buffer.concat([Buffer.alloc(shift, 10), raw, Buffer.from('\n--b\n')]).subarray(
        shift,
        shift + raw.length,
      );
      expect(indexMessage(elsewhere)).toEqual(indexMessage(raw));
    }),
  );
});

describe('readers of values never throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '=?',
          '?=',
          'utf-8',
          '?Q?',
          '?B?',
          '"',
          '\\',
          '(',
          ')',
          '<',
          '>',
          '@',
          ',',
          ';',
          ':',
          '*0*',
          '=',
          "''",
          '%',
          '[',
          ']',
          're',
          'fwd',
          '1',
          ' Jan ',
          'a',
          ' ',
        ),
        { maxLength: 80 },
      )
      .map((list) => list.join('')),
  );
  test.each([
    ['decodeWords', decodeWords],
    ['parseAddresses', parseAddresses],
    ['parseDate', parseDate],
    ['messageIds', messageIds],
    ['baseSubject', baseSubject],
    ['htmlToText', htmlToText],
    ['convertLegacyText', convertLegacyText],
    ['foldHeader', (value: string) => foldHeader('X', value)],
    ['parameters', (value: string) => decodeParams(parseParams(value).params)],
    ['searchTokens', (value: string) => [...searchTokens(value)]],
  ] as [string, (value: string) => unknown][])('%s', (_, read) => {
    fc.assert(
      fc.property(text, (value) => void read(value)),
      { numRuns: 400 },
    );
  });

  test('charsets', () => {
    const names = fc.oneof(
      fc.constantFrom(
        'utf-8',
        'utf-7',
        'utf-16',
        'gb18030',
        'iso-2022-jp',
        'vni',
        'tcvn3',
        'windows-1258',
        'hex',
        '',
        'x',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), names, (bytes, charset) => {
        expect(decodeCharset(bytes, charset).isWellFormed()).toBe(true);
        detectVietnamese(bytes);
      }),
    );
  });
});

test('baseSubject of a base subject is itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Re: ', 'Fwd: ', '[a] ', '[fwd: ', ']', ' (fwd)', 'x', ' '), { maxLength: 12 }),
      (pieces) => {
        const base = baseSubject(pieces.join(''));
        expect(baseSubject(base)).toBe(base);
      },
    ),
  );
});

test('bodies are classified without the message', () => {
  expect(classifyBody(indexMessage(Buffer.from('x')).root).textBody).toHaveLength(1);
});
