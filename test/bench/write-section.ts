import { readFileSync, writeFileSync } from 'node:fs';

/** Puts `section`, which begins with its `## ` heading, in the place of the one with that heading, or at the file's end. */
export function writeSection(file: string, section: string): void {
  const text = readFileSync(file, 'utf8');
  const heading = section.slice(0, section.indexOf('\n') + 1);
  const begin = text.indexOf(heading);
  const next = begin < 0 ? -1 : text.indexOf('\n## ', begin + 1);
  const before = begin < 0 ? text.replace(/\n*$/, '\n\n') : text.slice(0, begin);
  writeFileSync(file, `${before}${section}${next < 0 ? '' : text.slice(next)}`);
}
