#!/usr/bin/env node
/** `congvu`: the entry of the server and of the command line. */
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

// Compiled code is kept beside the code, or where NODE_COMPILE_CACHE says; where that can't be written, it isn't kept.
enableCompileCache(resolve(import.meta.dirname, '../../../.cache/compile'));
const [{ runProgram }, { failWith }] = await Promise.all([import('./program.ts'), import('./report.ts')]);
runProgram(process.argv.slice(2)).catch(failWith);
