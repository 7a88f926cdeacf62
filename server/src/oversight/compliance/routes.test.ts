import type { ComplianceReport } from '@congvu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttp, createLog, type HttpApp, loadConfig, type Queryable } from '../../platform/index.ts';
import { loadRegulation } from '../../regulation/index.ts';
import type { Figure } from './figure.ts';
import { createFigureReader } from './read-figures.ts';
import { figures } from './registry.ts';
import { complianceRoutes } from './routes.ts';

const regulation = loadRegulation();
const log = createLog({ level: 'silent' });
/** Who asks belongs to this province. */
let province = 'tien-giang';
const asked: string[] = [];
let app: HttpApp;

beforeAll(async () => {
  const registry: Record<string, Figure> = Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name,
      {
        ...figure,
        read: async (context) => {
          asked.push(`${context.province}/${name}`);
          return { value: 3, of: 4 };
        },
      },
    ]),
  );
  const policies = { 'regulation.read': () => {} };
  app = await createHttp({ config: loadConfig({}), log, webRoot: null, version: '1', policies });
  const reader = createFigureReader({ db: {} as Queryable, regulation, log, registry });
  complianceRoutes(app, { regulation, figures: reader, actorOf: async () => ({ province }) });
});
afterAll(() => app.close());

async function report(query = ''): Promise<ComplianceReport> {
  const answer = await app.inject({ url: `/api/compliance${query}`, headers: { 'x-congvu': '1' } });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

const entries = ({ instruments }: ComplianceReport) =>
  instruments.flatMap(({ articles }) => articles.flatMap((article) => article.entries));

test('every entry of the province stands in the report once, in the order of the text', async () => {
  province = 'tien-giang';
  const found = await report();
  expect(found.province).toEqual({ id: 'tien-giang', name: 'Tỉnh Tiền Giang' });
  expect(found.instruments.map(({ code, name }) => [code, name])).toEqual([['TG', 'Quyết định 51/2016/QĐ-UBND']]);
  expect(found.instruments[0]!.articles.map(({ ref }) => ref)).toEqual(
    Array.from({ length: 19 }, (_, i) => `TG ${i + 1}`),
  );
  expect(entries(found).map(({ ref }) => ref)).toEqual(regulation.articles('tien-giang').map(({ ref }) => ref));
});

test('a clause comes with its words and its points; what has an entry of its own is not told twice', async () => {
  province = 'quang-ninh';
  const found = await report();
  const article = found.instruments[0]!.articles.find(({ ref }) => ref === 'QN 5')!;
  expect(article.label).toBe('Điều 5. Các đơn vị liên quan');
  const [whole, , , budget] = article.entries;
  // 5.1 has points with entries of their own.
  expect(whole).toMatchObject({ ref: 'QN 5.1', label: '5.1', parts: [] });
  expect(whole!.text).toContain('Chánh Văn phòng');
  expect(budget).toMatchObject({ ref: 'QN 5.1c', label: '5.1c' });
  expect(budget!.cite.text).toMatch(/^Điều 5 khoản 1 ý c, /);
  const naming = entries(found).find(({ ref }) => ref === 'QN 4.2')!;
  expect(naming.parts.map(({ ref }) => ref)).toEqual(['QN 4.2a', 'QN 4.2b']);
});

test('an article without clauses has one entry, without a label', async () => {
  province = 'tien-giang';
  const article = (await report()).instruments[0]!.articles.find(({ ref }) => ref === 'TG 7')!;
  expect(article).toMatchObject({ text: '', entries: [{ ref: 'TG 7', label: null, by: 'automatic' }] });
  expect(article.entries[0]!.text).toContain('500 MB');
});

test('the figures that entries name come along, of the province alone', async () => {
  province = 'cao-bang';
  asked.length = 0;
  const found = await report();
  expect(found.figures['mailboxes-unused']).toMatchObject({ name: 'mailboxes-unused', value: 3, of: 4, aim: 'none' });
  // Nothing of Cao Bằng's is proved by it.
  expect(found.figures['contact-addresses']).toBeUndefined();
  expect(asked.every((name) => name.startsWith('cao-bang/'))).toBe(true);
});

test('what was in force on a day', async () => {
  province = 'binh-duong';
  const codes = async (at: string) => (await report(`?at=${at}`)).instruments.map(({ code }) => code);
  expect(await codes('2009-01-01')).toEqual([]);
  expect(await codes('2010-06-01')).toEqual(['BDG']);
  expect(await codes('2020-01-01')).toEqual(['BDG', 'BD']);
  const amended = await report('?at=2020-01-01');
  expect(amended).toMatchObject({ at: '2020-01-01' });
  expect(amended.instruments[0]!.articles).toHaveLength(7);
  expect(amended.instruments[1]!.articles.map(({ ref }) => ref)).toEqual(['BD 1', 'BD 2', 'BD 7', 'BD 22']);
});

test('a day that does not exist is refused', async () => {
  for (const at of ['2020-02-31', 'hôm-nay'].map(encodeURIComponent)) {
    const answer = await app.inject({ url: `/api/compliance?at=${at}`, headers: { 'x-congvu': '1' } });
    expect(answer.statusCode).toBe(400);
  }
});
