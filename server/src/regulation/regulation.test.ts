import { passwordFaults } from '@congvu/contract';
import { describe, expect, test } from 'vitest';
import { gapsOf, neededRules } from './check-profile.ts';
import { parseCitation } from './citation.ts';
import { loadProfile, parseProfile } from './load-profile.ts';
import { createRegulation, loadRegulation } from './regulation.ts';
import { testProfile, testRegulation } from './testing/index.ts';

const regulation = loadRegulation();
const day = (text: string) => Temporal.PlainDate.from(text);
const provinces = regulation.provinces().map(({ id }) => id);

test('the five provinces are there', () => {
  expect(provinces).toEqual(['binh-duong', 'cao-bang', 'quang-ninh', 'thai-binh', 'tien-giang']);
});

describe.each(provinces)('%s', (province) => {
  const profile = loadProfile(`${import.meta.dirname}/profiles/${province}`);

  test('cites what there is, tells of every article, and has what the server needs', () => {
    expect(profile.rules.length).toBeGreaterThan(20);
    expect(regulation.law(province).articles.length).toBeGreaterThan(5);
    expect(gapsOf(profile)).toEqual({ lostCites: [], untold: [], missing: [], late: [] });
  });

  test('what the server needs holds today', () => {
    for (const name of neededRules) expect(() => regulation.cited(province, name)).not.toThrow();
  });

  test('what no article prescribes says why it stands there', () => {
    expect(profile.rules.filter(({ cite, note }) => !cite && !note).map(({ name }) => name)).toEqual([]);
  });
});

test('the law page has every clause of the nineteen articles, each once', () => {
  const clauses = [0, 0, 5, 2, 3, 3, 0, 2, 3, 2, 6, 8, 0, 7, 5, 4, 3, 2, 2];
  const { articles } = regulation.law('tien-giang');
  expect(articles.map(({ anchor, parts }) => [anchor, parts.length])).toEqual(clauses.map((n, i) => [`${i + 1}`, n]));
});

test('Tiền Giang’s figures (TG 7, 8.1, 10.1)', () => {
  expect(regulation.rule('tien-giang', 'mailbox-quota')).toEqual({ bytes: 500 * 1024 * 1024 });
  expect(regulation.rule('tien-giang', 'attachment-limit')).toEqual({ bytes: 50 * 1024 * 1024 });
  expect(regulation.rule('tien-giang', 'quota-warning')).toEqual({ percent: 90 });
  expect(regulation.rule('tien-giang', 'first-password')).toEqual({ mustChange: true });
  expect(regulation.cited('tien-giang', 'mailbox-quota').cite).toEqual({
    ref: 'TG 7',
    text: 'Điều 7, Quyết định 51/2016/QĐ-UBND',
  });
  expect(regulation.cited('tien-giang', 'quota-warning').cite).toBeNull();
});

test('Bình Dương’s amendment, without a number of its own (BD 2.1, 7.3d)', () => {
  expect(regulation.instruments('binh-duong').map(({ code, number, issued }) => [code, number, issued])).toEqual([
    ['BDG', '82/2009/QĐ-UBND', '2009-12-18'],
    ['BD', null, null],
  ]);
  expect(regulation.citation('binh-duong', 'BD 7.3d').text).toBe(
    'Điều 7 đoạn 3 ý d, Quy chế kèm Quyết định 82/2009/QĐ-UBND, sửa đổi năm 2012',
  );
  expect(regulation.provision('binh-duong', 'BDG 7')!.label).toBe('Điều 7');
  expect(regulation.provision('binh-duong', 'BD 7')!.label).toBe('Điều 7. Cấp mới, thay đổi, hủy bỏ');
  // Before the amendment nothing is known of who was entitled.
  expect(() => regulation.rule('binh-duong', 'entitlement', day('2012-07-22'))).toThrow(/no such rule/);
  const [party] = regulation.rule('binh-duong', 'personnel-authority', day('2012-07-23'));
  expect(party).toMatchObject({ kinds: ['party', 'mass-organisation'] });
});

test.each([
  ['MatKhau$789', []], // the example of TG 8.1
  ['Ngắn!1', ['length']],
  ['matkhau#789', ['upper']],
  ['MATKHAU#789', ['lower']],
  ['MatKhau#xyz', ['digit']],
  ['MatKhau789', ['special']],
])('the password rule on %s', (password, faults) => {
  expect(passwordFaults(password, regulation.passwordRule('tien-giang'), 'leminhhieu@tiengiang.test')).toEqual(faults);
});

test('a value holds from its first day, not before, and gives way to the next', () => {
  expect(regulation.rule('tien-giang', 'mailbox-quota', day('2016-11-11')).bytes).toBe(524288000);
  expect(() => regulation.rule('tien-giang', 'mailbox-quota', day('2016-11-10'))).toThrow(/no such rule/);
  expect(() => regulation.rule('atlantis', 'mailbox-quota')).toThrow(/no regulation profile/);

  const changing = createRegulation([
    parseProfile({
      file: 'x.yaml',
      text: `province: x
name: X
instruments: [{ code: X, kind: K, number: '1', title: T, issuer: I, issued: 2020-01-01, from: 2020-01-01 }]
rules:
  - { name: mailbox-quota, value: { bytes: 1 }, cite: X 1, from: 2020-01-01 }
  - { name: mailbox-quota, value: { bytes: 3 }, cite: X 1, from: 2022-01-01, until: 2023-01-01 }
  - { name: mailbox-quota, value: { bytes: 2 }, cite: X 1, from: 2021-01-01 }`,
    }),
  ]);
  expect(changing.rule('x', 'mailbox-quota', day('2020-12-31')).bytes).toBe(1);
  expect(changing.rule('x', 'mailbox-quota', day('2021-01-01')).bytes).toBe(2);
  expect(changing.rule('x', 'mailbox-quota', day('2022-12-31')).bytes).toBe(3);
  expect(changing.rule('x', 'mailbox-quota', day('2023-01-01')).bytes).toBe(2);
});

test('what a profile lacks is told', () => {
  const { profile, page } = testProfile();
  const gaps = gapsOf({ ...profile, articles: profile.articles.slice(1), rules: profile.rules.slice(1) }, page);
  expect(gaps.untold).toEqual(['1']);
  expect(gaps.missing).toEqual(['working-calendar']);
  const cite = 'TN 9';
  const [first] = profile.rules;
  expect(gapsOf({ ...profile, rules: [{ ...first!, cite }] }, page).lostCites).toEqual([cite]);
});

test('citations are read and written out', () => {
  expect(parseCitation('TG 4.2b')).toEqual({ code: 'TG', article: '4', clause: '2', point: 'b' });
  expect(parseCitation('4.2b')).toBeUndefined();
  expect(regulation.citation('tien-giang', 'TG 4.2b').text).toBe('Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND');
  expect(() => regulation.citation('tien-giang', 'CB 1')).toThrow(/CB 1/);
});

describe('what is issued', () => {
  const entry = (bytes: number, from: string) =>
    ({
      name: 'mailbox-quota',
      value: { bytes },
      cite: 'TN 1',
      note: undefined,
      from: day(from),
      until: undefined,
    }) as const;

  test('lies over the profile until it is laid anew', () => {
    const live = testRegulation();
    const heard: string[] = [];
    const stop = live.onChange((province) => heard.push(province));
    live.lay('thu-nghiem', { instruments: [], articles: [], rules: [entry(1, '2030-01-01')] });
    expect(live.rule('thu-nghiem', 'mailbox-quota', day('2029-12-31')).bytes).toBe(7_000_000);
    expect(live.rule('thu-nghiem', 'mailbox-quota', day('2030-01-01')).bytes).toBe(1);
    expect(live.versions('thu-nghiem', 'mailbox-quota').map(({ from }) => from.year)).toEqual([2024, 2025, 2030]);
    live.lay('thu-nghiem', { instruments: [], articles: [], rules: [] });
    expect(live.rule('thu-nghiem', 'mailbox-quota', day('2030-01-01')).bytes).toBe(7_000_000);
    stop();
    live.lay('thu-nghiem', { instruments: [], articles: [], rules: [entry(1, '2030-01-01')] });
    expect(heard).toEqual(['thu-nghiem', 'thu-nghiem']);
  });

  test('can be imagined without being so', () => {
    const live = testRegulation();
    const imagined = live.imagine('thu-nghiem', (layer) => ({
      ...layer,
      rules: [...layer.rules, entry(9, '2031-01-01')],
    }));
    expect(imagined.rule('thu-nghiem', 'mailbox-quota', day('2031-01-01')).bytes).toBe(9);
    expect(live.rule('thu-nghiem', 'mailbox-quota', day('2031-01-01')).bytes).toBe(7_000_000);
  });

  test('brings articles with their own words', () => {
    const live = testRegulation();
    const text = { vi: 'Mới.', en: 'New.' };
    live.lay('thu-nghiem', {
      instruments: [{ ...live.instruments('thu-nghiem')[0]!, code: 'TM', number: '9' }],
      articles: [{ ref: 'TM 1', title: { vi: 'Hộp thư', en: 'Mailboxes' }, by: 'automatic', how: text, text }],
      rules: [],
    });
    expect(live.provision('thu-nghiem', 'TM 1')).toMatchObject({ label: 'Điều 1. Hộp thư', text: 'Mới.' });
    expect(live.provision('thu-nghiem', 'TM 2')).toBeUndefined();
    expect(live.citation('thu-nghiem', 'TM 1').text).toBe('Điều 1, Nghị quyết 9');
  });
});
