import { indexMessage, walkParts } from '@congvu/mime';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { reportMessage } from './report-message.ts';
import { wants } from './report-policy.ts';
import type { QueuedMessage, QueuedRecipient, Report } from './types.ts';

const message: QueuedMessage = {
  queueId: 7,
  contentId: 1,
  size: 100,
  sender: 'hieu@tiengiang.test',
  accountId: 1,
  messageId: 'm1@tiengiang.test',
  subject: 'Báo cáo tuần',
  envid: null,
  ret: null,
  eightBit: false,
  smtpUtf8: false,
  requireTls: false,
  createdAt: new Date('2026-11-21T01:00:00Z'),
  expiresAt: new Date('2026-11-26T01:00:00Z'),
};
const recipient: QueuedRecipient = {
  queueId: 7,
  recipientNo: 1,
  address: 'lan@quangninh.test',
  domain: 'quangninh.test',
  local: false,
  state: 'failed',
  notify: null,
  orcpt: null,
  attempts: 1,
  nextAttemptAt: new Date(0),
  lastAttemptAt: new Date('2026-11-21T02:00:00Z'),
  lastStatus: '5.1.1',
  lastReply: '550 5.1.1 No such user',
  remoteMta: 'mx.quangninh.test',
  report: 'failed',
  delayToldAt: null,
  settledAt: null,
};
const original = Buffer.from('From: hieu@tiengiang.test\r\nSubject: x\r\n\r\n--not-a-boundary\r\nthân\r\n');

function make(
  kind: Report,
  over: {
    message?: Partial<QueuedMessage>;
    recipients?: Partial<QueuedRecipient>[];
    original?: Buffer | undefined;
  } = {},
) {
  const bytes = reportMessage({
    kind,
    message: { ...message, ...over.message },
    recipients: (over.recipients ?? [{}]).map((r) => ({ ...recipient, ...r })),
    original: 'original' in over ? over.original : original,
    hostname: 'mx.tiengiang.test',
    from: 'mailer-daemon@tiengiang.test',
    now: new Date('2026-11-21T02:00:01Z'),
  });
  const index = indexMessage(bytes);
  const parts = [...walkParts(index.root)].filter((part) => !part.parts);
  return { bytes, index, parts, part: (n: number) => bytes.toString('utf8', parts[n]!.bodyStart, parts[n]!.bodyEnd) };
}

/** Groups of fields of message/delivery-status (RFC 3464 §2.1), unfolded. */
function statusGroups(text: string): Record<string, string>[] {
  return text
    .trimEnd()
    .split('\r\n\r\n')
    .map((group) =>
      Object.fromEntries(
        group
          .replace(/\r\n[ \t]+/g, ' ')
          .trimEnd()
          .split('\r\n')
          .map((line) => {
            const at = line.indexOf(':');
            expect(at).toBeGreaterThan(0);
            return [line.slice(0, at), line.slice(at + 1).trim()];
          }),
      ),
    );
}

describe('a report', () => {
  it('has the parts of RFC 3462 and the fields of RFC 3464', () => {
    const { index, parts, part } = make('failed', {
      recipients: [{}, { address: 'b@quangninh.test', orcpt: 'rfc822;B@Old.test' }],
    });
    expect(index.defects).toEqual([]);
    expect(index.envelope).toMatchObject({
      subject: 'Thư không gửi được: Báo cáo tuần',
      to: [{ email: 'hieu@tiengiang.test' }],
      from: [{ name: 'Hệ thống thư công vụ', email: 'mailer-daemon@tiengiang.test' }],
      inReplyTo: ['m1@tiengiang.test'],
    });
    expect(parts.map((p) => `${p.type}/${p.subtype}`)).toEqual([
      'text/plain',
      'message/delivery-status',
      'text/rfc822-headers',
    ]);
    const [perMessage, first, second] = statusGroups(part(1));
    expect(perMessage).toEqual({
      'Reporting-MTA': 'dns; mx.tiengiang.test',
      'Arrival-Date': 'Sat, 21 Nov 2026 08:00:00 +0700',
    });
    expect(first).toEqual({
      'Final-Recipient': 'rfc822; lan@quangninh.test',
      Action: 'failed',
      Status: '5.1.1',
      'Remote-MTA': 'dns; mx.quangninh.test',
      'Diagnostic-Code': 'smtp; 550 5.1.1 No such user',
      'Last-Attempt-Date': 'Sat, 21 Nov 2026 09:00:00 +0700',
    });
    expect(second).toMatchObject({
      'Original-Recipient': 'rfc822; B@Old.test',
      'Final-Recipient': 'rfc822; b@quangninh.test',
    });
    const people = Buffer.from(part(0), 'base64').toString();
    expect(people).toContain('Không có hộp thư này');
    expect(people).toContain('There is no such mailbox');
  });

  it('gives a class that fits its action', () => {
    const status = (kind: Report, lastStatus: string | null) =>
      statusGroups(make(kind, { recipients: [{ lastStatus }] }).part(1))[1]!.Status;
    expect(status('failed', '4.4.1')).toBe('5.4.1');
    expect(status('failed', null)).toBe('5.0.0');
    expect(status('delayed', '4.7.1')).toBe('4.7.1');
    expect(status('delayed', '5.7.1')).toBe('4.0.0');
    expect(status('relayed', '2.6.0')).toBe('2.6.0');
    expect(status('delivered', null)).toBe('2.0.0');
  });

  it('gives back all, the header, or nothing', () => {
    const full = make('failed', { message: { ret: 'FULL' } });
    expect(`${full.parts[2]!.type}/${full.parts[2]!.subtype} ${full.parts[2]!.encoding}`).toBe('message/rfc822 8bit');
    expect(full.bytes.includes(original)).toBe(true);
    expect(make('delayed', { message: { ret: 'FULL' } }).part(2)).toBe('From: hieu@tiengiang.test\r\nSubject: x\r\n');
    expect(make('failed', { original: undefined }).parts.length).toBe(2);
  });

  it('is a global one where addresses need UTF-8 (RFC 6533)', () => {
    const { parts, part } = make('failed', { recipients: [{ address: 'lân@quảngninh.test' }] });
    expect(parts.map((p) => `${p.type}/${p.subtype}`)).toEqual([
      'text/plain',
      'message/global-delivery-status',
      'message/global-headers',
    ]);
    expect(part(1)).toContain('Final-Recipient: utf-8; lân@quảngninh.test');
  });

  test('holds together whatever the other server said', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 1500 });
    fc.assert(
      fc.property(anything, anything, fc.option(anything), (lastReply, subject, envid) => {
        const { index, parts, part } = make('failed', {
          recipients: [{ lastReply, remoteMta: lastReply }],
          message: { subject, envid },
        });
        expect(parts.length).toBe(3);
        expect(index.envelope.to).toEqual([{ name: null, email: 'hieu@tiengiang.test' }]);
        const groups = statusGroups(part(1));
        expect(groups.length).toBe(2);
        expect(
          Object.keys(groups[1]!).filter(
            (name) => !/^(Final-Recipient|Action|Status|Remote-MTA|Diagnostic-Code|Last-Attempt-Date)$/.test(name),
          ),
        ).toEqual([]);
        expect(part(1)).toMatch(/^[\r\n\x20-\x7e]*$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whom to tell', () => {
  const of = (report: Report, notify: QueuedRecipient['notify'], sender = 'a@b.vn', delayToldAt: Date | null = null) =>
    wants(report, { notify, delayToldAt }, sender);
  it('follows NOTIFY, and without it tells of failure and delay', () => {
    expect([of('failed', null), of('delayed', null), of('delivered', null), of('relayed', null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([of('failed', ['SUCCESS']), of('delivered', ['SUCCESS']), of('relayed', ['SUCCESS'])]).toEqual([
      false,
      true,
      true,
    ]);
    expect([of('failed', ['NEVER']), of('delayed', ['FAILURE']), of('delayed', ['DELAY'])]).toEqual([
      false,
      false,
      true,
    ]);
  });
  it('never tells the null sender, and of one delay only', () => {
    expect([
      of('failed', ['FAILURE'], ''),
      of('delivered', ['SUCCESS'], ''),
      of('delayed', null, 'a@b.vn', new Date()),
    ]).toEqual([false, false, false]);
  });
});
