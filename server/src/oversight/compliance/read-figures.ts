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

export interface FigureReader {
  /** By name. One that fails is told to the log and left out; so is one that the province's rules leave nothing to count. */
  read(province: string, names: readonly string[]): Promise<Record<string, ComplianceFigure>>;
}

/** Milliseconds for which a figure stands. */
const freshFor = 60_000;
/** Statements at once: the page may wait, mail may not. */
const atOnce = 2;

/** Counts figures, each at most once a minute however many look. */
export function createFigureReader(deps: FigureReaderDeps): FigureReader {
  const { db, regulation, log, registry = figures, now = Date.now } = deps;
  const cache = new Map<string, { until: number; counted: Promise<ComplianceFigure | undefined> }>();

  const count = async (province: string, name: string): Promise<ComplianceFigure | undefined> => {
    const figure = registry[name];
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

  const counted = (province: string, name: string) => {
    const key = `${province}/${name}`;
    const known = cache.get(key);
    if (known && known.until > now()) return known.counted;
    const entry = { until: now() + freshFor, counted: count(province, name) };
    cache.set(key, entry);
    return entry.counted;
  };

  return {
    async read(province, names) {
      const found: Record<string, ComplianceFigure> = {};
      const waiting = [...new Set(names)];
      const work = async () => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
          const figure = await counted(province, name);
          if (figure) found[name] = figure;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      return found;
    },
  };
}
