import type { ComplianceEntry, ComplianceFigure, ComplianceReport } from '@congvu/contract';
import { describe, expect, test } from 'vitest';
import { countKinds, entriesOf, filtered, isAsWished } from './filter.ts';
import { complianceSearch } from './search.ts';

const entry = (
  ref: string,
  by: ComplianceEntry['by'],
  text: string,
  figure: string | null = null,
): ComplianceEntry => ({
  ref,
  by,
  text,
  figure,
  link: null,
  label: ref.slice(3),
  parts: [],
  cite: { ref, text: `Điều ${ref.slice(3)}` },
  title: { vi: `Tiêu đề ${ref}`, en: `Title ${ref}` },
  how: { vi: 'Thế này', en: 'Like this' },
});

const figure = (name: string, aim: ComplianceFigure['aim'], value: number, of: number | null): ComplianceFigure => ({
  name,
  aim,
  value,
  of,
  label: name === 'full' ? { vi: 'Hộp thư sắp đầy', en: 'Nearly full' } : { vi: 'Khác', en: 'Other' },
  unit: 'mailbox',
  parts: [],
  remark: null,
  asOf: '2026-11-16T01:30:00Z',
});

const report = {
  province: { id: 'x', name: 'X' },
  at: '2026-11-16',
  today: '2026-11-16',
  counting: [],
  figures: { full: figure('full', 'none', 3, 10), good: figure('good', 'all', 5, 5) },
  instruments: [
    {
      code: 'TG',
      articles: [
        {
          ref: 'TG 7',
          label: 'Điều 7. Dung lượng',
          english: 'size',
          chapter: '',
          text: '',
          entries: [entry('TG 7', 'automatic', 'Mỗi hộp thư tối đa 500 MB', 'full')],
        },
        {
          ref: 'TG 8',
          label: 'Điều 8. Mật khẩu',
          english: 'passwords',
          chapter: '',
          text: '',
          entries: [
            entry('TG 8.1', 'automatic', 'Từ 8 ký tự', 'good'),
            entry('TG 8.2', 'guidance', 'Không dùng chung mật khẩu'),
          ],
        },
      ],
    },
  ],
} as unknown as ComplianceReport;

const found = (search: Parameters<typeof filtered>[1]) => entriesOf(filtered(report, search)).map(({ ref }) => ref);

describe('what is shown', () => {
  test.each([
    [{}, ['TG 7', 'TG 8.1', 'TG 8.2']],
    [{ by: 'guidance' }, ['TG 8.2']],
    [{ q: 'mat khau' }, ['TG 8.1', 'TG 8.2']],
    [{ q: 'MẬT KHẨU chung' }, ['TG 8.2']],
    [{ q: 'sắp đầy' }, ['TG 7']],
    [{ q: 'size' }, ['TG 7']],
    [{ q: 'TG 8.1' }, ['TG 8.1']],
    [{ q: 'không có chữ này' }, []],
    [{ off: true }, ['TG 7']],
    [{ by: 'automatic', q: 'ký tự' }, ['TG 8.1']],
  ] as const)('%j', (search, refs) => expect(found(search)).toEqual(refs));

  test('an article and an instrument without anything left are not shown', () => {
    expect(filtered(report, { by: 'guidance' }).instruments[0]!.articles.map(({ ref }) => ref)).toEqual(['TG 8']);
    expect(filtered(report, { by: 'report' }).instruments).toEqual([]);
  });
});

test('kinds are counted', () => {
  expect(countKinds(report)).toEqual({ automatic: 2, workflow: 0, report: 0, guidance: 1, 'not-yet': 0 });
});

test.each([
  ['none', 0, 10, true],
  ['none', 1, 10, false],
  ['all', 5, 5, true],
  ['all', 4, 5, false],
  ['all', 4, null, null],
  [null, 4, 5, null],
] as const)('a figure whose aim is %s, with %s of %s, is as wished: %s', (aim, value, of, wished) => {
  expect(isAsWished(figure('x', aim, value, of))).toBe(wished);
});

test('an address holds only what the page knows', () => {
  expect(complianceSearch({ by: 'automatic', q: 12, at: '2020-01-01', off: true })).toEqual({
    by: 'automatic',
    q: '12',
    at: '2020-01-01',
    off: true,
  });
  expect(complianceSearch({ by: 'magic', q: ['x'], at: 'yesterday', off: 'yes' })).toEqual({});
});
