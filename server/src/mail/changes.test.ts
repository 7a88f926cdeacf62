import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ChangeHub } from './changes.ts';

test('one change is told to other processes soon, many that follow each other few times, and none is left out', async () => {
  const sent: { at: number; payloads: string[] }[] = [];
  const begun = performance.now();
  const hub = new ChangeHub(async (payloads) => void sent.push({ at: performance.now() - begun, payloads }));
  hub.announce({ accountId: 1, modseq: 1, mailboxIds: [7] });
  await expect.poll(() => sent.length, { interval: 1 }).toBe(1);
  const changes = 100;
  for (let modseq = 2; modseq <= changes; modseq++) {
    hub.announce({ accountId: 1, modseq, mailboxIds: [7] });
    await sleep(1);
  }
  await hub.flush();
  const took = performance.now() - begun;
  const told = sent.flatMap(({ payloads }) => payloads.flatMap((payload) => payload.split('/')[1]!.split(';')));
  expect(told).toEqual(Array.from({ length: changes }, (_, i) => `1:${i + 1}:7`));
  // The first at once and the last by `flush`; between them one in 25 milliseconds.
  expect(sent.length).toBeLessThanOrEqual(2 + took / 25);
});
