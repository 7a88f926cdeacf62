/**
 * Every route of the web server × every role × own part of the tree, another part, another province: what each rule and
 * each route is expected to allow stands in `expected.ts`. Judged by the very policy and scope that the server applies.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountPolicies, policy, setPassword } from '../../server/src/accounts/index.ts';
import { appoint, grantDelegation, grantRole, system } from '../../server/src/directory/index.ts';
import { type TestOrganisation, type TestPerson, testProvince } from '../../server/src/directory/testing.ts';
import { createLog, type HttpApp, loadConfig, type PolicyFunction } from '../../server/src/platform/index.ts';
import { createWebServer } from '../../server/src/protocols/http/index.ts';
import { openServices, type Services } from '../../server/src/services.ts';
import { testDatabase } from '../support/database.ts';
import { type About, type Caller, callers, groups, routes, rules } from './expected.ts';

type Where = 'own' | 'other' | 'far';
type Stated = ReturnType<HttpApp['statedPolicies']>[number];

const database = testDatabase();
const password = 'MatKhau#789';
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-authorisation-'));
let services: Services;
let app: HttpApp;
let people: Record<Caller, TestPerson>;
/** Ids by what a request may be about, at each place. */
let samples: Record<Where, Record<About, number>>;
let stated: Stated[];

beforeAll(async () => {
  const config = loadConfig({ CONGVU_DATA: dataDir, DATABASE_URL: database.url });
  services = await openServices(database.url, config, createLog({ level: 'fatal' }));
  app = await createWebServer({ ...services, version: '1', maxMessage: (octets) => octets });
  await app.ready();
  // HEAD is GET without its body.
  stated = app.statedPolicies().filter(({ method }) => method !== 'HEAD');

  const province = await testProvince(services.pools);
  const hash = await services.accounts.hasher.hash(password);
  const department = await province.organisation('Sở Của mình', 'department');
  const neighbour = await province.organisation('Sở Láng giềng', 'department');
  const worker = (at: TestOrganisation, name: string) =>
    province.person(name, { organisationId: at.organisationId, position: 'Chuyên viên' });
  const made = await Promise.all(
    callers.map(async (caller) => [caller, await worker(department, `Người ${caller}`)] as const),
  );
  people = Object.fromEntries(made) as Record<Caller, TestPerson>;
  const roles: Partial<Record<Caller, [role: Role, part: boolean, authority?: string]>> = {
    managing: ['managing-authority', false],
    part: ['managing-authority', true],
    operator: ['operator', false],
    personnel: ['personnel-authority', false, 'Sở Nội vụ'],
    it: ['unit-it-officer', true],
    clerk: ['registry-clerk', true],
    auditor: ['auditor', false],
  };
  await services.pools.transaction(async (tx) => {
    for (const caller of callers) {
      const { personId } = people[caller];
      await setPassword(tx, { personId, hash, mustChange: false }, system);
      const [role, part, authority] = roles[caller] ?? [];
      if (!role) continue;
      const organisationId = part ? department.organisationId : null;
      await grantRole(tx, province.regulation, { personId, role, organisationId, authority }, system);
    }
    const { organisationId } = department;
    await appoint(tx, { personId: people.head.personId, organisationId, position: 'Giám đốc', isHead: true }, system);
  });
  samples = {
    own: await sampleAt(department, await worker(department, 'Người Trong nhà')),
    other: await sampleAt(neighbour, await worker(neighbour, 'Người Bên cạnh')),
    far: await sampleFar(),
  };
}, 120_000);

afterAll(async () => {
  await app?.close();
  await services?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function sampleAt(at: TestOrganisation, person: TestPerson): Promise<Record<About, number>> {
  const { organisationId, accountId } = at;
  const { personId } = person;
  return services.pools.transaction(async (tx) => {
    const role = await tx.query<{ id: number }>(
      "insert into role_assignment (person_id, role, organisation_id) values ($1, 'registry-clerk', $2) returning assignment_id as id",
      [personId, organisationId],
    );
    const post = await tx.query<{ id: number }>('select appointment_id as id from appointment where person_id = $1', [
      personId,
    ]);
    const delegation = await grantDelegation(tx, { accountId, personId, rights: ['read'] }, system);
    const [roleId, postId] = [role.rows[0]!.id, post.rows[0]!.id];
    return {
      organisation: organisationId,
      person: personId,
      account: accountId,
      role: roleId,
      delegation,
      appointment: postId,
    };
  });
}

/** The same things of another province. */
async function sampleFar(): Promise<Record<About, number>> {
  const { pools } = services;
  const id = async (sql: string, ...values: unknown[]) => (await pools.query<{ id: number }>(sql, values)).rows[0]!.id;
  await pools.query("insert into province values ('xa', 'Tỉnh Xa')");
  const organisation = await id(
    "insert into organisation (province_id, kind, name) values ('xa', 'department', 'Sở Xa') returning organisation_id as id",
  );
  const person = await id("insert into person (province_id, name) values ('xa', 'Người Xa') returning person_id as id");
  const account = await id(
    "insert into account (province_id, kind, organisation_id, name) values ('xa', 'organisation', $1, 'Sở Xa') returning account_id as id",
    organisation,
  );
  const role = await id(
    "insert into role_assignment (person_id, role, organisation_id) values ($1, 'registry-clerk', $2) returning assignment_id as id",
    person,
    organisation,
  );
  const delegation = await id(
    "insert into delegation (account_id, person_id, rights) values ($1, $2, '{read}') returning delegation_id as id",
    account,
    person,
  );
  const appointment = await id(
    "insert into appointment (person_id, organisation_id, position) values ($1, $2, 'Chuyên viên') returning appointment_id as id",
    person,
    organisation,
  );
  return { organisation, person, account, role, delegation, appointment };
}

/** As the hooks of the server see a request whose schema has been satisfied. */
function requestOf(caller: Caller, where?: string, id?: number): FastifyRequest {
  const { address } = people[caller];
  const authorization = `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`;
  const request = { headers: { authorization }, ip: '127.0.0.1', protocol: 'http', params: {}, query: {}, body: {} };
  if (where && id !== undefined) {
    const path = where.split('.');
    const last = path.pop()!;
    const at = path.reduce<Record<string, unknown>>(
      (object, key) =>
        (object[key] = (object[key] as Record<string, unknown> | undefined) ?? {}) as Record<string, unknown>,
      request,
    );
    at[last] = id;
    // Whom a role is given to: somebody of the same place.
    if (where === 'body.organisationId') request.body = { ...request.body, personId: personAt(id) };
  }
  return request as unknown as FastifyRequest;
}

const personAt = (organisationId: number) =>
  Object.values(samples).find((one) => one.organisation === organisationId)!.person;

/** Whether the route's policy lets the request through: first as such, then with what it is about. */
async function passes(route: Stated, request: FastifyRequest): Promise<boolean> {
  const named: Record<string, PolicyFunction> = accountPolicies(services.accounts);
  const rule = named[route.policy as string]!;
  try {
    await rule(request);
    if (typeof route.scope === 'function') await rule(request, await route.scope(request));
    return true;
  } catch (error) {
    expect((error as { code?: string }).code).toBe('auth.forbidden');
    return false;
  }
}

const marks = (rule: string) => rules[rule]!.trim().split(/\s+/);
const routeOf = (name: string) => stated.find(({ method, url }) => `${method} ${url}` === name)!;
const nameOf = ({ method, url }: Stated) => `${method} ${url}`;
const isGrouped = ({ url }: Stated) => groups.some(([urls]) => urls.test(url));

test('every route has an expectation, and every expectation a route', () => {
  const single = stated.filter((route) => !isGrouped(route)).map(nameOf);
  expect(single.filter((name) => !Object.hasOwn(routes, name))).toEqual([]);
  expect(Object.keys(routes).filter((name) => !single.includes(name))).toEqual([]);
});

test('every rule has an expectation for every role', () => {
  expect(Object.keys(rules).sort()).toEqual(Object.keys(policy).sort());
  for (const rule of Object.keys(rules)) expect([rule, marks(rule).length]).toEqual([rule, callers.length]);
});

test('every route states the rule that is expected of it', () => {
  const wrong = stated.filter((route) => !isGrouped(route) && routes[nameOf(route)]?.[0] !== route.policy);
  expect(wrong.map((route) => `${nameOf(route)}: ${String(route.policy)}`)).toEqual([]);
  for (const route of stated.filter(isGrouped)) {
    const kind = typeof route.policy === 'function' ? 'function' : String(route.policy);
    const [, policies] = groups.find(([urls]) => urls.test(route.url))!;
    expect(`${nameOf(route)}: ${kind}`).toMatch(new RegExp(`: (${policies.source.replace(/^\^|\$$/g, '')})$`));
  }
});

test('nobody who is not signed in gets through, but to what is public', async () => {
  const wrong: string[] = [];
  for (const route of stated) {
    if (route.policy === 'public' || route.url.includes('*') || route.url === '/jmap/eventsource') continue;
    const url = route.url.replace(/:\w+/g, '1');
    const headers = { 'x-congvu': '1' };
    const { statusCode } = await app.inject({ method: route.method as 'GET', url, headers });
    if (statusCode !== 401) wrong.push(`${nameOf(route)}: ${statusCode}`);
  }
  expect(wrong).toEqual([]);
});

const ruled = Object.entries(routes).filter(([, [rule]]) => Object.hasOwn(rules, rule));
describe.each(ruled)('%s', (name, [rule, about, where]) => {
  test.each(callers.map((caller, i) => [caller, marks(rule)[i]!] as const))('%s: %s', async (caller, mark) => {
    const route = routeOf(name);
    if (about === '-' || about === 'own-part') {
      expect(route.scope === 'own-part').toBe(about === 'own-part');
      expect(await passes(route, requestOf(caller))).toBe(mark !== '.');
      return;
    }
    expect(typeof route.scope).toBe('function');
    const allowed = async (at: Where) => passes(route, requestOf(caller, where, samples[at][about]));
    expect({ own: await allowed('own'), other: await allowed('other'), far: await allowed('far') }).toEqual({
      own: mark !== '.',
      other: mark === '+',
      far: false,
    });
  });
});
