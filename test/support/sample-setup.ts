/** Before the first system test: a server's data with the sample province, made once. `startServer` begins with a copy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleVariable, startServer } from './server.ts';

export default async function setup(): Promise<() => void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'congvu-sample-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const server = await startServer({ dataDir });
    await server.stop();
    process.env[sampleVariable] = dataDir;
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}
