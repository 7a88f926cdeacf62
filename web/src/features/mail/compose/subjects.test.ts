import { expect, test } from 'vitest';
import { forwardSubject, replySubject } from './subjects.ts';

test.each([
  ['Họp giao ban', 'Re: Họp giao ban'],
  ['Re: Họp', 'Re: Họp'],
  ['RE: re[3]: Trả lời: Họp', 'Re: Họp'],
  ['Fwd: Họp', 'Re: Fwd: Họp'],
  ['Report', 'Re: Report'],
  [null, 'Re:'],
])('reply to %s', (subject, expected) => {
  expect(replySubject(subject)).toBe(expected);
});

test.each([
  ['Họp', 'Fwd: Họp'],
  ['FW: Fwd: Họp', 'Fwd: Họp'],
  ['Re: Họp', 'Fwd: Re: Họp'],
  ['', 'Fwd:'],
])('forward of %s', (subject, expected) => {
  expect(forwardSubject(subject)).toBe(expected);
});
