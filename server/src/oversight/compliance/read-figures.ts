import type { ComplianceFigure } from '@congvu/contract';
import type { Log, Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import type { Figure } from './figure.ts';
import { figures } from './registry.ts';

export interface FigureReaderDeps {
  db: Queryable;
  regulation: Regulation;
  log: Log;
  /** Left out: all there are. For tests. */
  registry?: Readonly<Record<string, Figure>>;
  now?(): number;
}

export interface Figures {
  /** By name. One that fails is told to the log and left out; so is one that the province's rules leave nothing to count. */
  figures: Record<string, ComplianceFigure>;
  /** Names of those that are still being counted: ask again. */
  counting: string[];
}

export interface FigureReader {
  /** Waits no longer than `patience` milliseconds; what takes longer is counted on for the next who asks. */
  read(province: string, names: readonly string[], patience?: number): Promise<Figures>;
  /** When nothing is being counted any more. */
  settled(): Promise<void>;
}

/** Milliseconds for which a figure stands. */
const freshFor = 60_000;
/** Statements at once, of all who look together: the page may wait, mail may not. */
const atOnce = 2;

interface Entry {
  until: number;
  counted: Promise<void>;
  /** Null while it is being counted. */
  figure: ComplianceFigure | null | undefined;
}

/** Counts figures, each at most once a minute however many look. */
export function createFigureReader(deps: FigureReaderDeps): FigureReader {
  const { db, regulation, log, registry = figures, now = Date.now } = deps;
  const cache = new Map<string, Entry>();
  const turn = createTurns(atOnce);

  const count = async (province: string, name: string): Promise<ComplianceFigure | undefined> => {
    const figure = Object.hasOwn(registry, name) ? registry[name] : undefined;
    if (!figure) return undefined;
    try {
      const asOf = new Date(now()).toISOString();
      const reading = await figure.read({ db, regulation, province });
      if (!reading) return undefined;
      const { label, unit, aim } = figure;
      const { value, of = null, parts = [], remark = null } = reading;
      return { name, label, unit, value, of, aim, parts, remark, asOf };
    } catch (err) {
      log.error({ err, figure: name }, 'a figure could not be counted');
      return undefined;
    }
  };

  const entryOf = (province: string, name: string): Entry => {
    const key = `${province}/${name}`;
    const known = cache.get(key);
    // One that takes long is not begun a second time.
    if (known && (known.figure === null || known.until > now())) return known;
    const entry: Entry = { until: Number.POSITIVE_INFINITY, figure: null, counted: Promise.resolve() };
    entry.counted = turn(async () => {
      entry.figure = await count(province, name);
      entry.until = now() + freshFor;
    });
    cache.set(key, entry);
    return entry;
  };

  return {
    async read(province, names, patience = 1500) {
      const asked = new Map([...new Set(names)].map((name) => [name, entryOf(province, name)]));
      const all = Promise.all([...asked.values()].map(({ counted }) => counted));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([all, late]);
      clearTimeout(timer);
      const found: Record<string, ComplianceFigure> = {};
      const counting: string[] = [];
      for (const [name, { figure }] of asked) {
        if (figure) found[name] = figure;
        else if (figure === null) counting.push(name);
      }
      return { figures: found, counting };
    },
    async settled() {
      await Promise.all([...cache.values()].map(({ counted }) => counted));
    },
  };
}

/** Runs what it is given, at most so many at once, in the order they came. */
function createTurns(most: number): (act: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (act) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      await act();
    } finally {
      // The place goes on to the next one.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
