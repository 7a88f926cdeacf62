import { type ImageSenders, maxImageSenders } from '@congvu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Accounts, accountPolicies, createAccounts, setPassword } from '../../accounts/index.ts';
import { system } from '../../directory/index.ts';
import { testProvince } from '../../directory/testing.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../../platform/index.ts';
import { imageSenderRoutes } from './image-senders.ts';

const database = testDatabase();
const password = 'MatKhau#789';
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let an: string;
let binh: string;

beforeAll(async () => {
  const log = createLog({ level: 'fatal' });
  const config = loadConfig({});
  const province = await testProvince(database.pools);
  notifications = await createNotifications(database.url, log);
  accounts = await createAccounts({
    pools: database.pools,
    notifications,
    regulation: province.regulation,
    config,
  });
  app = await createHttp({ config, log, policies: accountPolicies(accounts), webRoot: null, version: '1' });
  imageSenderRoutes(app, { pools: database.pools, accounts });
  await app.ready();
  const hash = await accounts.hasher.hash(password);
  const signIn = async (name: string) => {
    const { personId, address } = await province.person(name);
    await database.pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
    return `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`;
  };
  [an, binh] = [await signIn('Nguyễn Văn An'), await signIn('Trần Thị Bình')];
});

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

const url = '/api/mail/image-senders';
const list = async (authorization: string) =>
  (await app.inject({ url, headers: { authorization } })).json<ImageSenders>().senders;
const choose = (authorization: string, payload: object) =>
  app.inject({ method: 'POST', url, payload, headers: { authorization, 'x-congvu': '1' } });

test('each person has a list of their own, without regard to letter case', async () => {
  expect((await app.inject({ url })).statusCode).toBe(401);
  await choose(an, { sender: 'Tin@Ngoai.example', allowed: true });
  await choose(an, { sender: 'bao@ngoai.example', allowed: true });
  expect(await list(an)).toEqual(['bao@ngoai.example', 'tin@ngoai.example']);
  expect(await list(binh)).toEqual([]);
  const left = await choose(an, { sender: 'TIN@ngoai.example', allowed: false });
  expect(left.json()).toEqual({ senders: ['bao@ngoai.example'] });
});

test('what is no address is refused, and the oldest give way', async () => {
  for (const sender of ['', 'x', 'a b@c.vn', `${'a'.repeat(400)}@x.vn`])
    expect((await choose(an, { sender, allowed: true })).statusCode).toBe(400);
  await database.pools.query(
    `insert into image_sender select person_id, 'cu' || n || '@x.vn', now() - interval '1 day'
     from image_sender, generate_series(1, $1) n`,
    [maxImageSenders],
  );
  await choose(an, { sender: 'moi@x.vn', allowed: true });
  const senders = await list(an);
  expect(senders).toHaveLength(maxImageSenders);
  expect(senders.slice(0, 2)).toEqual(['moi@x.vn', 'bao@ngoai.example']);
});
