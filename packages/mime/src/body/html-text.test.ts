import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntities } from './entities.ts';
import { htmlToText } from './html-text.ts';

test.each([
  ['<p>one</p><p>two</p>', 'one\ntwo'],
  ['one<br>two<br/>three', 'one\ntwo\nthree'],
  ['a <b> b </b> c', 'a b c'],
  ['<div>  a\r\n\t b </div>', 'a b'],
  ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2\n3'],
  ['<ul><li>a<li>b</ul>', 'a\nb'],
  ['<style>p { a: b }</style><script>if (a < b) "</p>"</script>x', 'x'],
  ['<STYLE>p{}</STYLE >x', 'x'],
  ['<head><title>t</title></head><body>x</body>', 'x'],
  ['<head><title>t</title><body>x', 'x'],
  ['<script>never closed', ''],
  ['<svg>never closed', 'never closed'],
  ['a<!-- <b> -->b<!-->c', 'abc'],
  ['a<!-- never closed', 'a'],
  ['<!DOCTYPE html><?xml version="1.0"?>x', 'x'],
  ['<a title="a > b">x</a>', 'x'],
  ["<a title='a > b'>x</a>", 'x'],
  ['<a title="never closed>x</a>', 'x'],
  ['1 < 2 > 1 & 3', '1 < 2 > 1 & 3'],
  ['<p', ''],
  ['a<b<p>c', 'a\nc'],
  ['&lt;p&gt; &amp;amp; &#7871; &#x1EBF; &acirc;&Eacute; &nbsp;&bogus;', '<p> &amp; ế ế âÉ &bogus;'],
  ['so\u00adft&shy;ly', 'softly'],
  ['<o:p>x</o:p>', 'x'],
  ['plain text', 'plain text'],
  ['', ''],
])('%s', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('references', () => {
  expect(decodeEntities('&#0;&#xD800;&#x110000;&#99999999;')).toBe('\ufffd\ufffd\ufffd\ufffd');
  expect(decodeEntities('&#150;&#x93;')).toBe('–“');
  expect(decodeEntities('&amp')).toBe('&');
  expect(decodeEntities('&quot;&apos;&hellip;&euro;&Uhorn;&dstrok;')).toBe('"\'…€Ưđ');
});

test('never throws, never grows, and leaves no tag of what it knew as one', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    '<p>',
    '</p>',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '&',
    '&lt;',
    '&#1;',
    ' ',
    'a',
    'ế',
    '\n',
    '<svg>',
    '<td>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const html = pieces.join('');
      const text = htmlToText(html);
      expect(text.length).toBeLessThanOrEqual(html.length);
      expect(text).toBe(text.trim());
    }),
  );
});
