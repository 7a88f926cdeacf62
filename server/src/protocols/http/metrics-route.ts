import type { Config, HttpApp, Pools } from '../../platform/index.ts';
import { AppError, createMetrics } from '../../platform/index.ts';
import { openQueue } from './queries.ts';

export interface MetricsDeps {
  pools: Pools;
  config: Pick<Config, 'trustedNetworks'>;
}

const states = ['queued', 'sending', 'held'] as const;

/**
 * GET /metrics: figures for Prometheus, of this process and of the queue that all share. For the trusted networks only, the
 * machine itself by default; anybody else finds nothing there. Behind a proxy the proxy's client counts.
 */
export function metricsRoute(app: HttpApp, { pools, config }: MetricsDeps): void {
  const metrics = createMetrics();
  const up = metrics.gauge('database_up', '1 while the database answers.');
  const recipients = metrics.gauge('queue_recipients', 'Recipients of mail on its way.', ['state']);
  const oldest = metrics.gauge(
    'queue_oldest_seconds',
    'Age of the oldest message that waits to be sent; held ones aside.',
  );

  async function look(): Promise<void> {
    recipients.reset();
    oldest.reset();
    try {
      const { rows } = await pools.query<{ state: (typeof states)[number]; recipients: number; age: number }>(
        openQueue,
      );
      up.set(1);
      for (const state of states) {
        const row = rows.find((one) => one.state === state);
        recipients.set({ state }, row?.recipients ?? 0);
        if (state === 'queued') oldest.set(row?.age ?? 0);
      }
    } catch {
      up.set(0);
    }
  }

  app.get('/metrics', { config: { policy: 'public' } }, async (request, reply) => {
    if (!config.trustedNetworks.contains(request.ip)) throw new AppError('request.not-found');
    await look();
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text());
  });
}
