/** What the project cites is there: articles of the law pages, RFCs in docs/rfc.md, links between pages. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, readProjectFile, repository } from './files.ts';

/** The law page of each instrument, and what stands before its anchors there. */
const laws: Record<string, [page: string, prefix: string]> = {
  TG: ['docs/law/tien-giang.md', ''],
  QN: ['docs/law/quang-ninh.md', ''],
  CB: ['docs/law/cao-bang.md', ''],
  TB: ['docs/law/thai-binh.md', ''],
  BD: ['docs/law/binh-duong.md', ''],
  BDG: ['docs/law/binh-duong.md', 'bdg-'],
};
const texts = projectFiles(/\.(?:ts|tsx|mjs|md|sql|yaml)$/).filter((file) => !file.startsWith('test/repo/'));

test('every cited article leads to an anchor of its law page', () => {
  const anchors = new Map(
    Object.entries(laws).map(([code, [page]]) => [
      code,
      new Set([...readProjectFile(page).matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!)),
    ]),
  );
  const cited = new RegExp(`\\b(${Object.keys(laws).join('|')}) (\\d+(?:\\.\\d+)?[a-zđ]?)(?![\\d/.]*\\d)`, 'g');
  const lost = texts.flatMap((file) =>
    [...readProjectFile(file).matchAll(cited)]
      .filter((match) => !anchors.get(match[1]!)!.has(`${laws[match[1]!]![1]}${match[2]!}`))
      .map((match) => `${file}: ${match[0]}`),
  );
  expect(lost).toEqual([]);
});

test('every RFC cited in the code stands in docs/rfc.md', () => {
  const listed = new Set([...readProjectFile('docs/rfc.md').matchAll(/\b(\d{3,5})\b/g)].map((match) => match[1]!));
  const cited = texts.flatMap((file) =>
    [...readProjectFile(file).matchAll(/\bRFC (\d{3,5})\b/g)].map((match) => ({ file, rfc: match[1]! })),
  );
  expect(cited.length).toBeGreaterThan(100);
  const missing = cited.filter(({ rfc }) => !listed.has(rfc));
  expect([...new Set(missing.map(({ file, rfc }) => `${file}: RFC ${rfc}`))]).toEqual([]);
});

test('links between pages lead somewhere', () => {
  const lost = projectFiles(/\.md$/).flatMap((page) =>
    [...readProjectFile(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
      const link = match[1]!;
      if (/^[a-z]+:/.test(link)) return [];
      const [path, anchor] = link.split('#') as [string, string?];
      const file = path === '' ? page : posix.join(posix.dirname(page), path);
      if (!existsSync(join(repository, file))) return [`${page}: ${link}`];
      return anchor && /\.md$/.test(file) && !anchorsOf(file).has(anchor) ? [`${page}: ${link}`] : [];
    }),
  );
  expect(lost).toEqual([]);
});

/** Headings as GitHub names them, and explicit anchors. */
function anchorsOf(page: string): Set<string> {
  const text = readProjectFile(page);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/ /g, '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!)]);
}
