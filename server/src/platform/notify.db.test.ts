import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { createLog } from './log.ts';
import { createNotifications, type Notifications } from './notify.ts';

const database = testDatabase({ migrated: false });
let notifications: Notifications;
let heard: string[];

beforeEach(async () => {
  heard = [];
  notifications = await createNotifications(database.url, createLog({ level: 'silent' }));
});
afterEach(() => notifications.end());

const send = (channel: string, payload: string) => database.pools.query('SELECT pg_notify($1, $2)', [channel, payload]);

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries++) await sleep(10);
}

test('hears what was committed on its channels, until it stops', async () => {
  const stop = await notifications.listen('mail', (payload) => heard.push(`a${payload}`));
  const stopOther = await notifications.listen('mail', (payload) => heard.push(`b${payload}`));
  await database.pools.transaction(async (tx) => {
    await tx.query("SELECT pg_notify('mail', '1')");
    await sleep(30);
    expect(heard).toEqual([]);
  });
  await send('other', '2');
  await until(() => heard.length >= 2);
  await stop();
  await send('mail', '3');
  await until(() => heard.length >= 3);
  await stopOther();
  await send('mail', '4');
  await sleep(50);
  expect(heard).toEqual(['a1', 'b1', 'b3']);
});

test('a handler that fails hinders no other', async () => {
  await notifications.listen('mail', () => {
    throw new Error('no');
  });
  await notifications.listen('mail', (payload) => heard.push(payload));
  await send('mail', '1');
  await until(() => heard.length > 0);
  expect(heard).toEqual(['1']);
});

test('listens again after a lost connection and asks everyone to look', async () => {
  await notifications.listen('mail', (payload) => heard.push(payload));
  notifications.onResync(() => heard.push('resync'));
  await database.pools.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
  );
  await until(() => heard.length > 0);
  await send('mail', '1');
  await until(() => heard.length > 1);
  expect(heard).toEqual(['resync', '1']);
});

test('refuses a channel that is no plain name', async () => {
  await expect(notifications.listen('a"; DROP TABLE x', () => {})).rejects.toThrow(/plain/);
});
