import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexMessage } from '../scan/index-message.ts';
import { crlf } from '../testing/crlf.ts';
import { foldDiacritics } from './fold.ts';
import { searchText } from './search-text.ts';
import { searchTokens } from './tokens.ts';

const tokens = (text: string) => [...searchTokens(text)].map((each) => each.token);

describe('tokens', () => {
  test.each([
    ['Hộp thư Công vụ', ['hộp', 'thư', 'công', 'vụ']],
    ['Số 05/KH-UBND, ngày 17.11.2025', ['số', '05', 'kh', 'ubnd', 'ngày', '17', '11', '2025']],
    ['<nguyen.van_an@tiengiang.test>', ['nguyen', 'van', 'an', 'tiengiang', 'test']],
    ['co\u0302\u0323ng', ['cộng']],
    ['ĐẤT ĐAI', ['đất', 'đai']],
    ['a\u0000b', ['a', 'b']],
    ['中文 ไทย', ['中文', 'ไทย']],
    ['𝒳𝒴 z', ['𝒳𝒴', 'z']],
    ['…—“”', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('positions count on', () => {
    expect([...searchTokens('a, b')]).toEqual([
      { token: 'a', position: 0 },
      { token: 'b', position: 1 },
    ]);
  });

  test('long runs are cut, pairs whole', () => {
    expect(tokens('a'.repeat(1000))).toEqual(['a'.repeat(64)]);
    expect(tokens(`a${'𝒳'.repeat(100)}`)).toEqual([`a${'𝒳'.repeat(31)}`]);
  });

  test('tokens of tokens are the same; what is asked meets what is kept, in any form and case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const once = tokens(text);
        for (const token of once) expect(token.length).toBeLessThanOrEqual(64);
        const again = tokens(once.join(' '));
        expect(tokens(again.join(' '))).toEqual(again);
      }),
    );
    const words = fc.array(fc.constantFrom('Cộng', 'hòa', 'ĐỘC', 'lập', '05', 'UBND', 'Nguyễn', 'x'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ');
        expect(tokens(text)).toEqual(list.map((word) => word.toLowerCase()));
        expect(tokens(text.normalize('NFD').toUpperCase())).toEqual(tokens(text));
      }),
    );
  });
});

test('folding', () => {
  expect(foldDiacritics('Hộp thư ĐẾN')).toBe('hop thu den');
  expect(foldDiacritics('Hộp thư ĐẾN'.normalize('NFD'))).toBe('hop thu den');
  expect(foldDiacritics('ăâđêôơư ĂÂĐÊÔƠƯ')).toBe('aadeoou aadeoou');
  expect(foldDiacritics('plain 05')).toBe('plain 05');
  expect(foldDiacritics('ไทย 中文')).toBe('ไทย 中文'.normalize('NFC'));
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      (text) => foldDiacritics(foldDiacritics(text)) === foldDiacritics(text),
    ),
  );
});

describe('search text', () => {
  const search = (raw: Buffer, most?: number) => searchText(raw, indexMessage(raw), most);

  test('subject, addresses, file names, text, enclosed messages', () => {
    const text = search(
      crlf(
        'Subject: =?UTF-8?B?S+G6vyBob+G6oWNo?=',
        'From: An <an@tg.test>',
        'Cc: ban: c@tg.test;',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: multipart/alternative; boundary=c',
        '',
        '--c',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'nội dung chính',
        '--c',
        'Content-Type: text/html',
        '',
        '<p>noi dung html</p>',
        '--c--',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Subject: =?UTF-8?Q?th=C6=B0_trong?=',
        '',
        'thân trong',
        '--b',
        "Content-Type: application/pdf; name*=utf-8''Ph%E1%BB%A5%20l%E1%BB%A5c.pdf",
        '',
        'x',
        '--b',
        'Content-Type: text/csv; name=a.csv',
        '',
        'một,hai',
        '--b--',
      ),
    );
    expect(text.split('\n')).toEqual([
      'Kế hoạch',
      'An an@tg.test',
      'ban',
      'c@tg.test',
      'Phụ lục.pdf',
      'a.csv',
      'nội dung chính',
      'thư trong',
      'thân trong',
      'một,hai',
    ]);
  });

  test('an HTML alternative that says much more counts too', () => {
    const html = `<p>${'điều khoản '.repeat(50)}</p>`;
    const raw = crlf(
      'Content-Type: multipart/alternative; boundary=c',
      '',
      '--c',
      '',
      'see HTML',
      '--c',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      '--c--',
    );
    expect(search(raw)).toContain('điều khoản');
    expect(search(raw)).toContain('see HTML');
  });

  test('is bounded, composed and free of NUL', () => {
    const raw = Buffer.from(`Subject: x\r\n\r\n${'e\u0302\u0301\0'.repeat(1000)}`);
    expect(search(raw, 100)).toHaveLength(100);
    expect(search(raw)).not.toContain('\0');
    expect(search(raw)).toContain('ế');
  });
});
