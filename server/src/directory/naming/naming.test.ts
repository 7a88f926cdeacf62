import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRegulation } from '../../regulation/index.ts';
import { fold, foldWords } from './fold.ts';
import { isLocalPart } from './ladder.ts';
import { proposeForOrganisation, proposeForPerson } from './propose.ts';

const regulation = loadRegulation();
const free = () => true;
const except = (taken: string[]) => (local: string) => !taken.includes(local);
const born = (year: number) => Temporal.PlainDate.from({ year, month: 5, day: 4 });

const person = (name: string, year?: number, taken: string[] = []) =>
  proposeForPerson(regulation, 'tien-giang', { name, born: year ? born(year) : undefined }, except(taken));
const organisation = (name: string, kind: string, parentLocal?: string, take: (l: string) => boolean = free) =>
  proposeForOrganisation(regulation, 'tien-giang', { name, kind, parentLocal }, take);

test.each([
  ['Sở Thông tin và Truyền thông', 'department', undefined, 'stttt', 'TG 4.1a'],
  ['Ủy ban nhân dân huyện Chợ Gạo', 'district', undefined, 'chogao', 'TG 4.1b'],
  ['Ủy ban nhân dân thị xã Cai Lậy', 'district', undefined, 'txcailay', 'TG 4.1b'],
  ['Ủy ban nhân dân thị xã Gò Công', 'district', undefined, 'txgocong', 'TG 4.1b'],
  ['Ủy ban nhân dân xã Mỹ Phước', 'commune', 'tanphuoc', 'tanphuoc.myphuoc', 'TG 4.1c'],
  ['Phòng Tài chính - Kế hoạch', 'office', 'tanphuoc', 'tanphuoc.ptckh', 'TG 4.1d'],
  ['Trung tâm Công nghệ thông tin và Truyền thông', 'office', 'stttt', 'stttt.ttcntttt', 'TG 4.1d'],
  // Beyond the article's examples:
  ['Ủy ban nhân dân thành phố Mỹ Tho', 'district', undefined, 'mytho', 'TG 4.1b'],
  ['Ủy ban nhân dân huyện Cai Lậy', 'district', undefined, 'cailay', 'TG 4.1b'],
  ['Ủy ban nhân dân Phường 1', 'commune', 'mytho', 'mytho.phuong1', 'TG 4.1c'],
])('%s is named %4$s', async (name, kind, parent, local, cite) => {
  expect(await organisation(name, kind, parent)).toMatchObject({ local, cite, tried: [] });
});

test('Lê Minh Hiếu and namesakes climb the ladder of TG 4.2', async () => {
  const taken: string[] = [];
  const given: (string | null)[][] = [];
  for (const year of [1970, 1975, 1976, 1977, 1978]) {
    const { local, cite } = await person('Lê Minh Hiếu', year, taken);
    given.push([local, cite]);
    taken.push(local);
  }
  expect(given).toEqual([
    ['leminhhieu', 'TG 4.2a'],
    ['lminhhieu', 'TG 4.2b'],
    ['lmhieu', 'TG 4.2b'],
    ['leminhhieu77', 'TG 4.2b'],
    ['leminhhieu78', 'TG 4.2b'],
  ]);
});

test('a proposal tells what it passed over', async () => {
  expect((await person('Lê Minh Hiếu', undefined, ['leminhhieu', 'lminhhieu'])).tried).toEqual([
    { local: 'leminhhieu', reason: 'taken', cite: 'TG 4.2a' },
    { local: 'lminhhieu', reason: 'taken', cite: 'TG 4.2b' },
  ]);
});

test('where the ladder ends, or the year of birth is not known, a number follows, without an article', async () => {
  const taken = ['leminhhieu', 'lminhhieu', 'lmhieu', 'leminhhieu77'];
  expect(await person('Lê Minh Hiếu', 1977, taken)).toMatchObject({ local: 'leminhhieu2', cite: null });
  expect(await person('Lê Minh Hiếu', undefined, [...taken, 'leminhhieu2'])).toMatchObject({ local: 'leminhhieu3' });
});

test('names of few or many words, and reserved names', async () => {
  expect((await person('Lê Hiếu', undefined, ['lehieu'])).local).toBe('lhieu');
  expect((await person('Nguyễn Thị Thu Hà', undefined, ['nguyenthithuha', 'nthithuha'])).local).toBe('nttha');
  expect((await person('Hiếu')).local).toBe('hieu');
  expect((await person('Ad Min')).tried).toEqual([{ local: 'admin', reason: 'reserved', cite: 'TG 4.2a' }]);
  await expect(person('!?')).rejects.toMatchObject({ code: 'directory.no-name-left' });
  await expect(organisation('Hội Làm vườn', 'mass')).rejects.toMatchObject({ code: 'directory.no-naming-form' });
});

test('the letters of Vietnamese fold, composed, decomposed, and with the wrong Ð', () => {
  expect(fold('Đặng Thị Hồng Ánh')).toBe('dang thi hong anh');
  expect(fold('Đặng Thị Hồng Ánh'.normalize('NFD'))).toBe('dang thi hong anh');
  expect(fold('Ðào')).toBe('dao');
  expect(foldWords('Phòng Tài chính - Kế hoạch')).toEqual(['phong', 'tai', 'chinh', 'ke', 'hoach']);
});

test('whatever the name, an address given is valid, free, and the same every time', async () => {
  const names = fc.array(fc.stringMatching(/^[A-ZĐÂÊÔƠƯa-zàáảãạăắđêếôốơớưứ']{1,9}$/), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(names, fc.integer({ min: 1950, max: 2008 }), fc.nat(6), async (words, year, count) => {
      const taken: string[] = [];
      for (let i = 0; i <= count; i++) {
        const first = await person(words.join(' '), year, taken).catch((e) => e.code as string);
        expect(await person(words.join(' '), year, taken).catch((e) => e.code)).toEqual(first);
        if (typeof first === 'string') {
          expect(first).toBe('directory.no-name-left');
          return;
        }
        expect(isLocalPart(first.local)).toBe(true);
        expect(taken).not.toContain(first.local);
        taken.push(first.local);
      }
    }),
    { numRuns: 200 },
  );
});
