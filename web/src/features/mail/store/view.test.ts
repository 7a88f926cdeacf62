import { describe, expect, test } from 'vitest';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { collapses, filterOf, type View, viewKey } from './view.ts';

const view: View = { accountId: 'a', mailboxId: 'm', show: 'all', search: null };
const mailboxes = [
  { id: 't', role: 'trash' },
  { id: 'j', role: 'junk' },
] as Mailbox[];

describe('view', () => {
  test('a folder is one condition', () => {
    expect(filterOf(view, [])).toEqual({ inMailbox: 'm' });
    expect(filterOf({ ...view, show: 'unread' }, [])).toEqual({ inMailbox: 'm', notKeyword: '$seen' });
    expect(collapses(view)).toBe(true);
  });

  test('a search everywhere leaves out junk and trash', () => {
    const search = { text: 'kế hoạch', everywhere: true, hasAttachment: true };
    expect(filterOf({ ...view, search }, mailboxes)).toEqual({
      inMailboxOtherThan: ['t', 'j'],
      text: 'kế hoạch',
      hasAttachment: true,
    });
    expect(collapses({ ...view, search })).toBe(false);
  });

  test('days are Vietnamese days, both included', () => {
    const search = { after: '2026-11-01', before: '2026-11-20' };
    expect(filterOf({ ...view, search }, [])).toEqual({
      inMailbox: 'm',
      after: '2026-10-31T17:00:00Z',
      before: '2026-11-20T17:00:00Z',
    });
  });

  test('the key does not depend on the order of the terms', () => {
    const a = viewKey({ ...view, search: { text: 'x', from: 'y' } });
    expect(a).toBe(viewKey({ ...view, search: { from: 'y', text: 'x' } }));
    expect(a).not.toBe(viewKey(view));
  });
});
