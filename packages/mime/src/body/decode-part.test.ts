import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexMessage } from '../scan/index-message.ts';
import { crlf } from '../testing/crlf.ts';
import { quotedPrintable } from '../testing/sample-messages.ts';
import { decodePart, decodeTransfer } from './decode-part.ts';
import { partSource, partText } from './part-text.ts';

const decode = (text: string, encoding: string) => decodeTransfer(Buffer.from(text, 'latin1'), encoding).toString();

describe('base64', () => {
  test.each([
    ['S+G6vw==', 'Kế'],
    ['S+G6vw', 'Kế'],
    ['S+\r\nG6\r\n vw==\r\n', 'Kế'],
    ['S+*G6-v\0w==', 'Kế'],
    ['S+G6vw==S+G6vw==', 'KếKế'],
    ['YQ==YQ', 'aa'],
    ['YWI=YWI=', 'abab'],
    ['YWJj=', 'abc'],
    ['Y', ''],
    ['====', ''],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(decode(text, 'base64')).toBe(expected);
  });

  test('any octets, broken into any lines, with any junk', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('\r\n', '\n', ' ', '\0!', '-_'),
        (octets, width, junk) => {
          const text = Buffer.from(octets)
            .toString('base64')
            .replace(new RegExp(`.{${width}}`, 'g'), `$&${junk}`);
          expect(decodeTransfer(Buffer.from(text), 'base64').equals(octets)).toBe(true);
        },
      ),
    );
  });
});

describe('quoted-printable', () => {
  test.each([
    ['K=E1=BA=BF', 'Kế'],
    ['K=e1=ba=bf', 'Kế'],
    ['a=\r\nb', 'ab'],
    ['a= \t\r\nb', 'ab'],
    ['a=\nb', 'ab'],
    ['a \t\r\nb', 'a\r\nb'],
    ['a=20\r\nb', 'a \r\nb'],
    ['a=', 'a'],
    ['a=ZZ=3', 'a=ZZ=3'],
    ['a = b', 'a = b'],
    ['a\nb', 'a\nb'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(decode(text, 'quoted-printable')).toBe(expected);
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        // Blanks at a line's end and bare breaks can't be told from what transport adds.
        const clean = text.replace(/[\r\n\t ]/g, '');
        expect(decode(quotedPrintable(clean), 'quoted-printable')).toBe(`${clean.toWellFormed()}\r\n`);
      }),
    );
  });
});

test('uuencode', () => {
  expect(decode('junk\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n', 'x-uuencode')).toBe('Cat');
  expect(decode('begin 644 a\n#0V%T\nend\n', 'uuencode')).toBe('Cat');
  expect(decode('no file', 'x-uuencode')).toBe('');
});

test('what is not encoded is not copied', () => {
  const body = Buffer.from('a=20b');
  for (const encoding of ['7bit', '8bit', 'binary', 'nonsense']) expect(decodeTransfer(body, encoding)).toBe(body);
});

describe('parts', () => {
  const message = (...lines: string[]) => {
    const raw = crlf(...lines);
    return { raw, part: indexMessage(raw).root };
  };

  test('text in its charset', () => {
    const { raw, part } = message(
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      'S+G6vw==',
    );
    expect(decodePart(raw, part)).toEqual(Buffer.from('Kế'));
    expect(partText(raw, part)).toBe('Kế');
  });

  test('HTML as text and as it is', () => {
    const { raw, part } = message('Content-Type: text/html', '', '<meta charset="utf-8"><p>Kế</p>');
    expect(partText(raw, part)).toBe('Kế');
    expect(partSource(raw, part)).toContain('<p>Kế</p>');
  });

  test('HTML names its own charset where the header does not', () => {
    const raw = Buffer.concat([
      crlf('Content-Type: text/html', '', '<meta http-equiv=x content="text/html; charset=koi8-r">'),
      Buffer.from('f0d2c9', 'hex'),
    ]);
    expect(partText(raw, indexMessage(raw).root)).toBe('При');
  });

  test('HTML typed for a TCVN3 font', () => {
    const body = '<p style=\'font-family:".VnTime"\'>Kính göi: Së N&eacute;i v&ocirc;</p>';
    const { raw, part } = message(
      'Content-Type: text/html; charset=utf-8',
      '',
      body.replace('göi', 'g&ouml;i').replace('Së', 'S&euml;').replace('í', '&Yacute;'),
    );
    expect(partText(raw, part)).toBe('Kính gửi: Sở Nội vụ');
  });

  test('only as much as wanted, whole letters', () => {
    const { raw, part } = message('Content-Type: text/plain; charset=utf-8', '', 'ế'.repeat(100));
    expect(partText(raw, part, 10)).toBe('ếếế');
  });

  test('other types have no text', () => {
    const { raw, part } = message('Content-Type: application/pdf', '', 'x');
    expect(partText(raw, part)).toBe('');
  });

  test('the body of an enclosed message is its octets', () => {
    const { raw, part } = message('Content-Type: message/rfc822', '', 'Subject: x', '', 'y');
    expect(decodePart(raw, part).toString()).toBe('Subject: x\r\n\r\ny');
  });
});
