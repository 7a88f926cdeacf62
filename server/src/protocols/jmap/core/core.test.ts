import { describe, expect, test } from 'vitest';
import { MethodError, RequestError, SetError } from './errors.ts';
import { Gate } from './gate.ts';
import { decodeId, encodeId } from './ids.ts';
import { parseJson } from './json.ts';
import { limits } from './limits.ts';
import { readPatch, readSetPatch } from './patch.ts';
import { matches, page, queryDelta, readFilter } from './query.ts';
import { resolveReferences } from './references.ts';
import { type Invocation, parseRequest } from './request.ts';
import { orderCreates } from './set.ts';
import { parseState, plainState } from './state.ts';

const core = 'urn:ietf:params:jmap:core';
const body = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function requestError(value: unknown): string {
  try {
    parseRequest(body(value));
  } catch (error) {
    if (error instanceof RequestError) return error.type.split(':').at(-1)!;
    throw error;
  }
  return 'accepted';
}

describe('requests (RFC 8620 §3.3, §3.6.1)', () => {
  test.each([
    ['no JSON', '{"using":', 'notJSON'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]).toString('latin1'), 'notRequest'],
    ['nested beyond reason', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'notJSON'],
    ['a list', [], 'notRequest'],
    ['no using', { methodCalls: [] }, 'notRequest'],
    ['using of numbers', { using: [1], methodCalls: [] }, 'notRequest'],
    ['methodCalls no list', { using: [core], methodCalls: 'x' }, 'notRequest'],
    ['a call of two', { using: [core], methodCalls: [['Core/echo', {}]] }, 'notRequest'],
    ['arguments no object', { using: [core], methodCalls: [['Core/echo', [], 'c']] }, 'notRequest'],
    ['createdIds no map', { using: [core], methodCalls: [], createdIds: { a: 1 } }, 'notRequest'],
    ['an unknown capability', { using: [core, 'urn:x'], methodCalls: [] }, 'unknownCapability'],
    [
      'too many calls',
      { using: [core], methodCalls: Array(limits.maxCallsInRequest + 1).fill(['Core/echo', {}, 'c']) },
      'limit',
    ],
    ['a good one', { using: [core], methodCalls: [['Core/echo', {}, 'c']] }, 'accepted'],
  ])('%s', (_name, value, expected) => {
    expect(requestError(value)).toBe(expected);
  });

  test('octets that are no UTF-8 are no JSON', () => {
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
    expect(parseJson(Buffer.from('{"a":"]]]]{{{\\"[["}'))).toEqual({ a: ']]]]{{{"[[' });
  });
});

describe('result references (RFC 8620 §3.7)', () => {
  const responses: Invocation[] = [
    ['Email/query', { ids: ['e1', 'e2'], position: 0 }, 'q'],
    ['Thread/get', { list: [{ emailIds: ['a', 'b'] }, { emailIds: ['c'] }], 'x/y~': { z: null } }, 't'],
  ];
  const refer = (reference: unknown, more = {}) =>
    resolveReferences({ '#ids': reference as never, ...more }, responses);
  const error = (reference: unknown, more = {}) => {
    try {
      return refer(reference, more);
    } catch (e) {
      return (e as MethodError).type;
    }
  };

  test('values, items and joined lists', () => {
    expect(refer({ resultOf: 'q', name: 'Email/query', path: '/ids' })).toEqual({ ids: ['e1', 'e2'] });
    expect(refer({ resultOf: 'q', name: 'Email/query', path: '/ids/1' })).toEqual({ ids: 'e2' });
    expect(refer({ resultOf: 't', name: 'Thread/get', path: '/list/*/emailIds' })).toEqual({ ids: ['a', 'b', 'c'] });
    expect(refer({ resultOf: 't', name: 'Thread/get', path: '/x~1y~0/z' })).toEqual({ ids: null });
  });

  test.each([
    ['another method answered', { resultOf: 'q', name: 'Email/get', path: '/ids' }],
    ['no such call', { resultOf: 'x', name: 'Email/query', path: '/ids' }],
    ['a path to nowhere', { resultOf: 'q', name: 'Email/query', path: '/list' }],
    ['an index beyond the end', { resultOf: 'q', name: 'Email/query', path: '/ids/2' }],
    ['a path without a slash', { resultOf: 'q', name: 'Email/query', path: 'ids' }],
    ['what every object inherits', { resultOf: 'q', name: 'Email/query', path: '/constructor' }],
    ['no object', 'q'],
  ])('refused: %s', (_name, reference) => {
    expect(error(reference)).toBe('invalidResultReference');
  });

  test('an argument given both ways is refused', () => {
    expect(error({ resultOf: 'q', name: 'Email/query', path: '/ids' }, { ids: [] })).toBe('invalidArguments');
  });
});

describe('ids and states', () => {
  test('an id of another kind, or of no row, is none', () => {
    expect(decodeId('email', encodeId('email', 42))).toBe(42);
    for (const id of ['m42', 'e', 'e0', 'e01', 'e-1', 'e1.5', 'e99999999999999999', 'e1 ', '']) {
      expect(decodeId('email', id)).toBeUndefined();
    }
  });

  test('states in between keep where the client began', () => {
    expect(parseState('12')).toEqual({ modseq: 12, id: undefined, base: 12 });
    expect(parseState('12.7.3')).toEqual({ modseq: 12, id: 7, base: 3 });
    for (const state of ['', 'x', '1.2', '-1', '1.2.3.4']) expect(parseState(state)).toBeUndefined();
    expect(plainState('5', 9, 2)).toBe(5);
    for (const state of ['10', '1', '5.1.5', 'x'])
      expect(() => plainState(state, 9, 2)).toThrow('cannotCalculateChanges');
  });
});

describe('patches (RFC 8620 §5.3)', () => {
  test('whole values and keys below', () => {
    const patch = readPatch({ name: 'x', 'keywords/$seen': true, 'keywords/a~1b': null });
    expect(patch.values.get('name')).toBe('x');
    expect(readSetPatch(patch, 'keywords')).toEqual({ set: new Map([['$seen', true]]), remove: new Set(['a/b']) });
    expect(readSetPatch(readPatch({ keywords: { a: true } }), 'keywords')).toEqual({ replace: new Map([['a', true]]) });
    expect(readSetPatch(patch, 'mailboxIds')).toBeUndefined();
  });

  test.each([
    ['a path into nothing', { 'a/b/c': 1 }, 'invalidPatch'],
    ['a path and its beginning', { keywords: {}, 'keywords/a': true }, 'invalidPatch'],
    ['an empty key', { 'keywords/': true }, 'invalidPatch'],
    ['a keyword that is false', { 'keywords/a': false }, 'invalidProperties'],
    ['keywords that are a list', { keywords: ['a'] }, 'invalidProperties'],
  ])('refused: %s', (_name, patch, type) => {
    let caught: unknown;
    try {
      readSetPatch(readPatch(patch as never), 'keywords');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SetError);
    expect((caught as SetError).type).toBe(type);
  });

  test('objects come after those they refer to', () => {
    const create = { c: { parentId: '#b' }, a: { parentId: null }, b: { parentId: '#a' } };
    expect(orderCreates(create).map(([key]) => key)).toEqual(['a', 'b', 'c']);
    const circle = { x: { parentId: '#y' }, y: { parentId: '#x' }, z: {} };
    expect(orderCreates(circle).map(([key]) => key)).toEqual(['z', 'x', 'y']);
  });
});

describe('queries (RFC 8620 §5.5, §5.6)', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  test.each([
    [{}, ['a', 'b', 'c', 'd', 'e'], 0],
    [{ position: 3, limit: 10 }, ['d', 'e'], 3],
    [{ position: -2 }, ['d', 'e'], 3],
    [{ position: -9, limit: 1 }, ['a'], 0],
    [{ position: 9 }, [], 9],
    [{ anchor: 'c', limit: 2 }, ['c', 'd'], 2],
    [{ anchor: 'c', anchorOffset: -1, limit: 2 }, ['b', 'c'], 1],
    [{ anchor: 'a', anchorOffset: -5, limit: 1 }, ['a'], 0],
    [{ limit: 0 }, [], 0],
  ])('page %j', (paging, ids, position) => {
    expect(page(all, paging)).toEqual({ ids, position });
  });

  test('an anchor that is not there', () => {
    expect(() => page(all, { anchor: 'x' })).toThrow('anchorNotFound');
  });

  test('filters', () => {
    const read = (filter: object) => readFilter(filter as never, (c) => c.n as number);
    const test = (filter: object, n: number) => matches(read(filter), (c) => c === n);
    const or = { operator: 'OR', conditions: [{ n: 1 }, { n: 2 }] };
    expect([1, 2, 3].map((n) => test(or, n))).toEqual([true, true, false]);
    expect([1, 2, 3].map((n) => test({ ...or, operator: 'NOT' }, n))).toEqual([false, false, true]);
    expect(test({ operator: 'AND', conditions: [] }, 1)).toBe(true);
    expect(() => read({ operator: 'XOR', conditions: [] })).toThrow(MethodError);
    expect(() => read({ operator: 'OR', conditions: [], n: 1 })).toThrow(MethodError);
    expect(() => read({ operator: 'OR', conditions: Array(200).fill({ n: 1 }) })).toThrow('too many');
  });

  test('what was touched is taken out and put back where it is now', () => {
    const touched = new Map([
      ['b', { isNew: false }],
      ['d', { isNew: true }],
      ['gone', { isNew: false }],
    ]);
    expect(queryDelta(all, touched, null)).toEqual({
      removed: ['b', 'gone'],
      added: [
        { id: 'b', index: 1 },
        { id: 'd', index: 3 },
      ],
    });
    expect(() => queryDelta(all, touched, 3)).toThrow('tooManyChanges');
  });
});

describe('the gate', () => {
  test('runs so many at once, lets some wait, refuses the rest', async () => {
    const gate = new Gate('maxConcurrentRequests', 2, 1);
    const finish: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const start = () =>
      gate.run(1, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => finish.push(resolve));
        running -= 1;
      });
    const taken = [start(), start(), start()];
    await expect(start()).rejects.toMatchObject({ status: 429 });
    await expect(gate.run(2, async () => 'another person')).resolves.toBe('another person');
    for (let i = 0; i < 3; i += 1) {
      finish[i]?.();
      await taken[i];
    }
    expect(most).toBe(2);
    await expect(gate.run(1, async () => 'free again')).resolves.toBe('free again');
  });
});
