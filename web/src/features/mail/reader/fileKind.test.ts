import { expect, test } from 'vitest';
import { fileKind } from './fileKind.ts';

test.each([
  ['Kế hoạch.PDF', 'application/pdf', 'PDF', 'red', 'pdf'],
  ['scan.pdf', 'application/octet-stream', 'PDF', 'red', 'pdf'],
  ['lừa.pdf', 'text/html', 'PDF', 'red', null],
  [null, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCX', 'blue', null],
  ['ảnh.jpg', 'image/jpeg', 'JPG', 'violet', 'image'],
  ['x.svg', 'image/svg+xml', 'SVG', 'violet', null],
  ['không đuôi', 'application/octet-stream', 'OCTE', 'grey', null],
  [null, '', 'TEP', 'grey', null],
])('%s of %s', (name, type, label, hue, preview) => {
  expect(fileKind(name, type)).toEqual({ label, hue, preview });
});
