/** The description of the API: every call with what it does, what it takes and what it answers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiSummaries } from '../../server/src/protocols/http/api-summaries.ts';
import { startServer, type TestServer } from '../support/server.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: unknown; description?: string }>;
}

let server: TestServer;
let calls: [call: string, operation: Operation][];

beforeAll(async () => {
  server = await startServer();
  const answer = await fetch(`http://127.0.0.1:${server.ready.http}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  calls = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation,
    ]),
  );
}, 120_000);

afterAll(() => server?.stop());

test('every call says what it does, and no call is said that is not there', () => {
  expect(calls.map(([call]) => call).toSorted()).toEqual(Object.keys(apiSummaries).toSorted());
  for (const [call, { summary, tags }] of calls) {
    expect(summary, call).toBeTruthy();
    expect(tags, call).toHaveLength(1);
  }
});

test('every call tells its parameters, its answer and its errors', () => {
  for (const [call, { parameters = [], responses, security }] of calls) {
    for (const [, name] of call.matchAll(/:(\w+)/g))
      expect(parameters, call).toContainEqual(expect.objectContaining({ name, in: 'path' }));
    expect(
      Object.keys(responses).some((status) => status.startsWith('2')),
      call,
    ).toBe(true);
    expect(Object.keys(responses), call).toEqual(expect.arrayContaining(['400', '429', '503']));
    if (security && security.length > 0)
      expect(Object.keys(responses), call).toEqual(expect.arrayContaining(['401', '403']));
  }
});

test('people read it at /api', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.ready.http}/api`, { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('/api/directory/find');
});
