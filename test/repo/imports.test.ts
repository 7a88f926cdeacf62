/**
 * Who may import whom. Circles and reaching into another folder's inside are how a large program becomes one lump;
 * the order below is the design's (docs/architecture.md).
 */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, readProjectFile } from './files.ts';

/** Folders of server/src. Each may import those before it, through their `index.ts`. */
const order = [
  'platform',
  'regulation',
  'directory',
  'accounts',
  'mail',
  'provisioning',
  'signing',
  'office',
  'oversight',
  'protocols',
];
/** They put the server together, and see all of it. Nobody imports them but each other. */
const composition = ['sample', 'cli'];
/** Entries of a folder beside its `index.ts`: a part large enough to be a folder of its own, with a face of its own. */
const entries = ['mail/queue/index.ts'];

/** MAILBOXID and THREADID of IMAP are the ids of JMAP (RFC 8474 §4, §5.2): one place writes them. */
const sharedByProtocols = ['server/src/protocols/jmap/core/ids.ts'];

interface Import {
  file: string;
  specifier: string;
  /** Path in the repository, for relative imports. */
  target: string | null;
}

const pattern =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readProjectFile(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = (match[1] ?? match[2])!;
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')) : null;
    return { file, specifier, target };
  });
}

const code = projectFiles(/^(?:packages|server|web|test|scripts)\/.*\.(?:ts|tsx|mjs)$/);
const imports = code.flatMap(importsOf);
const of = (prefix: string) => imports.filter(({ file }) => file.startsWith(prefix));
const isTest = (file: string) => /\.test\.tsx?$|\/testing(?:\.ts$|\/)/.test(file);
const show = ({ file, specifier }: Import) => `${file} imports ${specifier}`;
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

test('imports are found at all', () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(of('server/src/services.ts').map((i) => i.specifier)).toContain('./mail/index.ts');
});

test('every relative import leads to a file, by its full name', () => {
  const known = new Set(projectFiles(/./));
  const lost = imports.filter(({ target }) => target !== null && !known.has(target));
  expect(lost.map(show)).toEqual([]);
});

describe('server/src', () => {
  const inside = of('server/src/').filter(({ target }) => target?.startsWith('server/src/'));
  const folderOf = (path: string) => path.slice('server/src/'.length).split('/')[0]!;
  const isFolder = (path: string) => path.slice('server/src/'.length).includes('/');

  test('has no folder that is missing here', () => {
    const folders = new Set(code.filter((f) => f.startsWith('server/src/') && isFolder(f)).map(folderOf));
    expect([...folders].filter((folder) => ![...order, ...composition].includes(folder))).toEqual([]);
  });

  test('a folder imports only folders above it', () => {
    const wrong = inside.filter(({ file, target }) => {
      if (!isFolder(file) || isTest(file) || composition.includes(folderOf(file))) return false;
      if (!isFolder(target!)) return true;
      return (
        order.indexOf(folderOf(target!)) > order.indexOf(folderOf(file)) || composition.includes(folderOf(target!))
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('folders are entered through their index.ts', () => {
    const wrong = inside.filter(({ file, target }) => {
      if (isTest(file) || !isFolder(target!) || (isFolder(file) && folderOf(file) === folderOf(target!))) return false;
      const within = target!.slice('server/src/'.length);
      const isIndex = /^(?:protocols\/)?[^/]+\/index\.ts$/.test(within);
      return !isIndex && !entries.includes(within) && !composition.includes(folderOf(target!));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('a protocol does not import another, but HTTP those that it carries', () => {
    const protocolOf = (path: string) => /^server\/src\/protocols\/([^/]+)\//.exec(path)?.[1];
    const wrong = inside.filter(({ file, target }) => {
      const [from, to] = [protocolOf(file), protocolOf(target!)];
      const isOther = from !== undefined && to !== undefined && from !== to && from !== 'http';
      return isOther && !isTest(file) && !sharedByProtocols.includes(target!);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('imports nothing of the web page, and of packages only their names', () => {
    const wrong = of('server/').filter(
      ({ file, target }) => !isTest(file) && target !== null && !target.startsWith('server/'),
    );
    expect(wrong.map(show)).toEqual([]);
  });
});

test('packages import neither the server nor the web page', () => {
  const wrong = of('packages/').filter(({ file, target }) => {
    const own = file.split('/').slice(0, 2).join('/');
    return target !== null && !target.startsWith(`${own}/`);
  });
  expect(wrong.map(show)).toEqual([]);
});

test('the contract stands alone', () => {
  const wrong = of('packages/contract/src/').filter(({ file, target }) => target === null && !isTest(file));
  expect(wrong.map(show)).toEqual([]);
});

test('the web page imports only the contract, and what it declares', () => {
  const { dependencies, devDependencies = {} } = JSON.parse(readProjectFile('web/package.json')) as Record<
    string,
    Record<string, string>
  >;
  const wrong = of('web/src/').filter(({ file, specifier, target }) => {
    if (target !== null) return !target.startsWith('web/');
    const name = packageOf(specifier);
    if (name.startsWith('@congvu/')) return name !== '@congvu/contract';
    return !(
      name in dependencies! ||
      ((isTest(file) || /\bvite\b/.test(file)) && (name in devDependencies || name === 'vitest'))
    );
  });
  expect(wrong.map(show)).toEqual([]);
});

test.each(['packages/imap', 'packages/mime', 'server'])('%s declares what it imports', (folder) => {
  const manifest = JSON.parse(readProjectFile(`${folder}/package.json`)) as Record<string, Record<string, string>>;
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  const wrong = of(`${folder}/src/`).filter(({ file, specifier, target }) => {
    if (target !== null || isTest(file) || specifier.startsWith('node:')) return false;
    if (builtinModules.includes(specifier)) return true;
    const name = packageOf(specifier);
    // The project's own packages are there through the workspace.
    return !(name in declared || `@types/${name}` in declared || name.startsWith('@congvu/'));
  });
  expect(wrong.map(show)).toEqual([]);
});
