import { describe, expect, test } from 'vitest';
import { applyPatch, countChanges, invertPatch, keywordPatch, moveOnlyTo, movePatch } from './patches.ts';

const email = {
  keywords: { $seen: true } as Record<string, true>,
  mailboxIds: { inbox: true } as Record<string, true>,
};

describe('patches', () => {
  test('a patch and its inverse leave the message as it was', () => {
    const patch = {
      ...movePatch('inbox', 'trash'),
      ...keywordPatch('$seen', false),
      ...keywordPatch('$flagged', true),
    };
    const after = applyPatch(email, patch);
    expect(after).toEqual({ keywords: { $flagged: true }, mailboxIds: { trash: true } });
    expect(applyPatch(after, invertPatch(email, patch))).toEqual(email);
    expect(email.mailboxIds).toEqual({ inbox: true });
  });

  test('the inverse names only what really changed', () => {
    expect(invertPatch(email, { 'keywords/$seen': true, 'mailboxIds/inbox': true })).toEqual({});
    expect(invertPatch(email, { 'keywords/$seen': true, 'keywords/$flagged': true })).toEqual({
      'keywords/$flagged': null,
    });
  });

  test('moving to the same folder takes nothing away', () => {
    expect(applyPatch(email, movePatch('inbox', 'inbox')).mailboxIds).toEqual({ inbox: true });
  });

  test('moving to one folder only leaves every other', () => {
    const both = { keywords: {}, mailboxIds: { a: true, b: true } as Record<string, true> };
    expect(applyPatch(both, moveOnlyTo(both, 'c')).mailboxIds).toEqual({ c: true });
  });

  test('a keyword with a slash is one key', () => {
    const after = applyPatch(email, keywordPatch('a/b~c', true));
    expect(after.keywords).toEqual({ $seen: true, 'a/b~c': true });
  });

  test('counts follow moves and reading', () => {
    const unread = { keywords: {}, mailboxIds: { inbox: true } as Record<string, true> };
    const moved = applyPatch(unread, movePatch('inbox', 'trash'));
    expect([...countChanges(unread, moved)]).toEqual([
      ['inbox', { total: -1, unread: -1 }],
      ['trash', { total: 1, unread: 1 }],
    ]);
    expect([...countChanges(unread, applyPatch(unread, keywordPatch('$seen', true)))]).toEqual([
      ['inbox', { total: 0, unread: -1 }],
    ]);
    expect(countChanges(unread, unread).size).toBe(0);
    const draft = {
      keywords: { $draft: true } as Record<string, true>,
      mailboxIds: { drafts: true } as Record<string, true>,
    };
    expect([...countChanges(draft, null)]).toEqual([['drafts', { total: -1, unread: 0 }]]);
  });
});
