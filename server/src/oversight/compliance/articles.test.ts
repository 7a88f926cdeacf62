/** The profiles against the law pages, the registry of figures and the routes of the web page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorOf, citesIn, loadProfile, loadRegulation, type Provision } from '../../regulation/index.ts';
import { figures } from './registry.ts';

const folder = resolve(import.meta.dirname, '../../regulation/profiles');
const regulation = loadRegulation();

/** Articles of each instrument that the law pages must have. */
const articleCounts: Record<string, number> = { TG: 19, CB: 20, QN: 12, TB: 15, BD: 4, BDG: 7 };

const profiles = readdirSync(folder).map((name) => loadProfile(join(folder, name)));

test('there are the five provinces', () => {
  const real = ['binh-duong', 'cao-bang', 'quang-ninh', 'thai-binh', 'tien-giang'];
  expect(profiles.map((profile) => profile.province)).toEqual(expect.arrayContaining(real));
});

describe.each(profiles)('$province', (profile) => {
  const { province, instruments, articles, rules } = profile;
  const { provisions, articles: lawArticles } = regulation.law(province);
  const anchor = (ref: string) => anchorOf(ref, instruments);
  const isThere = (ref: string) => provisions.has(anchor(ref));

  test('every citation of a rule leads to an anchor of the law page', () => {
    const cites = citesIn(rules).map(({ cite }) => cite);
    expect(cites.length).toBeGreaterThan(15);
    expect(cites.filter((cite) => !isThere(cite))).toEqual([]);
  });

  test('every citation in a note leads there too', () => {
    const codes = instruments.map(({ code }) => code).join('|');
    const cited = new RegExp(`\\b((?:${codes}) \\d+(?:\\.\\d+)?[a-zđ]?)\\b`, 'g');
    const notes = JSON.stringify(rules.map(({ note, value }) => ({ note, value })));
    expect([...notes.matchAll(cited)].map((match) => match[1]!).filter((ref) => !isThere(ref))).toEqual([]);
  });

  test('the law page has every article of each instrument', () => {
    for (const { code, anchor: prefix = '' } of instruments) {
      const others = instruments.flatMap((one) => (one.anchor && one.code !== code ? [one.anchor] : []));
      const own = lawArticles.filter(
        (article) => article.anchor.startsWith(prefix) && !others.some((other) => article.anchor.startsWith(other)),
      );
      expect(own.length, code).toBe(articleCounts[code]);
    }
  });

  test('no entry is of an article that is not there', () => {
    expect(articles.map(({ ref }) => ref).filter((ref) => !isThere(ref))).toEqual([]);
  });

  test('every article has an entry, of itself or of all that it is made of', () => {
    const entered = new Set(articles.map(({ ref }) => anchor(ref)));
    const covered = (provision: Provision): boolean =>
      entered.has(provision.anchor) || (provision.parts.length > 0 && provision.parts.every(covered));
    expect(lawArticles.filter((article) => !covered(article)).map((article) => article.label)).toEqual([]);
  });

  test('every figure that is named can be counted', () => {
    const named = articles.flatMap(({ figure }) => figure ?? []);
    expect(named.filter((name) => !Object.hasOwn(figures, name))).toEqual([]);
  });

  test('what is measured has its figure', () => {
    expect(articles.filter(({ by, figure }) => by === 'report' && !figure).map(({ ref }) => ref)).toEqual([]);
  });

  test('every link is a page of the web', () => {
    const paths = webPaths();
    expect(paths.size).toBeGreaterThan(5);
    const links = [...new Set(articles.flatMap(({ link }) => link ?? []))];
    expect(links.filter((link) => !paths.has(link))).toEqual([]);
  });
});

test('every figure is named by an article', () => {
  const named = new Set(profiles.flatMap(({ articles }) => articles.flatMap(({ figure }) => figure ?? [])));
  expect(Object.keys(figures).filter((name) => !named.has(name))).toEqual([]);
});

/** Paths of the routes in the web's source, put together from their parents. */
function webPaths(): Set<string> {
  const root = resolve(import.meta.dirname, '../../../../web/src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?:routes?|parents)\.tsx?$/.test(name),
  );
  const pattern =
    /const (\w+) = create(?:Root)?Route\(\{(?:\s*getParentRoute: \(\) => (\w+),)?(?:\s*(?:path: '([^']*)'|id: '[^']*'))?/g;
  const routes = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, name, parent, path]) => ({
      file,
      name: name!,
      parent,
      path: path ?? '',
    })),
  );
  type Route = (typeof routes)[number];
  const parentOf = ({ file, parent }: Route) =>
    routes.find((one) => one.file === file && one.name === parent) ?? routes.find((one) => one.name === parent);
  const partsOf = (route: Route): string[] => {
    const parent = parentOf(route);
    return [...(parent ? partsOf(parent) : []), ...route.path.split('/').filter((part) => part !== '')];
  };
  return new Set(routes.map((route) => `/${partsOf(route).join('/')}`));
}
