import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('figures by name and label, and the process’s own', async () => {
  const metrics = createMetrics();
  metrics.counter('smtp_accepted_total', 'Messages accepted.', ['listener']).inc({ listener: 'lmtp' }, 3);
  metrics.gauge('imap_sessions', 'Open sessions.').set(2);
  metrics.histogram('delivery_seconds', 'Time of a delivery.').observe(0.004);
  const text = await metrics.text();
  expect(text).toContain('congvu_smtp_accepted_total{listener="lmtp"} 3');
  expect(text).toContain('congvu_imap_sessions 2');
  expect(text).toContain('congvu_delivery_seconds_bucket{le="0.005"} 1');
  expect(text).toContain('congvu_process_resident_memory_bytes');
  expect(() => metrics.gauge('imap_sessions', 'Again.')).toThrow(/already/);
});
