import { describe, expect, test } from 'vitest';
import { crlf } from '../testing/crlf.ts';
import type { Part } from '../types.ts';
import { indexMessage } from './index-message.ts';

/** `id type (body)` of every part, indented by depth. */
function outline(raw: Buffer): string[] {
  const out: string[] = [];
  const show = (part: Part, depth: number) => {
    const body =
      part.parts || part.message ? '' : ` ${JSON.stringify(raw.toString('utf8', part.bodyStart, part.bodyEnd))}`;
    out.push(`${' '.repeat(depth)}${part.partId || '-'} ${part.type}/${part.subtype}${body}`);
    for (const child of part.parts ?? []) show(child, depth + 1);
    if (part.message) show(part.message, depth + 1);
  };
  show(indexMessage(raw).root, 0);
  return out;
}

test('a single part is section 1', () => {
  const raw = crlf('Subject: x', '', 'hello', '');
  expect(outline(raw)).toEqual(['1 text/plain "hello\\r\\n"']);
  const { root, bodyStart } = indexMessage(raw);
  expect([root.headerStart, root.bodyStart, root.bodyEnd, root.lines, bodyStart]).toEqual([0, 14, 21, 1, 14]);
});

test('multiparts within multiparts, numbered as IMAP does', () => {
  const raw = crlf(
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    'preamble',
    '--b',
    'Content-Type: multipart/alternative; boundary=bb',
    '',
    '--bb',
    '',
    'one',
    '--bb',
    'Content-Type: text/html',
    '',
    '<p>two</p>',
    '--bb--',
    'inner epilogue',
    '--b  ',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    'Content-Type: multipart/mixed; boundary=c',
    '',
    '--c',
    '',
    'three',
    '--c--',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: single',
    '',
    'four',
    '--b--',
    'epilogue',
  );
  expect(outline(raw)).toEqual([
    '- multipart/mixed',
    ' 1 multipart/alternative',
    '  1.1 text/plain "one"',
    '  1.2 text/html "<p>two</p>"',
    ' 2 message/rfc822',
    '  2 multipart/mixed',
    '   2.1 text/plain "three"',
    ' 3 message/rfc822',
    '  3.1 text/plain "four"',
  ]);
  expect(indexMessage(raw).defects).toEqual([]);
  expect(indexMessage(raw).root.bodyEnd).toBe(raw.length);
});

test('the same with bare line feeds', () => {
  const raw = Buffer.from(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\n',
  );
  expect(outline(raw)).toEqual(['- multipart/mixed', ' 1 text/plain "one"', ' 2 text/html "two"']);
});

describe('boundaries', () => {
  const message = (boundary: string, ...lines: string[]) =>
    crlf(`Content-Type: multipart/mixed; boundary=${boundary}`, '', ...lines);

  test('no closing one', () => {
    const raw = message('b', '--b', '', 'one', '--b', '', 'two', '');
    expect(outline(raw)).toEqual(['- multipart/mixed', ' 1 text/plain "one"', ' 2 text/plain "two\\r\\n"']);
    expect(indexMessage(raw).defects).toEqual(['multipart: no closing boundary']);
  });

  test('an outer one ends an inner multipart that lacks its own', () => {
    const raw = message(
      'b',
      '--b',
      'Content-Type: multipart/mixed; boundary=c',
      '',
      '--c',
      '',
      'one',
      '--b',
      '',
      'two',
      '--b--',
    );
    expect(outline(raw)).toEqual([
      '- multipart/mixed',
      ' 1 multipart/mixed',
      '  1.1 text/plain "one"',
      ' 2 text/plain "two"',
    ]);
  });

  test('one that begins another takes none of its lines', () => {
    const inner = [
      'Content-Type: multipart/mixed; boundary=bound-inner',
      '',
      '--bound-inner',
      '',
      'one',
      '--bound-inner--',
    ];
    const raw = message('bound', '--bound', ...inner, '--boundless', '--bound', '', 'two', '--bound--');
    expect(outline(raw)).toEqual([
      '- multipart/mixed',
      ' 1 multipart/mixed',
      '  1.1 text/plain "one"',
      ' 2 text/plain "two"',
    ]);
  });

  test('the same one within itself belongs to the innermost', () => {
    const raw = message(
      'b',
      '--b',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'one',
      '--b--',
      '--b',
      '',
      'two',
      '--b--',
    );
    expect(outline(raw)).toEqual([
      '- multipart/mixed',
      ' 1 multipart/mixed',
      '  1.1 text/plain "one"',
      ' 2 text/plain "two"',
    ]);
  });

  test('one that ends in dashes', () => {
    const raw = message('b--', '--b--', '', 'one', '--b----');
    expect(outline(raw)).toEqual(['- multipart/mixed', ' 1 text/plain "one"']);
  });

  test('one in octets beyond ASCII, and one with blanks', () => {
    const raw = Buffer.from(
      'Content-Type: multipart/mixed; boundary="ranh giới "\r\n\r\n--ranh giới\r\n\r\none\r\n--ranh giới--\r\n',
    );
    expect(outline(raw)).toEqual(['- multipart/mixed', ' 1 text/plain "one"']);
  });

  test('never found: the text is shown rather than nothing', () => {
    const raw = message('b', 'text', '');
    expect(outline(raw)).toEqual(['1 text/plain "text\\r\\n"']);
    expect(indexMessage(raw).defects).toEqual(['multipart: boundary never found']);
  });

  test('not announced', () => {
    const raw = crlf('Content-Type: multipart/mixed', '', '--b', '', 'one');
    expect(outline(raw)).toEqual(['1 text/plain "--b\\r\\n\\r\\none"']);
    expect(indexMessage(raw).defects).toEqual(['multipart: no boundary']);
  });

  test('an empty multipart', () => {
    expect(outline(message('b', '--b--', ''))).toEqual(['- multipart/mixed']);
    expect(outline(message('b', ''))).toEqual(['- multipart/mixed']);
    expect(outline(message('b', '--b'))).toEqual(['- multipart/mixed', ' 1 text/plain ""']);
  });

  test('one right after a header ends the part there', () => {
    const raw = message('b', '--b', 'Content-Type: text/html', '--b', 'Content-Type: message/rfc822', '--b--');
    expect(outline(raw)).toEqual(['- multipart/mixed', ' 1 text/html ""', ' 2 message/rfc822', '  2.1 text/plain ""']);
  });

  test('one after a header without a blank line: the body is what stands before it', () => {
    const raw = message('b', '--b', 'Content-Type: message/rfc822', 'junk', 'junk', '--b', '', 'two', '--b--');
    expect(outline(raw)).toEqual([
      '- multipart/mixed',
      ' 1 message/rfc822',
      '  1.1 text/plain "junk\\r\\njunk"',
      ' 2 text/plain "two"',
    ]);
  });

  test('empty parts', () => {
    expect(outline(message('b', '--b', '', '--b', '', '', '--b--'))).toEqual([
      '- multipart/mixed',
      ' 1 text/plain ""',
      ' 2 text/plain ""',
    ]);
  });
});

describe('headers', () => {
  test('none at all', () => {
    expect(outline(crlf('hello', 'you'))).toEqual(['1 text/plain "hello\\r\\nyou"']);
    expect(outline(crlf('', 'hello'))).toEqual(['1 text/plain "hello"']);
    expect(outline(Buffer.alloc(0))).toEqual(['1 text/plain ""']);
  });

  test('no blank line before the body', () => {
    const raw = crlf('Subject: x', 'hello you', 'and more');
    expect(outline(raw)).toEqual(['1 text/plain "hello you\\r\\nand more"']);
    expect(indexMessage(raw)).toMatchObject({
      envelope: { subject: 'x' },
      defects: ['header: no blank line before the body'],
    });
  });

  test('a line that broken folding left behind', () => {
    const raw = crlf('Subject: x', 'y z', 'Content-Type: text/html', '', 'body');
    expect(outline(raw)).toEqual(['1 text/html "body"']);
    expect(indexMessage(raw).defects).toEqual(['header: a line without a colon']);
  });

  test('a first line that is no field, before ones that are', () => {
    expect(outline(crlf('junk', 'Content-Type: text/html', '', 'x'))).toEqual(['1 text/html "x"']);
    expect(outline(crlf('Dear all', 'Note: not a field that matters', '', 'x'))[0]).toContain('Dear all');
  });

  test('the line of an mbox', () => {
    expect(outline(crlf('From a@b Mon Jan  1 00:00:00 2024', 'Content-Type: text/html', '', 'x'))).toEqual([
      '1 text/html "x"',
    ]);
  });

  test('a header and nothing else', () => {
    expect(outline(crlf('Subject: x'))).toEqual(['1 text/plain ""']);
    expect(outline(crlf('Subject: x', ''))).toEqual(['1 text/plain ""']);
  });

  test('NUL octets', () => {
    const raw = Buffer.from('Subject: a\0b\r\nX\0: y\r\n\r\nb\0c');
    expect(indexMessage(raw)).toMatchObject({ envelope: { subject: 'ab' }, preview: 'bc' });
  });

  test('Content-Type senseless or short', () => {
    const type = (value: string) => outline(crlf(`Content-Type: ${value}`, '', 'x'))[0]!.split(' ')[1];
    expect([type('nonsense'), type('text'), type('TEXT / HTML'), type('"text/html"'), type('a/b/c'), type('')]).toEqual(
      ['text/plain', 'text/plain', 'text/html', 'text/plain', 'a/b', 'text/plain'],
    );
  });
});

describe('enclosed messages', () => {
  test('a digest encloses messages without saying so', () => {
    const raw = crlf(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: one',
      '',
      '1',
      '--b',
      'Content-Type: text/plain',
      '',
      '2',
      '--b--',
    );
    expect(outline(raw)).toEqual([
      '- multipart/digest',
      ' 1 message/rfc822',
      '  1.1 text/plain "1"',
      ' 2 text/plain "2"',
    ]);
  });

  test('under a transfer encoding they are leaves', () => {
    for (const encoding of ['base64', 'quoted-printable']) {
      const raw = crlf(
        'Content-Type: message/rfc822',
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        'U3ViamVjdDogeA==',
      );
      expect(outline(raw)).toEqual(['1 message/rfc822 "U3ViamVjdDogeA=="']);
    }
  });

  test('as the whole message, and message/global', () => {
    expect(outline(crlf('Content-Type: message/rfc822', '', 'Subject: in', '', 'x'))).toEqual([
      '1 message/rfc822',
      ' 1.1 text/plain "x"',
    ]);
    expect(outline(crlf('Content-Type: message/global', '', 'Subject: in', '', 'x'))).toEqual([
      '1 message/global',
      ' 1.1 text/plain "x"',
    ]);
  });

  test('lines of all kinds of bodies', () => {
    const raw = crlf(
      'Content-Type: message/rfc822',
      '',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'one',
      'two',
      '',
      '--b',
      'Content-Type: application/pdf',
      '',
      'x',
      'y',
      '--b--',
      '',
    );
    const { root } = indexMessage(raw);
    const inside = raw.toString('latin1', root.bodyStart);
    expect(root.lines).toBe(inside.split('\n').length - 1);
    expect(root.message!.parts!.map((part) => part.lines)).toEqual([2, 0]);
  });
});
