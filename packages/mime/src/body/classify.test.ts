import { expect, test } from 'vitest';
import type { Part } from '../types.ts';
import { classifyBody, findHtmlBody, findPart, findTextBody, walkParts } from './classify.ts';

let next = 0;
function part(type: string, extra: Partial<Part> = {}): Part {
  const slash = type.indexOf('/');
  return {
    partId: `${++next}`,
    type: type.slice(0, slash),
    subtype: type.slice(slash + 1),
    params: {},
    encoding: '7bit',
    disposition: null,
    filename: null,
    contentId: null,
    language: [],
    location: null,
    description: null,
    headerStart: 0,
    bodyStart: 0,
    bodyEnd: 0,
    lines: 0,
    ...extra,
  };
}
const multi = (subtype: string, ...parts: Part[]) => part(`multipart/${subtype}`, { parts });
const named = (list: Part[]) => list.map((each) => each.description);
function sorted(root: Part) {
  const { textBody, htmlBody, attachments } = classifyBody(root);
  return { text: named(textBody), html: named(htmlBody), files: named(attachments) };
}
const as = (type: string, description: string, extra: Partial<Part> = {}) => part(type, { description, ...extra });

// The example of RFC 8621 §4.1.4.
test('the RFC’s own', () => {
  const inline = { disposition: 'inline' };
  const attached = { disposition: 'attachment' };
  const root = multi(
    'mixed',
    as('text/plain', 'A', inline),
    multi(
      'mixed',
      multi(
        'alternative',
        multi('mixed', as('text/plain', 'B', inline), as('image/jpeg', 'C', inline), as('text/plain', 'D', inline)),
        multi('related', as('text/html', 'E'), as('image/jpeg', 'F')),
      ),
      as('image/jpeg', 'G', attached),
      as('application/x-excel', 'H'),
      part('message/rfc822', { description: 'J' }),
    ),
    as('text/plain', 'K', inline),
  );
  expect(sorted(root)).toEqual({
    text: ['A', 'B', 'C', 'D', 'K'],
    html: ['A', 'E', 'K'],
    files: ['C', 'F', 'G', 'H', 'J'],
  });
});

test('only one alternative serves as both', () => {
  expect(sorted(multi('alternative', as('text/html', 'h')))).toEqual({ text: ['h'], html: ['h'], files: [] });
  expect(sorted(multi('alternative', as('text/plain', 'p'), as('text/calendar', 'c')))).toEqual({
    text: ['p'],
    html: ['p'],
    files: ['c'],
  });
});

test('a single part', () => {
  expect(sorted(as('text/plain', 'p'))).toEqual({ text: ['p'], html: ['p'], files: [] });
  expect(sorted(as('application/pdf', 'f'))).toEqual({ text: [], html: [], files: ['f'] });
  expect(sorted(as('text/plain', 'p', { disposition: 'attachment' }))).toEqual({ text: [], html: [], files: ['p'] });
});

test('text with a name is a file, but not in the first place', () => {
  const root = multi(
    'mixed',
    as('text/plain', 'a', { filename: 'a.txt' }),
    as('text/plain', 'b', { filename: 'b.txt' }),
    as('text/plain', 'c'),
  );
  expect(sorted(root)).toEqual({ text: ['a', 'c'], html: ['a', 'c'], files: ['b'] });
});

test('text that the RFC’s algorithm would drop is kept', () => {
  const within = multi(
    'alternative',
    multi('related', as('text/html', 'h1'), multi('alternative', as('text/plain', 'p2'))),
  );
  expect(sorted(within)).toEqual({ text: ['h1', 'p2'], html: ['h1', 'p2'], files: [] });
  const beside = multi(
    'alternative',
    multi('mixed', as('text/plain', 'p'), as('text/html', 'h'), as('text/plain', 'p3')),
  );
  expect(sorted(beside).text).toEqual(['p', 'h', 'p3']);
});

test('finding', () => {
  const plain = as('text/plain', 'p', { partId: '1.1' });
  const html = as('text/html', 'h', { partId: '1.2' });
  const root = { ...multi('mixed', { ...multi('alternative', plain, html), partId: '1' }), partId: '' };
  expect(findTextBody({ root })).toBe(plain);
  expect(findHtmlBody({ root })).toBe(html);
  expect(findTextBody({ root: html })).toBeUndefined();
  expect(findPart(root, '1.2')).toBe(html);
  expect(findPart(root, '9')).toBeUndefined();
  expect([...walkParts(root)].map((each) => each.partId)).toEqual(['', '1', '1.1', '1.2']);
});
