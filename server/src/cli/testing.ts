import { join } from 'node:path';
import { Readable } from 'node:stream';
import { format } from 'node:util';
import { Command, CommanderError } from 'commander';
import { onTestFinished, vi } from 'vitest';
import { run } from '../../../test/support/program.ts';
import { runProgram } from './program.ts';
import { describeError } from './report.ts';

export interface Ended {
  /** The exit status. */
  status: number;
  out: string;
  err: string;
}

export interface CommandLine {
  /** `congvu …` within this process, one at a time: a process of its own takes seconds to start. */
  (words: readonly string[], input?: string): Promise<Ended>;
  /** The same as an operator has it: the program started, and run to its end. */
  started(words: readonly string[], input?: string): Promise<Ended>;
}

/** The command line, with nothing in its environment but what `env` gives; file names are relative to `cwd`. */
export function commandLine(env: () => Record<string, string>, cwd?: string): CommandLine {
  let running = false;
  const within = async (words: readonly string[], input = ''): Promise<Ended> => {
    if (running) throw new Error('Another command is running in this process.');
    running = true;
    let [out, err] = ['', ''];
    const writeOut = (text: string | Uint8Array) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    };
    const writeErr = (text: string | Uint8Array) => {
      err += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    };
    const before = { env: process.env, cwd: process.cwd(), stdin: Object.getOwnPropertyDescriptor(process, 'stdin')! };
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation(writeOut as never),
      vi.spyOn(process.stderr, 'write').mockImplementation(writeErr as never),
      vi.spyOn(console, 'log').mockImplementation((...what) => void writeOut(`${format(...what)}\n`)),
      vi.spyOn(console, 'error').mockImplementation((...what) => void writeErr(`${format(...what)}\n`)),
    ];
    const restore = () => {
      for (const spy of spies.splice(0)) spy.mockRestore();
      process.env = before.env;
      process.chdir(before.cwd);
      Object.defineProperty(process, 'stdin', before.stdin);
      process.exitCode = undefined;
    };
    // A test that runs out of time leaves nothing behind for the next.
    onTestFinished(restore);
    process.env = { PATH: before.env.PATH, ...env() };
    if (cwd) process.chdir(cwd);
    Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
    try {
      await runProgram(words, new Command().exitOverride().configureOutput({ writeOut, writeErr }));
      return { status: Number(process.exitCode ?? 0), out, err };
    } catch (error) {
      if (error instanceof CommanderError) return { status: error.exitCode, out, err };
      return { status: 1, out, err: `${err}${describeError(error)}\n` };
    } finally {
      restore();
      running = false;
    }
  };
  const started = async (words: readonly string[], input = ''): Promise<Ended> => {
    const program = [join(import.meta.dirname, 'main.ts'), ...words];
    const { code, stdout, stderr } = await run(process.execPath, program, {
      input,
      env: env(),
      timeout: 60_000,
      ...(cwd && { cwd }),
    });
    return { status: code ?? -1, out: stdout, err: stderr };
  };
  return Object.assign(within, { started });
}
