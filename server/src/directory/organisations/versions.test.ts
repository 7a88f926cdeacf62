import { describe, expect, test } from 'vitest';
import { type Version, versionAt, withChange, withEnd, withoutEnd, withoutVersion } from './versions.ts';

const recordedAt = new Date('2026-01-01');
const founded: Version = {
  ...{
    from: '2016-11-11',
    until: null,
    event: 'founded',
    decision: 'QĐ 1',
    endEvent: null,
    endDecision: null,
    recordedAt,
  },
  ...{
    parentId: 1,
    kind: 'department',
    name: 'Sở Bưu chính, Viễn thông',
    shortName: null,
    code: null,
    legacyCode: null,
  },
  ...{ phone: null, fax: null, website: null, address: null },
};
const name = (day: string) => (versions: Version[]) => versionAt(versions, day)?.name;
const change = (versions: Version[], from: string, fields: Partial<Version>, decision?: string) =>
  withChange(versions, { from, fields, decision }, recordedAt);
const spans = (versions: Version[]) => versions.map((v) => `${v.from}–${v.until ?? ''} ${v.event} ${v.name}`);

describe('a change', () => {
  test('splits the version of its day; what was before stays', () => {
    const versions = change([founded], '2020-03-01', { name: 'Sở Thông tin và Truyền thông' }, 'QĐ 7');
    expect(spans(versions)).toEqual([
      '2016-11-11–2020-03-01 founded Sở Bưu chính, Viễn thông',
      '2020-03-01– renamed Sở Thông tin và Truyền thông',
    ]);
    expect(versions.map((v) => v.decision)).toEqual(['QĐ 1', 'QĐ 7']);
    expect(name('2020-02-29')(versions)).toBe('Sở Bưu chính, Viễn thông');
    expect(name('2016-11-10')(versions)).toBeUndefined();
  });

  test('of the past goes on into later versions, up to where the same thing changed again', () => {
    let versions = change([founded], '2022-01-01', { phone: '0273 1' });
    versions = change(versions, '2024-01-01', { name: 'Sở Khoa học và Công nghệ' });
    versions = change(versions, '2018-01-01', { name: 'Sở TT&TT', fax: '0273 9' });
    expect(spans(versions)).toEqual([
      '2016-11-11–2018-01-01 founded Sở Bưu chính, Viễn thông',
      '2018-01-01–2022-01-01 renamed Sở TT&TT',
      '2022-01-01–2024-01-01 changed Sở TT&TT',
      '2024-01-01– renamed Sở Khoa học và Công nghệ',
    ]);
    expect(versions.map((v) => v.fax)).toEqual([null, '0273 9', '0273 9', '0273 9']);
  });

  test('on the day of another joins it, and one that undoes it leaves nothing', () => {
    const once = change([founded], '2020-03-01', { name: 'A' }, 'QĐ 7');
    const twice = change(once, '2020-03-01', { parentId: 2 }, 'QĐ 8');
    expect(spans(twice)[1]).toBe('2020-03-01– moved A');
    expect(twice[1]!.decision).toBe('QĐ 7; QĐ 8');
    expect(spans(change(once, '2020-03-01', { name: founded.name }))).toEqual(spans([founded]));
  });

  test('that changes nothing is none; before the founding there is nothing to change', () => {
    expect(change([founded], '2020-03-01', { name: founded.name })).toEqual([founded]);
    expect(() => change([founded], '2016-11-10', { name: 'A' })).toThrow(
      expect.objectContaining({
        code: 'directory.not-in-force',
        details: expect.objectContaining({ from: '2016-11-11' }),
      }),
    );
  });

  test('on the founding day corrects the founding', () => {
    expect(spans(change([founded], '2016-11-11', { name: 'A' }))).toEqual(['2016-11-11– founded A']);
  });
});

describe('an end', () => {
  const ended = withEnd([founded], { on: '2025-07-01', event: 'merged', decision: 'NQ 202' });

  test('closes the last version', () => {
    expect(ended).toMatchObject([{ until: '2025-07-01', endEvent: 'merged', endDecision: 'NQ 202' }]);
    expect(versionAt(ended, '2025-07-01')).toBeUndefined();
    expect(withoutEnd(ended)).toEqual([founded]);
  });

  test('stays with the last version when something before it changes', () => {
    const versions = change(ended, '2020-01-01', { name: 'A' });
    expect(versions).toMatchObject([{ endEvent: null }, { until: '2025-07-01', endEvent: 'merged' }]);
    expect(() => change(ended, '2025-07-01', { name: 'B' })).toThrow(/not on 2025-07-01/);
  });

  test('is refused while something is recorded for later, and before the founding', () => {
    const planned = change([founded], '2027-01-01', { name: 'A' });
    const on = (day: string) => () => withEnd(planned, { on: day, event: 'dissolved' });
    expect(on('2026-01-01')).toThrow(expect.objectContaining({ code: 'directory.later-changes' }));
    expect(on('2016-11-11')).toThrow(expect.objectContaining({ code: 'directory.not-in-force' }));
  });
});

test('a version taken out is bridged by the one before', () => {
  const versions = change(change([founded], '2020-01-01', { name: 'A' }), '2022-01-01', { name: 'B' });
  expect(spans(withoutVersion(versions, '2020-01-01'))).toEqual([
    '2016-11-11–2022-01-01 founded Sở Bưu chính, Viễn thông',
    '2022-01-01– renamed B',
  ]);
  expect(() => withoutVersion(versions, '2016-11-11')).toThrow();
});
