import type { TSchema } from 'typebox';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type ProfileFault, RegulationError } from './errors.ts';
import { shapeFaults } from './shape-faults.ts';

export type Path = readonly (string | number)[];

/** One YAML file that knows on which line each of its faults stands. */
export class SourceFile {
  readonly file: string;
  readonly faults: ProfileFault[] = [];
  readonly #lines = new LineCounter();
  readonly #document: ReturnType<typeof parseDocument>;

  constructor(file: string, text: string) {
    this.file = file;
    // YAML 1.2: a date stays text.
    this.#document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true, version: '1.2' });
    for (const error of this.#document.errors) {
      const reason = error.message.split('\n')[0] ?? error.code;
      this.faults.push({ file, line: this.#lines.linePos(error.pos[0]).line, path: '/', reason });
    }
  }

  /** @throws RegulationError `regulation.profile` when it is no YAML. */
  read(): unknown {
    throwFaults(this.faults);
    return this.#document.toJS({ maxAliasCount: 0 });
  }

  add(path: Path, reason: string): void {
    this.faults.push({ file: this.file, line: this.#lineOf(path), path: `/${path.join('/')}`, reason });
  }

  checkShape(schema: TSchema, value: unknown, at: Path): boolean {
    const faults = shapeFaults(schema, value);
    for (const { path, reason } of faults) this.add([...at, ...path], reason.en);
    return faults.length === 0;
  }

  day(text: string | null | undefined, path: Path): Temporal.PlainDate | undefined {
    try {
      return text === undefined || text === null ? undefined : Temporal.PlainDate.from(text);
    } catch {
      this.add(path, 'is no date');
      return undefined;
    }
  }

  /** The line of a node, or of the nearest one around it that is there. */
  #lineOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const keys = path.slice(0, length).map((k) => (/^\d+$/.test(String(k)) ? Number(k) : k));
      const node = this.#document.getIn(keys, true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

export function throwFaults(faults: ProfileFault[]): void {
  if (faults.length === 0) return;
  const told = faults.map((f) => `${f.file}:${f.line} ${f.path}: ${f.reason}`);
  throw new RegulationError('regulation.profile', told.join('; '), faults);
}
