import { readFileSync } from 'node:fs';
import { passwordFaults } from '@congvu/contract';
import { expect, test } from 'vitest';
import { anchorOf, parseCitation } from './citation.ts';
import { citesIn, loadProfile, parseProfile } from './load-profile.ts';
import { createRegulation, loadRegulation } from './regulation.ts';

const regulation = loadRegulation();
const day = (text: string) => Temporal.PlainDate.from(text);
const profile = loadProfile(`${import.meta.dirname}/profiles/tien-giang`);

test('every citation of the profile leads to an anchor of the law page', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../docs/law/tien-giang.md`, 'utf8');
  const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map((m) => m[1]));
  const cites = citesIn(profile.rules).map((c) => c.cite);
  expect(cites.length).toBeGreaterThan(10);
  expect(cites.filter((cite) => !anchors.has(anchorOf(cite)))).toEqual([]);
});

test('the law page has every clause of the nineteen articles, each once', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../docs/law/tien-giang.md`, 'utf8');
  const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map((m) => m[1]!);
  const clauses = [0, 0, 5, 2, 3, 3, 0, 2, 3, 2, 6, 8, 0, 7, 5, 4, 3, 2, 2];
  const expected = clauses.flatMap((count, i) => [
    `${i + 1}`,
    ...Array.from({ length: count }, (_, clause) => `${i + 1}.${clause + 1}`),
  ]);
  expect(anchors.filter((a) => !/[a-d]$/.test(a)).sort()).toEqual(expected.sort());
  expect(new Set(anchors).size).toBe(anchors.length);
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

test('citations are read and written out', () => {
  expect(parseCitation('TG 4.2b')).toEqual({ code: 'TG', article: '4', clause: '2', point: 'b' });
  expect(parseCitation('4.2b')).toBeUndefined();
  expect(regulation.citation('tien-giang', 'TG 4.2b').text).toBe('Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND');
  expect(() => regulation.citation('tien-giang', 'CB 1')).toThrow(/CB 1/);
});
