import { describe, expect, test } from 'vitest';
import { linkify, textBlocks } from './textBlocks.ts';

const links = (line: string) => linkify(line).flatMap((p) => (p.kind === 'link' ? p.href : []));

describe('links in plain text', () => {
  test.each([
    ['Xem https://tiengiang.gov.vn/kế-hoạch.', ['https://tiengiang.gov.vn/kế-hoạch']],
    ['(www.a.vn)', ['https://www.a.vn']],
    ['https://vi.wikipedia.org/wiki/X_(Y), và', ['https://vi.wikipedia.org/wiki/X_(Y)']],
    ['gửi về vanthu@tiengiang.gov.vn;', ['mailto:vanthu@tiengiang.gov.vn']],
    ['javascript:alert(1) a@b', []],
  ])('%s', (line, hrefs) => expect(links(line)).toEqual(hrefs));

  test('the text stays whole', () => {
    const line = 'a https://x.vn, b@c.vn! d';
    expect(
      linkify(line)
        .map((p) => p.text)
        .join(''),
    ).toBe(line);
    expect(linkify('')).toEqual([{ kind: 'text', text: '' }]);
  });
});

describe('quotes', () => {
  test('nest by depth, the last one is folded', () => {
    const blocks = textBlocks('Vâng.\n\n> hai\n>> ba\n> hai\n');
    expect(blocks.map((b) => b.kind)).toEqual(['lines', 'quote']);
    expect(blocks[1]).toMatchObject({ depth: 1, fold: true });
    const inner = blocks[1]?.kind === 'quote' ? blocks[1].blocks : [];
    expect(inner.map((b) => b.kind)).toEqual(['lines', 'quote', 'lines']);
  });

  test('a message that is only a quote stays open, an answer between quotes too', () => {
    expect(textBlocks('> a')[0]).toMatchObject({ kind: 'quote', fold: false });
    const between = textBlocks('> a\nđáp\n> b\nđáp nữa');
    expect(between.map((b) => b.kind)).toEqual(['quote', 'lines', 'quote', 'lines']);
    expect(between.every((b) => b.kind !== 'quote' || !b.fold)).toBe(true);
  });

  test('a quote above the signature is folded as well', () => {
    const blocks = textBlocks('Vâng.\n\n> cũ\n\n-- \nLan');
    expect(blocks.map((b) => b.kind)).toEqual(['lines', 'quote', 'signature']);
    expect(blocks[1]).toMatchObject({ fold: true });
  });

  test('endless depth ends', () => {
    expect(() => textBlocks(`${'>'.repeat(10_000)} x`)).not.toThrow();
  });

  test('a signature is set apart', () => {
    expect(textBlocks('Chào\n-- \nLan\nSở Nội vụ').at(-1)).toEqual({
      kind: 'signature',
      lines: [[{ kind: 'text', text: 'Lan' }], [{ kind: 'text', text: 'Sở Nội vụ' }]],
    });
  });
});
