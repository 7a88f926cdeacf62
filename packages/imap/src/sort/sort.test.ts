import { describe, expect, it } from 'vitest';
import type { Overview } from '../session.ts';
import { baseSubject } from './base-subject.ts';
import { sortMessages } from './sort.ts';
import { orderedSubject, referenceThreads, type Thread } from './threads.ts';

const m = (uid: number, fields: Partial<Overview> = {}): Overview => ({
  uid,
  internalDate: uid,
  sentDate: uid,
  size: uid,
  subject: `s${uid}`,
  from: '',
  to: '',
  cc: '',
  messageId: `${uid}`,
  references: [],
  ...fields,
});

/** `(1 (2)(3))`, a missing message as `-`. */
const show = (threads: Thread[]): string =>
  threads.map(({ uid, children }) => `(${uid ?? '-'}${children.length === 0 ? '' : ` ${show(children)}`})`).join('');

describe('base subject', () => {
  it.each([
    ['Hello', 'Hello', false],
    ['Re: Hello', 'Hello', true],
    ['RE:  re : Fwd: Hello', 'Hello', true],
    ['[list] Re: [list] Hello', 'Hello', true],
    ['Re[2]: Hello', 'Hello', true],
    ['[fwd: Hello]', 'Hello', true],
    ['Hello (fwd)', 'Hello', true],
    ['Hello (FWD) (fwd) ', 'Hello', true],
    ['[list]', '[list]', false],
    ['[CV-1] Hello', 'Hello', false],
    ['Regarding', 'Regarding', false],
    ['  a \t b\r\n c ', 'a b c', false],
    ['Re:', '', true],
    ['', '', false],
    ['Fw: Re: [x] [fwd: [y] Hello (fwd)]', 'Hello', true],
  ])('%j is %j', (subject, base, reply) => {
    expect(baseSubject(subject)).toEqual({ base, reply });
  });

  it('takes no time for subjects made to take it', () => {
    const started = performance.now();
    for (const unit of ['[a]', 're:', '[', '(fwd)', '[fwd:', 'Re[', ' ']) baseSubject(unit.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('sortMessages', () => {
  it('sorts by several keys, in reverse, without case or accents getting in the way', () => {
    const list = [
      m(1, { subject: 'b', from: 'x' }),
      m(2, { subject: 'RE: A', from: 'y' }),
      m(3, { subject: 'a', from: 'X' }),
    ];
    expect(sortMessages(list, [{ by: 'SUBJECT', reverse: false }])).toEqual([2, 3, 1]);
    expect(
      sortMessages(list, [
        { by: 'FROM', reverse: true },
        { by: 'ARRIVAL', reverse: true },
      ]),
    ).toEqual([2, 3, 1]);
    expect(
      sortMessages(
        [m(1, { subject: 'đơn' }), m(2, { subject: 'ấn' }), m(3, { subject: 'ba' })],
        [{ by: 'SUBJECT', reverse: false }],
      ),
    ).toEqual([2, 3, 1]);
  });
});

describe('THREAD=REFERENCES', () => {
  it('puts answers below what they answer', () => {
    expect(show(referenceThreads([m(1), m(2, { references: ['1'] }), m(3, { references: ['1', '2'] })]))).toBe(
      '(1 (2 (3)))',
    );
  });

  it('takes messages in any order', () => {
    const list = [
      m(3, { references: ['1', '2'], sentDate: 3 }),
      m(2, { references: ['1'], sentDate: 2 }),
      m(1, { sentDate: 1 }),
    ];
    expect(show(referenceThreads(list))).toBe('(1 (2 (3)))');
  });

  it('keeps a missing parent only for several', () => {
    expect(show(referenceThreads([m(2, { references: ['1'] })]))).toBe('(2)');
    expect(show(referenceThreads([m(2, { references: ['1'] }), m(3, { references: ['1'] })]))).toBe('(- (2)(3))');
    expect(show(referenceThreads([m(1), m(3, { references: ['1', '2'] }), m(4, { references: ['1', '2'] })]))).toBe(
      '(1 (3)(4))',
    );
  });

  it('makes no circles', () => {
    const list = [m(1, { references: ['2'] }), m(2, { references: ['1'] }), m(3, { references: ['3'] })];
    const all = show(referenceThreads(list)).match(/\d/g)?.sort();
    expect(all).toEqual(['1', '2', '3']);
  });

  it('breaks a link that the message itself contradicts', () => {
    const list = [m(3, { references: ['1', '2'] }), m(1), m(2)];
    expect(show(referenceThreads(list))).toBe('(1)(2 (3))');
  });

  it('tells messages of one id apart', () => {
    expect(
      show(referenceThreads([m(1, { messageId: 'x' }), m(2, { messageId: 'x' }), m(3, { references: ['x'] })])),
    ).toBe('(1 (3))(2)');
  });

  it('gathers by subject: a reply below its original, equals side by side', () => {
    expect(show(referenceThreads([m(1, { subject: 'A' }), m(2, { subject: 're: a' })]))).toBe('(1 (2))');
    expect(show(referenceThreads([m(1, { subject: 'Re: A' }), m(2, { subject: 'A' })]))).toBe('(2 (1))');
    expect(show(referenceThreads([m(1, { subject: 'A' }), m(2, { subject: 'A' }), m(3, { subject: 'A' })]))).toBe(
      '(- (1)(2)(3))',
    );
    expect(show(referenceThreads([m(1, { subject: 'Re: A' }), m(2, { subject: 'Re: A' })]))).toBe('(- (1)(2))');
    expect(show(referenceThreads([m(1, { subject: '' }), m(2, { subject: 'Re:' })]))).toBe('(1)(2)');
  });

  it('joins two threads of missing originals', () => {
    const list = [
      m(1, { subject: 'A', references: ['x'] }),
      m(2, { subject: 'A', references: ['x'] }),
      m(3, { subject: 'A', references: ['y'] }),
      m(4, { subject: 'A', references: ['y'] }),
    ];
    expect(show(referenceThreads(list))).toBe('(- (1)(2)(3)(4))');
  });

  it('orders siblings by date', () => {
    const list = [m(1), m(2, { references: ['1'], sentDate: 9 }), m(3, { references: ['1'], sentDate: 5 })];
    expect(show(referenceThreads(list))).toBe('(1 (3)(2))');
  });

  it('takes chains of thousands, in any order, in reasonable time', () => {
    const n = 5000;
    const chain = Array.from({ length: n }, (_, i) => m(i + 1, { subject: 'x', references: i === 0 ? [] : [`${i}`] }));
    const started = performance.now();
    for (const list of [chain, chain.toReversed()]) {
      let depth = 0;
      for (let at = referenceThreads(list); at.length > 0; at = at[0]!.children) depth++;
      expect(depth).toBe(n);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('THREAD=ORDEREDSUBJECT', () => {
  it('groups by subject, in order of date', () => {
    const list = [
      m(1, { subject: 'B' }),
      m(2, { subject: 'A' }),
      m(3, { subject: 'Re: B' }),
      m(4, { subject: 'b', sentDate: 2 }),
    ];
    expect(show(orderedSubject(list))).toBe('(1 (4)(3))(2)');
  });
});
