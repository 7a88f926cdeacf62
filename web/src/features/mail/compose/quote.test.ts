import { expect, test } from 'vitest';
import { htmlToText } from './html.ts';
import { forwardQuote, replyQuote } from './quote.ts';

const original = {
  from: [{ name: 'Trần <b>', email: 'tran@x.vn' }],
  to: [{ name: null, email: 'a@x.vn' }],
  cc: null,
  subject: 'Họp & bàn',
  sentAt: '2026-11-16T14:05:00+07:00',
  receivedAt: '2026-11-16T07:06:00Z',
};

test('a reply says who wrote and when', () => {
  const quote = replyQuote(original, '<p>Chào</p>');
  expect(htmlToText(quote)).toBe('Lúc 14:05 16/11/2026, Trần <b> <tran@x.vn> đã viết:\n\n> Chào');
  expect(quote).not.toContain('<b>');
});

test('a forwarded message keeps its head', () => {
  expect(htmlToText(forwardQuote(original, '<p>Chào</p>'))).toBe(
    [
      '---------- Thư được chuyển tiếp ----------',
      'Từ: Trần <b> <tran@x.vn>',
      'Ngày gửi: 14:05 16/11/2026',
      'Chủ đề: Họp & bàn',
      'Đến: a@x.vn',
      '',
      'Chào',
    ].join('\n'),
  );
});

test('an unknown sender has a name all the same', () => {
  expect(htmlToText(replyQuote({ ...original, from: null, sentAt: null }, ''))).toBe(
    'Lúc 14:06 16/11/2026, (không rõ người gửi) đã viết:',
  );
});
