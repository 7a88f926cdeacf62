import { describe, expect, test } from 'vitest';
import {
  attributeValue,
  framePolicy,
  isLinkAllowed,
  localStyle,
  overTls,
  pictureSource,
  styleIsRemote,
} from './policy.ts';

describe('links', () => {
  test.each([
    'https://a.vn',
    'http://a.vn',
    'mailto:a@b.vn',
    'tel:+84',
    '#top',
    ' https://a.vn',
  ])('%s may be followed', (url) => {
    expect(isLinkAllowed(url)).toBe(true);
  });
  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    'blob:x',
    '/api/auth/sign-out',
    '',
  ])('%j may not', (url) => expect(isLinkAllowed(url)).toBe(false));
});

test.each([
  '100%',
  '3',
  'cite',
  'center',
  '#fff',
  'Times New Roman',
  '//a.vn/x',
  'cid:a',
  'HTTPS://a.vn',
])('%s may be a value', (value) => expect(attributeValue.test(value)).toBe(true));
test.each([
  'javascript:x',
  'JaVaScript:x',
  'vbscript:x',
  'blob:x',
  'data:text/html,x',
  'file:x',
])('%s may not', (value) => expect(attributeValue.test(value)).toBe(false));

describe('pictures', () => {
  test.each([
    ['cid:a%40b', { kind: 'inline', cid: 'a@b' }],
    ['CID:x', { kind: 'inline', cid: 'x' }],
    ['cid:%zz', { kind: 'inline', cid: '%zz' }],
    ['data:image/png;base64,AAAA', { kind: 'data' }],
    ['data:image/svg+xml;base64,AAAA', { kind: 'none' }],
    ['data:text/html;base64,AAAA', { kind: 'none' }],
    ['https://t.example/x.gif', { kind: 'remote' }],
    ['ht\ntps://t.example/x.gif', { kind: 'remote' }],
    ['//t.example/x.gif', { kind: 'remote' }],
    ['/jmap/download/a/b/c', { kind: 'none' }],
    ['x.png', { kind: 'none' }],
  ])('%j', (url, source) => expect(pictureSource(url)).toEqual(source));
});

describe('styles', () => {
  test.each([
    'background:url(https://t.example/x)',
    'background:URL( "//t.example/x" )',
    'background:\\75rl(https://t.example/x)',
    'background:u/**/rl(https://t.example/x)',
    "@import 'https://t.example/x.css'; p{}",
    'background:url(x.png)',
  ])('%s loads', (css) => {
    expect(styleIsRemote(css)).toBe(true);
    expect(styleIsRemote(localStyle(css))).toBe(false);
    expect(localStyle(css)).not.toMatch(/t\.example|x\.png/);
  });
  test('others stay', () => {
    const css = 'color:red;background:url(data:image/png;base64,AA==)';
    expect(styleIsRemote(css)).toBe(false);
    expect(localStyle(css)).toBe(css);
  });
});

test('the frame runs nothing, and loads pictures only when allowed', () => {
  for (const images of [true, false]) {
    const policy = framePolicy(images);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/script-src|connect-src|frame-src/);
    expect(policy.includes('https:')).toBe(images);
  }
});

test('pictures that one lets load come over TLS', () => {
  expect(overTls('http://a.example/x.png')).toBe('https://a.example/x.png');
  expect(overTls('HTTP://a.example/x.png?u=http://b')).toBe('https://a.example/x.png?u=http://b');
  expect(overTls('//a.example/x.png')).toBe('https://a.example/x.png');
  expect(overTls('https://a.example/x.png')).toBe('https://a.example/x.png');
});
