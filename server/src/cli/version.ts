import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The version of this software, as package.json says. */
export const version: string = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
).version;
