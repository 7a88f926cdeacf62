import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createHttp, createLog, loadConfig } from '../../platform/index.ts';
import { metricsRoute } from './metrics-route.ts';

const database = testDatabase();

test('figures of process and queue, for the trusted networks only', async () => {
  const config = loadConfig({});
  const app = await createHttp({ config, log: createLog({ level: 'fatal' }), webRoot: null, version: '1' });
  metricsRoute(app, { pools: database.pools, config });
  await app.ready();
  await database.pools.query(`
    with m as (insert into queue_message (size, sender, created_at, expires_at)
      values (1, '', now() - interval '1 hour', now()) returning queue_id)
    insert into queue_recipient (queue_id, recipient_no, address, domain, local, state, next_attempt_at)
    select queue_id, n, 'a@x.test', 'x.test', false, 'queued', now() from m, generate_series(1, 3) n`);
  const answer = await app.inject({ url: '/metrics' });
  expect(answer.headers['content-type']).toMatch(/^text\/plain; version=/);
  expect(answer.body).toContain('congvu_queue_recipients{state="queued"} 3\n');
  expect(answer.body).toContain('congvu_queue_recipients{state="held"} 0\n');
  expect(answer.body).toMatch(/^congvu_queue_oldest_seconds 36\d\d\./m);
  expect(answer.body).toContain('congvu_database_up 1\n');
  expect(answer.body).toContain('congvu_process_resident_memory_bytes');
  expect((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404);
  const proxied = await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(proxied.statusCode).toBe(404);
  await app.close();
});
