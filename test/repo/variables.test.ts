/** docs/operations/variables.md lists every variable that the server reads, and no other. */
import { expect, test } from 'vitest';
import { projectFiles, readProjectFile } from './files.ts';

test('every variable read is described', () => {
  const read = new Map<string, string>();
  for (const file of projectFiles(/^server\/src\/.*(?<!\.test)\.ts$/)) {
    const pattern = /\bread\.(\w+)\(\s*'([A-Z][A-Z0-9_]+)'/g;
    for (const [, how, name] of readProjectFile(file).matchAll(pattern)) {
      if (how !== 'fault') read.set(name!, how!);
    }
  }
  const page = readProjectFile('docs/operations/variables.md');
  const described = [...page.matchAll(/^\| `([A-Z][A-Z0-9_]+)` /gm)].map((match) => match[1]!);
  expect(read.size).toBeGreaterThan(20);
  expect(described.sort()).toEqual([...read.keys()].sort());
  for (const [name, how] of read) {
    if (how === 'secret')
      expect(page, `${name} may be given as a file`).toMatch(new RegExp(`\`${name}\` \\(or \`_FILE\`\\)`));
  }
});
