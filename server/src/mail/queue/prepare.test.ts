import { describe, expect, it } from 'vitest';
import type { UsableAddress } from '../../accounts/index.ts';
import { prepareMessage } from './prepare.ts';
import { senderRights } from './senders.ts';

const usable: UsableAddress[] = [
  { address: 'hieu@tg.vn', name: 'Lê Minh Hiếu', accountId: 1, right: 'own', isPrimary: true },
  { address: 'leminhhieu@tg.vn', name: 'Lê Minh Hiếu', accountId: 1, right: 'own', isPrimary: false },
  { address: 'stttt@tg.vn', name: 'Sở TT&TT', accountId: 2, right: 'send_as', isPrimary: true },
  { address: 'stc@tg.vn', name: 'Sở Tài chính', accountId: 3, right: 'send_on_behalf', isPrimary: true },
];
const rights = senderRights(usable);
const now = new Date('2026-11-21T10:00:00Z');
const prepare = (lines: string[], trace = '') =>
  prepareMessage(Buffer.from([...lines, '', 'thân', ''].join('\r\n')), rights, now, trace);
const text = (lines: string[]) => prepare(lines).bytes.toString();

describe('a message to be sent', () => {
  it('stays as it is when nothing is missing', () => {
    const lines = ['From: hieu@tg.vn', 'Date: x', 'Message-ID: <a@b>', 'Subject: =?utf-8?q?Th=C6=B0?='];
    const prepared = prepare(lines, 'Received: y\r\n');
    expect(prepared.bytes.toString()).toBe(['Received: y', ...lines, '', 'thân', ''].join('\r\n'));
    expect(prepared).toMatchObject({ messageId: 'a@b', subject: 'Thư', from: ['hieu@tg.vn'] });
  });

  it('gets From, Date and Message-ID', () => {
    const sent = text(['Subject: x']);
    expect(sent).toMatch(
      /^Subject: x\r\nFrom: =\?UTF-8\?\S+ <hieu@tg\.vn>\r\nDate: Sat, 21 Nov 2026 17:00:00 \+0700\r\nMessage-ID: <[\w-]+@tg\.vn>\r\n\r\nthân\r\n$/,
    );
  });

  it('loses Bcc and Return-Path wherever they stand, folded or not', () => {
    const sent = text([
      'Bcc: a@b.c,',
      '\td@e.f',
      'From: hieu@tg.vn',
      'RESENT-BCC: g@h.i',
      'Return-Path: <x@y.z>',
      'bcc : j@k.l',
      'To: m@n.o',
    ]);
    expect(sent).toMatch(/^From: hieu@tg\.vn\r\nTo: m@n\.o\r\nDate: /);
    expect(sent).not.toMatch(/bcc|a@b|d@e|g@h|j@k|x@y/i);
  });

  it('keeps a body that looks like a header, and one without header', () => {
    expect(prepareMessage(Buffer.from('\r\nBcc: stays\r\n'), rights, now).bytes.toString()).toMatch(
      /\r\n\r\nBcc: stays\r\n$/,
    );
    expect(prepareMessage(Buffer.from('From: hieu@tg.vn\r\n'), rights, now).bytes.toString()).toMatch(
      /^From: [\s\S]*\r\n\r\n$/,
    );
  });
});

describe('who may be named', () => {
  it.each([
    [['From: boss@tg.vn'], 'not-your-address', 'boss@tg.vn'],
    [['From: "hieu@tg.vn" <boss@tg.vn>'], 'not-your-address', 'boss@tg.vn'],
    [['From: hieu@tg.vn, boss@tg.vn'], 'not-your-address', 'boss@tg.vn'],
    [['From: nhom: hieu@tg.vn, boss@tg.vn;'], 'not-your-address', 'boss@tg.vn'],
    [['From: hieu@tg.vn', 'FROM: boss@tg.vn'], 'from-invalid', null],
    [['From:'], 'from-invalid', null],
    [['From: hieu'], 'from-invalid', null],
    [['From: hieu@tg.vn', 'Sender: boss@tg.vn'], 'sender-not-yours', 'boss@tg.vn'],
    [['From: hieu@tg.vn', 'Sender: stc@tg.vn'], 'sender-not-yours', 'stc@tg.vn'],
  ])('%j is refused', (lines, reason, address) => {
    expect(() => prepare(lines)).toThrow(expect.objectContaining({ reason, address }));
  });

  it.each([
    [['From: HIEU+viec@TG.vn']],
    [['From: Hiếu <leminhhieu@tg.vn>']],
    [['From: stttt@tg.vn']],
    [['From: stttt@tg.vn', 'Sender: hieu@tg.vn']],
  ])('%j is taken', (lines) => expect(text(lines)).not.toMatch(/\r\nSender: .*Lê/));

  it('adds Sender for another, and where From has several', () => {
    expect(text(['From: stc@tg.vn'])).toMatch(/\r\nSender: =\?UTF-8\?\S+ <hieu@tg\.vn>\r\n/);
    expect(text(['From: hieu@tg.vn, stttt@tg.vn'])).toMatch(/\r\nSender: /);
    expect(text(['From: stc@tg.vn', 'Sender: leminhhieu@tg.vn']).match(/Sender:/g)).toEqual(['Sender:']);
  });
});
