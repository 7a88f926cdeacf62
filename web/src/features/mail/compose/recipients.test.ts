import { describe, expect, test } from 'vitest';
import type { EmailAddress } from '../../../api/jmap/types.ts';
import { replyRecipients, type Sender, senderFor, threadingOf } from './recipients.ts';

const at = (...names: string[]): EmailAddress[] => names.map((n) => ({ name: n, email: `${n}@x.vn` }));
const emails = (list: EmailAddress[]) => list.map((a) => a.email.split('@')[0]);
const sender = (name: string, accountId: string): Sender => ({
  key: name,
  name,
  email: `${name}@x.vn`,
  accountId,
  ownerId: accountId,
  identityId: name,
  mailFrom: `${name}@x.vn`,
  replyTo: null,
  bcc: null,
  signature: '',
});
const senders = [sender('toi', 'a1'), sender('phong', 'a2')];
const mail = (more: object) => ({ from: at('ha'), to: at('toi'), cc: null, bcc: null, replyTo: null, ...more });

describe('recipients of a reply', () => {
  test('the author', () => {
    expect(replyRecipients(mail({ to: at('toi', 'ba') }), senders, false)).toEqual({ to: at('ha'), cc: [] });
  });
  test('Reply-To comes before From', () => {
    expect(emails(replyRecipients(mail({ replyTo: at('vanthu') }), senders, false).to)).toEqual(['vanthu']);
  });
  test('all, without oneself and without doubles', () => {
    const original = mail({ to: at('toi', 'ba', 'ha'), cc: at('PHONG', 'tu', 'ba') });
    const { to, cc } = replyRecipients(original, senders, true);
    expect(emails(to)).toEqual(['ha', 'ba']);
    expect(emails(cc)).toEqual(['tu']);
  });
  test('to what one has sent oneself: to its recipients', () => {
    const { to, cc } = replyRecipients(mail({ from: at('toi'), to: at('ba'), cc: at('tu') }), senders, false);
    expect([emails(to), emails(cc)]).toEqual([['ba'], []]);
  });
  test('to a message to oneself', () => {
    expect(emails(replyRecipients(mail({ from: at('toi') }), senders, true).to)).toEqual(['toi']);
  });
  test('nobody is known', () => {
    expect(replyRecipients(mail({ from: null, to: null }), senders, true)).toEqual({ to: [], cc: [] });
  });
});

describe('the sender of a reply', () => {
  test('the address it came to', () => {
    expect(senderFor(mail({ to: at('ba'), cc: at('phong') }), 'a1', senders)?.key).toBe('phong');
  });
  test('that of the mailbox, when it came by a list', () => {
    expect(senderFor(mail({ to: at('tatca') }), 'a2', senders)?.key).toBe('phong');
  });
  test('one’s first', () => {
    expect(senderFor(null, null, senders)?.key).toBe('toi');
    expect(senderFor(null, null, [])).toBeUndefined();
  });
});

describe('threading', () => {
  test('references grow by the parent', () => {
    const content = { messageId: ['c@x'], references: ['a@x', 'b@x'], inReplyTo: ['b@x'] };
    expect(threadingOf(content)).toEqual({ inReplyTo: ['c@x'], references: ['a@x', 'b@x', 'c@x'] });
  });
  test('In-Reply-To stands in for missing references', () => {
    const content = { messageId: ['c@x'], references: null, inReplyTo: ['b@x'] };
    expect(threadingOf(content).references).toEqual(['b@x', 'c@x']);
  });
  test('a parent without a Message-ID has no thread', () => {
    expect(threadingOf({ messageId: null, references: ['a@x'], inReplyTo: null })).toEqual({
      inReplyTo: null,
      references: null,
    });
  });
  test('a long chain keeps its root', () => {
    const references = Array.from({ length: 100 }, (_, i) => `${i}@x`);
    const chain = threadingOf({ messageId: ['new@x'], references, inReplyTo: null }).references;
    expect(chain).toHaveLength(40);
    expect([chain?.[0], chain?.at(-1)]).toEqual(['0@x', 'new@x']);
  });
});
