import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';

let child: ChildProcess;
afterEach(() => void child.kill('SIGKILL'));

/** A process that takes `milliseconds` to stop. */
async function start(milliseconds: number, stdio: 'pipe' | 'ipc' = 'pipe', extra = ''): Promise<() => string> {
  const code = `
    const { onStopSignal } = await import(${JSON.stringify(join(import.meta.dirname, 'stop-signal.ts'))});
    const { createLog } = await import(${JSON.stringify(join(import.meta.dirname, '../platform/log.ts'))});
    const stop = () => new Promise((resolve) => setTimeout(() => { console.log('stopped'); resolve(); }, ${milliseconds}));
    onStopSignal(stop, createLog({ level: 'silent' }));
    setInterval(() => {}, 1000);
    console.log('up');
    ${extra}`;
  child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'ignore', ...(stdio === 'ipc' ? (['ipc'] as const) : [])],
  });
  let said = '';
  child.stdout!.on('data', (chunk) => {
    said += chunk;
  });
  for (let tries = 0; tries < 500 && !said.includes('up'); tries++) await sleep(10);
  return () => said;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops it cleanly', async (signal) => {
  const said = await start(50);
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said()).toBe('up\nstopped\n');
});

test('the same Ctrl-C told twice is one; a later one ends it at once', async () => {
  const said = await start(20_000);
  child.kill('SIGINT');
  child.kill('SIGINT');
  await sleep(200);
  expect(child.exitCode).toBeNull();
  await sleep(1000);
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(said()).toBe('up\n');
});

test('it stops when its parent is gone', async () => {
  await start(10, 'ipc');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('an error nobody caught ends it', async () => {
  await start(10, 'pipe', "setTimeout(() => Promise.reject(new Error('lost')), 100)");
  expect(await once(child, 'close')).toEqual([1, null]);
});
