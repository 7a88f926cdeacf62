import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for Prometheus. Each folder makes its own through these, once, with a name such as `smtp_accepted_total`. */
export interface Metrics {
  registry: Registry;
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  gauge<L extends string = never>(name: string, help: string, labels?: readonly L[]): Gauge<L>;
  /** Seconds unless the name says otherwise. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: number[],
  ): Histogram<L>;
  /** The text that Prometheus reads. */
  text(): Promise<string>;
}

const prefix = 'congvu_';
/** From a millisecond to ten seconds. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix });
  const registers = [registry];
  return {
    registry,
    counter: (name, help, labels = []) => new Counter({ name: prefix + name, help, labelNames: labels, registers }),
    gauge: (name, help, labels = []) => new Gauge({ name: prefix + name, help, labelNames: labels, registers }),
    histogram: (name, help, labels = [], buckets = seconds) =>
      new Histogram({ name: prefix + name, help, labelNames: labels, buckets, registers }),
    text: () => registry.metrics(),
  };
}
