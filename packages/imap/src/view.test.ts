import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mailbox, MessageState } from './session.ts';
import { MailboxView } from './view.ts';
import { parseSequenceSet, type SequenceSet } from './wire/sequence-set.ts';

const view = (...uids: number[]): MailboxView =>
  new MailboxView({
    initial: { uids: Uint32Array.from(uids), uidNext: 100, modseq: 10, firstUnseen: 0 },
  } as unknown as Mailbox);
const set = (text: string) => parseSequenceSet(text) as SequenceSet;
const state = (uid: number, modseq: number): MessageState => ({ uid, modseq, flags: [] });
const resolved = (v: MailboxView, text: string, byUid: boolean) => {
  const uids = v.resolve(set(text), byUid);
  return uids && Array.from(uids);
};

describe('MailboxView', () => {
  it('numbers messages', () => {
    const v = view(2, 5, 9);
    expect([v.count, v.lastUid, v.uidAt(2)]).toEqual([3, 9, 5]);
    expect([2, 5, 9, 1, 6, 10].map((uid) => v.seqOf(uid))).toEqual([1, 2, 3, 0, 0, 0]);
    expect(v.seqOf(9, 1)).toBe(3);
  });

  it.each([
    ['1:*', false, [2, 5, 9]],
    ['2', false, [5]],
    ['3:1', false, [2, 5, 9]],
    ['7:*', false, [9]],
    ['*', false, [9]],
    ['1,3', false, [2, 9]],
    ['4', false, undefined],
    ['1:4', false, undefined],
    ['1:*', true, [2, 5, 9]],
    ['3:8', true, [5]],
    ['20:*', true, [9]],
    ['20:30', true, []],
    ['9,2', true, [2, 9]],
  ])('resolves %s (UID: %s)', (text, byUid, expected) => {
    expect(resolved(view(2, 5, 9), text, byUid)).toEqual(expected);
  });

  it('resolves in an empty mailbox', () => {
    expect(resolved(view(), '1:*', false)).toEqual([]);
    expect(resolved(view(), '*', true)).toEqual([]);
    expect(resolved(view(), '1', false)).toBeUndefined();
  });

  it('gives ranges of UIDs', () => {
    const v = view(2, 5, 9);
    expect(v.uidRanges(set('1:2'), false)).toEqual([[2, 5]]);
    expect(v.uidRanges(set('4:*'), true)).toEqual([[5, 9]]);
    v.saved = Uint32Array.of(2, 7, 9);
    expect(v.uidRanges(set('$'), false)).toEqual([
      [2, 2],
      [9, 9],
    ]);
    expect(resolved(v, '$', true)).toEqual([2, 9]);
  });

  it('takes in arrivals and keeps numbers of what vanished until it is told', () => {
    const v = view(2, 5, 9);
    const news = v.apply({ modseq: 20, changed: [state(5, 15), state(11, 20), state(12, 20)], vanished: [2, 4, 9] });
    expect(news).toEqual({ exists: 5, changed: [state(5, 15)] });
    expect([v.seqOf(9), v.modseq]).toEqual([3, 20]);
    expect(v.takeExpunged()).toEqual({ uids: [2, 9], seqs: [3, 1] });
    expect(Array.from(v.uids)).toEqual([5, 11, 12]);
    expect(v.takeExpunged().uids).toEqual([]);
  });

  it('passes over its own changes, once', () => {
    const v = view(2, 5);
    v.ownChanges([state(2, 11), state(5, 11)]);
    expect(v.apply({ modseq: 12, changed: [state(2, 11), state(5, 12)], vanished: [] }).changed).toEqual([
      state(5, 12),
    ]);
    expect(v.apply({ modseq: 13, changed: [state(2, 11)], vanished: [] }).changed).toEqual([state(2, 11)]);
  });

  it('goes ahead when its own change is the next', () => {
    const v = view(2);
    v.ownChanges([state(2, 11)], { before: 10, after: 11 });
    expect(v.modseq).toBe(11);
    v.ownChanges([state(2, 14)], { before: 13, after: 14 });
    expect(v.modseq).toBe(11);
  });

  it('stays the same as a plain list under any changes', () => {
    const change = fc.record({ add: fc.nat(5), gone: fc.array(fc.nat(40)), tell: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const v = view(1, 2, 3);
        let client = [1, 2, 3];
        const server = new Set(client);
        let next = 4;
        changes.forEach(({ add, gone, tell }, i) => {
          const added = Array.from({ length: add }, () => next++);
          for (const uid of added) server.add(uid);
          const vanished = gone.filter((uid) => server.has(uid) && !added.includes(uid));
          for (const uid of vanished) server.delete(uid);
          v.apply({ modseq: 11 + i, changed: added.map((uid) => state(uid, 11 + i)), vanished });
          client.push(...added);
          if (tell) {
            for (const seq of v.takeExpunged().seqs) client = client.filter((_, at) => at !== seq - 1);
            expect(client).toEqual([...server].sort((a, b) => a - b));
          }
          expect(Array.from(v.uids)).toEqual(client);
          client.forEach((uid, at) => {
            expect(v.seqOf(uid)).toBe(at + 1);
          });
        });
      }),
    );
  });
});
