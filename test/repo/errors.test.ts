/** docs/errors.md lists every coded error with the texts of the catalogues, no more and no fewer. */
import { errorCatalogue, listIssueErrorCatalogue } from '@congvu/contract';
import { describe, expect, test } from 'vitest';
import { directoryErrorCatalogue } from '../../server/src/directory/errors.ts';
import { listErrorCatalogue } from '../../server/src/directory/lists/errors.ts';
import { platformErrorCatalogue } from '../../server/src/platform/errors.ts';
import { regulationErrorCatalogue } from '../../server/src/regulation/errors.ts';
import { projectFiles, readProjectFile } from './files.ts';

type Entry = { status?: number; vi: string; en: string };

const catalogues: Record<string, Record<string, Entry>> = {
  errorCatalogue,
  platformErrorCatalogue,
  directoryErrorCatalogue,
  regulationErrorCatalogue,
  listErrorCatalogue,
  listIssueErrorCatalogue,
};

interface Row {
  code: string;
  status: string | null;
  vi: string;
  en: string;
  advice: string;
}

/** Rows of the tables `| code | [status |] Vietnamese | English | what to do |` under each heading. */
function documented(): Map<string, Row[]> {
  const sections = new Map<string, Row[]>();
  let rows: Row[] = [];
  for (const line of readProjectFile('docs/errors.md').split('\n')) {
    const heading = /^## .*`(\w+Catalogue)`/.exec(line);
    if (heading) sections.set(heading[1]!, (rows = []));
    const cells = /^\| `/.test(line)
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : null;
    if (!cells) continue;
    const status = cells.length === 5 ? cells.splice(1, 1)[0]! : null;
    const [code, vi, en, advice] = cells as [string, string, string, string];
    rows.push({ code: code.slice(1, -1), status, vi, en, advice });
  }
  return sections;
}

const sections = documented();

test('every catalogue of the code is known here', () => {
  const exported = projectFiles(/^(?:packages|server)\/.*\.ts$/).flatMap((file) =>
    [...readProjectFile(file).matchAll(/^export const (\w*[eE]rrorCatalogue)\b/gm)].map((match) => match[1]),
  );
  expect(exported.sort()).toEqual(Object.keys(catalogues).sort());
});

describe.each(Object.entries(catalogues))('%s', (name, catalogue) => {
  test('is in docs/errors.md, code by code', () => {
    const inCode = Object.entries(catalogue).map(([code, { status, vi, en }]) => ({
      code,
      status: status === undefined ? null : String(status),
      vi,
      en,
    }));
    const inDocs = (sections.get(name) ?? []).map(({ advice: _, ...row }) => row);
    expect(inDocs).toEqual(inCode);
  });

  test('says what to do about each', () => {
    const silent = (sections.get(name) ?? []).filter((row) => row.advice.length < 10);
    expect(silent.map((row) => row.code)).toEqual([]);
  });
});

test('no code means two things', () => {
  const codes = Object.values(catalogues).flatMap(Object.keys);
  expect(codes).toEqual([...new Set(codes)]);
});
