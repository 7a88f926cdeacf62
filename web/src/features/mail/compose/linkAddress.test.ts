import { expect, test } from 'vitest';
import { linkAddress } from './linkAddress.ts';

test.each([
  ['https://tiengiang.gov.vn/a?b=1', 'https://tiengiang.gov.vn/a?b=1'],
  [' tiengiang.gov.vn ', 'https://tiengiang.gov.vn'],
  ['tiengiang.gov.vn:8443/x', 'https://tiengiang.gov.vn:8443/x'],
  ['an@x.vn', 'mailto:an@x.vn'],
  ['mailto:an@x.vn', 'mailto:an@x.vn'],
  ['mailto:an', null],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['file:///etc/passwd', null],
  ['abc', null],
  ['https://', null],
  ['', null],
])('%s leads to %s', (typed, href) => {
  expect(linkAddress(typed)).toBe(href);
});
