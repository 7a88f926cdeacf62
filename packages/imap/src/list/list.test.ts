import { describe, expect, it } from 'vitest';
import { ListPattern } from './pattern.ts';
import { buildTree } from './tree.ts';

describe('ListPattern', () => {
  it.each([
    ['*', 'a/b', true],
    ['%', 'a', true],
    ['%', 'a/b', false],
    ['a/%', 'a/b', true],
    ['a/%', 'a/b/c', false],
    ['a/*', 'a/b/c', true],
    ['a*', 'a', true],
    ['%/b', 'a/b', true],
    ['*b', 'a/b', true],
    ['%b%', 'abc', true],
    ['a', 'A', false],
    ['inbox', 'INBOX', true],
    ['in%', 'INBOX', true],
    ['inbox/*', 'INBOX/a', true],
    ['*%*', 'x/y/z', true],
    ['a.c', 'abc', false],
    ['', 'a', false],
    ['Công*', 'Công văn', true],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(new ListPattern(pattern).matches(name)).toBe(expected);
  });

  it('takes no time for patterns made to take it', () => {
    const started = performance.now();
    expect(new ListPattern(`${'*a%'.repeat(300)}b`).matches('a'.repeat(1000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('buildTree', () => {
  it('puts in missing levels, orders by level, and knows of chosen children', () => {
    const box = (name: string, subscribed = false) => ({ name, subscribed });
    const tree = buildTree([box('z'), box('a/b/c', true), box('a-b'), box('a'), box('INBOX')], (m) => m.subscribed);
    expect(tree.map(({ name }) => name)).toEqual(['INBOX', 'a', 'a/b', 'a/b/c', 'a-b', 'z']);
    const byName = new Map(tree.map((each) => [each.name, each]));
    expect(byName.get('a/b')).toMatchObject({ noSelect: true, hasChildren: true, childMatches: true });
    expect(byName.get('a')).toMatchObject({ hasChildren: true, childMatches: true });
    expect(byName.get('a/b/c')).toMatchObject({ hasChildren: false, childMatches: false });
  });
});
