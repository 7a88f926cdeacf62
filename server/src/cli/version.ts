import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Of the whole product, from the root package.json. */
export const version: string = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
).version;
