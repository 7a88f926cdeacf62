import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { textPattern } from './text-pattern.ts';

const database = testDatabase();
const finds = async (text: string, within: string) =>
  (await database.pools.query<{ yes: boolean }>('select $1::text ~ $2 as yes', [within, textPattern(text)])).rows[0]!
    .yes;

test.each([
  ['dieu chinh', 'Điều chỉnh'],
  ['ĐIỀU CHỈNH', 'điều chỉnh'],
  ['điều', 'Dieu'],
  ['nguyen', 'Nguyễn'.normalize('NFD')],
  ['Nguyễn'.normalize('NFD'), 'NGUYỄN'],
  ['a.b', 'x a.b y'],
  ['100%', '100% [x]'],
  ['(1+1)*2\\n^$', 'so (1+1)*2\\n^$ là'],
  ['văn  bản', 'Văn  bản'],
  ['số 12/QĐ-UBND', 'Quyết định số 12/QĐ-UBND'],
])('%j is found in %j', async (text, within) => {
  expect(await finds(text, within)).toBe(true);
});

test.each([
  ['a.b', 'axb'],
  ['an', 'a n'],
  ['[a]', 'a'],
  ['dd', 'd'],
])('%j is not found in %j', async (text, within) => {
  expect(await finds(text, within)).toBe(false);
});
