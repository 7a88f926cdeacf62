#!/usr/bin/env node
/** `congvu`: the entry of the server and of the command line. */
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

const words = process.argv.slice(2);
// A command's compiled code is kept beside the code, or where NODE_COMPILE_CACHE says; where that can't be written, it
// isn't kept. The server, which starts seldom, would hold it all in memory.
if (words.length > 0 && words[0] !== 'serve')
  enableCompileCache(resolve(import.meta.dirname, '../../../.cache/compile'));
const [{ runProgram }, { failWith }] = await Promise.all([import('./program.ts'), import('./report.ts')]);
runProgram(words).catch(failWith);
