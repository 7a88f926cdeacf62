import { expect, test } from 'vitest';
import { crlf } from '../testing/crlf.ts';
import { headerFields, headerValue, headerValues } from './header-fields.ts';

const raw = crlf(
  'Subject: one',
  ' two',
  'X-Empty:',
  'received : a',
  'Received: b',
  'junk',
  ' more junk',
  'Từ: x',
  'Last: z',
  '',
  'Body: no field',
);
const fields = headerFields(raw, 0, raw.length);

test('fields with their offsets, to the blank line', () => {
  expect(fields.map((field) => field.name)).toEqual(['Subject', 'X-Empty', 'received', 'Received', 'Last']);
  const subject = fields[0]!;
  expect(raw.toString('latin1', subject.start, subject.end)).toBe('Subject: one\r\n two\r\n');
  expect(raw.toString('latin1', subject.valueStart, subject.end)).toBe(' one\r\n two\r\n');
});

test('values by name in any case', () => {
  expect(headerValue(raw, fields, 'SUBJECT')).toBe('one two');
  expect(headerValue(raw, fields, 'x-empty')).toBe('');
  expect(headerValue(raw, fields, 'absent')).toBeUndefined();
  expect(headerValues(raw, fields, 'Received')).toEqual(['a', 'b']);
});

test('octets beyond ASCII become Unicode, encoded words stay', () => {
  const message = Buffer.concat([crlf('A: Kế =?utf-8?Q?x?=', ''), Buffer.from('B: B¸o c¸o\r\n', 'latin1')]);
  const all = headerFields(message, 0, message.length);
  expect(headerValue(message, all, 'a')).toBe('Kế =?utf-8?Q?x?=');
  expect(headerValue(message, all, 'b')).toBe('Báo cáo');
});

test('at most a thousand, within the offsets given', () => {
  const many = Buffer.from('A: b\r\n'.repeat(2000));
  expect(headerFields(many, 0, many.length)).toHaveLength(1000);
  expect(headerFields(many, 6, 12).map((field) => [field.start, field.end])).toEqual([[6, 12]]);
  expect(headerFields(many, 0, 1e9)).toHaveLength(1000);
});
