import { expect, test } from 'vitest';
import { escapeHtml, htmlToText, textToHtml } from './html.ts';

test.each([
  ['<p>Kính gửi anh,</p><p>Nội dung &lt;1&gt; &amp; <b>đậm</b></p>', 'Kính gửi anh,\n\nNội dung <1> & đậm'],
  ['<p>một<br>hai</p>', 'một\nhai'],
  ['<p>một</p><p><br></p><p>hai</p>', 'một\n\nhai'],
  ['<p>Gồm:</p><ul><li><p>một</p></li><li><p>hai</p></li></ul><p>Hết</p>', 'Gồm:\n\n- một\n- hai\n\nHết'],
  ['<ol start="3"><li><p>ba</p><ul><li><p>con</p></li></ul></li><li><p>bốn</p></li></ol>', '3. ba\n  - con\n4. bốn'],
  ['<p>Anh viết:</p><blockquote><p>a</p><p>b</p></blockquote><p>c</p>', 'Anh viết:\n\n> a\n>\n> b\n\nc'],
  ['<blockquote>a<blockquote>b</blockquote></blockquote>', '> a\n>\n>> b'],
  ['<p><a href="https://a.vn/x?a=1&amp;b=2">trang</a></p>', 'trang <https://a.vn/x?a=1&b=2>'],
  ['<p><a href="https://a.vn/">https://a.vn</a> <a href="mailto:a@x.vn">a@x.vn</a></p>', 'https://a.vn a@x.vn'],
  ['<style>p{}</style><p>a</p><!-- <p>b</p> -->', 'a'],
  ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
  ['<p title="a > b">x &#7873; &#x1EC1;</p>', 'x ề ề'],
  ['<div>a</div><div>b</div><hr><div>c</div>', 'a\nb\n----------\nc'],
  ['', ''],
])('%s', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('a text stays the same through HTML', () => {
  const text = 'Kính gửi\n\n1 < 2 & "x"  y';
  expect(textToHtml(text)).toBe('<p>Kính gửi</p><p></p><p>1 &lt; 2 &amp; &quot;x&quot; \u00a0y</p>');
  expect(escapeHtml('<a b="c">')).toBe('&lt;a b=&quot;c&quot;&gt;');
});

test('a large text takes no time', () => {
  const before = performance.now();
  expect(htmlToText('<div><p>a <b>b</b> < </p></div>'.repeat(20_000)).length).toBeGreaterThan(100_000);
  expect(performance.now() - before).toBeLessThan(3_000);
});
