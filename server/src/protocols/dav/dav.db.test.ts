/** CardDAV with the requests that programs really send, shortened. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Accounts, accountPolicies, createAccounts, setPassword } from '../../accounts/index.ts';
import { appoint, changePerson, endAppointment, leave, system } from '../../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import {
  createHttp,
  createLog,
  createNotifications,
  type HttpApp,
  loadConfig,
  type Notifications,
} from '../../platform/index.ts';
import { davRoutes } from './index.ts';
import { type Element, parseXml } from './xml/parse.ts';

const database = testDatabase();
const log = createLog({ level: 'fatal' });
const password = 'MatKhau#789';
let province: TestProvince;
let notifications: Notifications;
let accounts: Accounts;
let app: HttpApp;
let department: TestOrganisation;
let office: TestOrganisation;
let other: TestOrganisation;
let lan: TestPerson;
let hieu: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const root = await province.organisation('Ủy ban nhân dân tỉnh', 'province');
  department = await province.organisation('Sở Y tế', 'department', root.organisationId);
  office = await province.organisation('Phòng Nghiệp vụ', 'office', department.organisationId);
  other = await province.organisation('Sở Tài chính', 'department', root.organisationId);
  lan = await province.person('Ngô Thị Lan', { organisationId: office.organisationId, position: 'Chuyên viên' });
  hieu = await province.person('Lê Minh Hiếu', { organisationId: other.organisationId, position: 'Phó Giám đốc' });
  notifications = await createNotifications(database.url, log);
  const { regulation } = province;
  const { pools } = database;
  const config = { ...loadConfig({}), publicUrl: 'https://thu.tiengiang.test' };
  accounts = await createAccounts({ pools, notifications, regulation, config });
  const hash = await accounts.hasher.hash(password);
  for (const { personId } of [lan, hieu])
    await pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  app = await createHttp({ config, log, webRoot: null, version: '1', policies: accountPolicies(accounts) });
  await app.register((scope) => davRoutes(scope, { db: pools, accounts, config }));
  await app.ready();
}, 60_000);

afterAll(async () => {
  await app?.close();
  await accounts?.stop();
  await notifications?.end();
});

interface Asked {
  headers?: Record<string, string>;
  body?: string;
  as?: TestPerson | null;
}

const basic = (who: TestPerson) => `Basic ${Buffer.from(`${who.address}:${password}`).toString('base64')}`;
async function request(method: string, url: string, { headers = {}, body, as = lan }: Asked = {}) {
  const credentials: Record<string, string> = as ? { authorization: basic(as) } : {};
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'text/xml; charset="utf-8"' };
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...type, ...credentials, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

const all = (element: Element, local: string): Element[] => [
  ...element.children.filter(({ name }) => name.endsWith(`}${local}`)),
  ...element.children.flatMap((one) => all(one, local)),
];
const first = (element: Element, local: string): string => all(element, local)[0]?.text.trim() ?? '';
async function multi(method: string, url: string, asked: Asked = {}) {
  const answer = await request(method, url, asked);
  expect(answer.status, answer.text).toBe(207);
  const root = parseXml(answer.text);
  const responses = root.children
    .filter(({ name }) => name === '{DAV:}response')
    .map((response) => ({
      href: first(response, 'href'),
      status: response.children.find(({ name }) => name === '{DAV:}status')?.text ?? '',
      etag: first(response, 'getetag'),
      card: first(response, 'address-data'),
      element: response,
    }));
  return {
    responses,
    hrefs: responses.map(({ href }) => href),
    root,
    token: root.children.find(({ name }) => name === '{DAV:}sync-token')?.text ?? '',
  };
}

const home = () => `/dav/addressbooks/${lan.personId}/`;
const book = () => `${home()}province/`;
const cardOf = (who: TestPerson) => `${book()}person-${who.personId}.vcf`;
const sync = (token: string, more = '', url = book()) =>
  multi('REPORT', url, {
    body: `<?xml version="1.0"?><sync-collection xmlns="DAV:"><sync-token>${token}</sync-token><sync-level>1</sync-level>${more}<prop><getetag/></prop></sync-collection>`,
  });

describe('finding the books', () => {
  test('from the well-known address to the home (RFC 6764), as DAVx5 goes', async () => {
    const known = await request('PROPFIND', '/.well-known/carddav', { as: null });
    expect([known.status, known.headers.location]).toEqual([301, '/dav/']);
    const start = await multi('PROPFIND', '/dav/', {
      headers: { depth: '0' },
      body: '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:current-user-principal/></d:prop></d:propfind>',
    });
    const principal = all(start.root, 'current-user-principal')[0]!.children[0]!.text;
    const found = await multi('PROPFIND', principal, {
      headers: { depth: '0' },
      body: '<propfind xmlns="DAV:" xmlns:CARD="urn:ietf:params:xml:ns:carddav"><prop><CARD:addressbook-home-set/><displayname/><resourcetype/></prop></propfind>',
    });
    expect(all(found.root, 'addressbook-home-set')[0]!.children[0]!.text).toBe(home());
    expect(first(found.root, 'displayname')).toBe('Ngô Thị Lan');
    const books = await multi('PROPFIND', home(), {
      headers: { depth: '1' },
      body: '<propfind xmlns="DAV:" xmlns:CARD="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/"><prop><displayname/><resourcetype/><sync-token/><CS:getctag/><current-user-privilege-set/><supported-report-set/><CARD:supported-address-data/><CARD:max-resource-size/></prop></propfind>',
    });
    expect(books.hrefs).toEqual([home(), `${home()}agency-${department.organisationId}/`, book()]);
    const [, agency, whole] = books.responses;
    expect(first(agency!.element, 'displayname')).toBe('Sở Y tế');
    expect(all(whole!.element, 'addressbook')).toHaveLength(1);
    expect(first(whole!.element, 'sync-token')).toMatch(/^urn:congvu:addressbook:province:\d+$/);
    const reports = all(whole!.element, 'report').map(({ children }) => children[0]!.name.replace(/^.*}/, ''));
    expect(reports).toEqual(['addressbook-multiget', 'addressbook-query', 'sync-collection']);
    expect(all(whole!.element, 'privilege').map(({ children }) => children[0]!.name)).not.toContain('{DAV:}write');
    expect(all(whole!.element, 'address-data-type').map(({ attributes }) => attributes.version)).toEqual([
      '3.0',
      '4.0',
    ]);
  });

  test('OPTIONS tells what is there (RFC 6352 §6.1), without credentials', async () => {
    const { status, headers } = await request('OPTIONS', '/dav/', { as: null });
    expect([status, headers.dav, headers.allow]).toEqual([
      200,
      '1, 3, access-control, addressbook',
      'OPTIONS, GET, HEAD, PROPFIND, REPORT',
    ]);
  });

  test('macOS: the same properties asked of everything', async () => {
    const { responses } = await multi('PROPFIND', book(), {
      headers: { depth: '1', prefer: 'return=minimal', brief: 't' },
      body: `<?xml version="1.0" encoding="UTF-8"?><A:propfind xmlns:A="DAV:"><A:prop><A:add-member/><C:bulk-requests xmlns:C="http://me.com/_namespace/"/><A:getetag/><A:resourcetype/><E:max-image-size xmlns:E="urn:ietf:params:xml:ns:carddav"/></A:prop></A:propfind>`,
    });
    expect(responses[0]!.href).toBe(book());
    expect(responses.slice(1).every(({ etag, href }) => /^"\d+"$/.test(etag) && href.endsWith('.vcf'))).toBe(true);
    expect(responses.some(({ href }) => href === cardOf(hieu))).toBe(true);
    // Minimal: what is not there is not told of.
    expect(all(responses[1]!.element, 'status').map(({ text }) => text)).toEqual(['HTTP/1.1 200 OK']);
  });

  test('what a resource has not is answered with 404 beside what it has', async () => {
    const { root } = await multi('PROPFIND', book(), {
      headers: { depth: '0' },
      body: '<propfind xmlns="DAV:"><prop><displayname/><quota-used-bytes/><x xmlns="urn:other"/></prop></propfind>',
    });
    expect(all(root, 'status').map(({ text }) => text)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 404 Not Found']);
    expect(all(root, 'x')[0]!.name).toBe('{urn:other}x');
  });

  test('allprop and an empty body ask the same; propname has no values', async () => {
    const [whole, none] = await Promise.all([
      multi('PROPFIND', cardOf(lan), { headers: { depth: '0' }, body: '<propfind xmlns="DAV:"><allprop/></propfind>' }),
      multi('PROPFIND', cardOf(lan), { headers: { depth: '0' } }),
    ]);
    expect(none.root).toEqual(whole.root);
    expect(first(whole.root, 'getcontenttype')).toBe('text/vcard; charset=utf-8');
    const names = await multi('PROPFIND', book(), {
      headers: { depth: '0' },
      body: '<propfind xmlns="DAV:"><propname/></propfind>',
    });
    expect(all(names.root, 'sync-token')[0]!.text).toBe('');
  });
});

describe('cards', () => {
  test('one by one, in the version asked for, with an ETag that spares reading it again', async () => {
    const old = await request('GET', cardOf(hieu));
    expect(old.headers['content-type']).toContain('version=3.0');
    expect(old.text).toContain('VERSION:3.0');
    expect(old.text).toContain('FN:Lê Minh Hiếu');
    expect(old.text).toContain('TITLE:Phó Giám đốc');
    expect(old.text).toContain(hieu.address);
    expect(old.text.replace(/\r\n /g, '')).toContain(
      `URL:https://thu.tiengiang.test/directory/people/${hieu.personId}`,
    );
    const fresh = await request('GET', cardOf(hieu), { headers: { accept: 'text/vcard; version=4.0' } });
    expect(fresh.text).toContain('VERSION:4.0');
    expect(fresh.headers.etag).not.toBe(old.headers.etag);
    for (const { headers } of [old, fresh]) {
      const accept = headers === fresh.headers ? { accept: 'text/vcard; version=4.0' } : {};
      const again = await request('GET', cardOf(hieu), {
        headers: { ...accept, 'if-none-match': String(headers.etag) },
      });
      expect([again.status, again.text]).toEqual([304, '']);
    }
    const head = await request('HEAD', cardOf(hieu));
    expect([head.status, head.text, head.headers.etag]).toEqual([200, '', old.headers.etag]);
  });

  test('many at once (multiget), as Thunderbird and Apple ask; what is not there is told of', async () => {
    const { responses } = await multi('REPORT', book(), {
      body: `<?xml version="1.0"?><card:addressbook-multiget xmlns="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav">
        <prop><getetag/><card:address-data content-type="text/vcard" version="4.0"/></prop>
        <href>${cardOf(lan)}</href><href>https://thu.tiengiang.test${cardOf(hieu)}</href><href>${book()}organisation-${office.organisationId}.vcf</href>
        <href>${book()}person-999999.vcf</href><href>/dav/addressbooks/${hieu.personId}/province/person-${lan.personId}.vcf</href></card:addressbook-multiget>`,
    });
    expect(responses.map(({ status }) => status)).toEqual([
      '',
      '',
      '',
      'HTTP/1.1 404 Not Found',
      'HTTP/1.1 404 Not Found',
    ]);
    expect(responses[0]!.card).toContain('VERSION:4.0');
    expect(responses[1]!.card).toContain('FN:Lê Minh Hiếu');
    expect(responses[2]!.card).toContain('KIND:org');
    expect(responses[2]!.card).toContain('ORG:Ủy ban nhân dân tỉnh;Sở Y tế;Phòng Nghiệp vụ');
  });

  test('parts of them only (RFC 6352 §10.4.2)', async () => {
    const { responses } = await multi('REPORT', book(), {
      body: `<C:addressbook-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><prop><C:address-data><C:prop name="FN"/><C:prop name="email" novalue="yes"/></C:address-data></prop><href>${cardOf(lan)}</href></C:addressbook-multiget>`,
    });
    const lines = responses[0]!.card.split('\n').map((line) => line.trim().replace(/[;:].*/, ''));
    expect(lines).toEqual(['BEGIN', 'VERSION', 'UID', 'FN', 'EMAIL', 'END']);
    expect(responses[0]!.card).not.toContain(lan.address);
  });

  test('the whole book in one file', async () => {
    const { text, headers } = await request('GET', book());
    expect(headers['content-disposition']).toContain('.vcf');
    expect(text.match(/BEGIN:VCARD/g)!.length).toBe(text.match(/END:VCARD/g)!.length);
    expect(text).toContain('FN:Sở Tài chính');
  });

  test('one’s agency is a book of its own', async () => {
    const { text } = await request('GET', `${home()}agency-${department.organisationId}/`);
    expect(text).toContain('FN:Ngô Thị Lan');
    expect(text).not.toContain('FN:Lê Minh Hiếu');
    expect((await request('GET', `${home()}agency-${other.organisationId}/`)).status).toBe(404);
  });
});

describe('queries (RFC 6352 §8.6)', () => {
  const query = (filter: string, more = '') =>
    multi('REPORT', book(), {
      body: `<C:addressbook-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><prop><getetag/></prop>${filter}${more}</C:addressbook-query>`,
    });
  const match = (name: string, text: string, how = '') =>
    `<C:prop-filter name="${name}"><C:text-match ${how}>${text}</C:text-match></C:prop-filter>`;

  test.each([
    [
      'contains, in any case',
      `<C:filter>${match('FN', 'minh HIẾU', 'collation="i;unicode-casemap"')}</C:filter>`,
      ['person'],
    ],
    ['equals', `<C:filter>${match('FN', 'Sở Y tế', 'match-type="equals"')}</C:filter>`, ['organisation']],
    ['begins with', `<C:filter>${match('EMAIL', 'leminh', 'match-type="starts-with"')}</C:filter>`, ['person']],
    [
      'ends with, and all of them',
      `<C:filter test="allof">${match('FN', 'Lan', 'match-type="ends-with"')}${match('TITLE', 'chuyên')}</C:filter>`,
      ['person'],
    ],
    [
      'any of them',
      `<C:filter test="anyof">${match('FN', 'Lan')}${match('FN', 'Hiếu')}</C:filter>`,
      ['person', 'person'],
    ],
    [
      'not defined',
      '<C:filter test="allof"><C:prop-filter name="TITLE"><C:is-not-defined/></C:prop-filter><C:prop-filter name="FN"><C:text-match>Sở</C:text-match></C:prop-filter></C:filter>',
      ['organisation', 'organisation'],
    ],
    [
      'negated',
      `<C:filter test="allof">${match('FN', 'Sở', 'negate-condition="yes"')}${match('KIND', 'org')}</C:filter>`,
      ['organisation', 'organisation'],
    ],
    ['nothing like it', `<C:filter>${match('FN', 'Không có ai')}</C:filter>`, []],
  ])('%s', async (_name, filter, kinds) => {
    const { hrefs } = await query(filter);
    expect(hrefs.map((href) => /(person|organisation)-\d+\.vcf$/.exec(href)![1])).toEqual(kinds);
  });

  test('everything, and no more than wanted', async () => {
    expect((await query('<C:filter/>')).hrefs.length).toBeGreaterThan(5);
    const { responses } = await query('<C:filter/>', '<C:limit><C:nresults>2</C:nresults></C:limit>');
    expect(responses.map(({ status }) => status)).toEqual(['', '', 'HTTP/1.1 507 Insufficient Storage']);
  });

  test('what is not supported is said to be so', async () => {
    const odd = await request('REPORT', book(), {
      body: `<C:addressbook-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><prop><getetag/></prop><C:filter>${match('FN', 'x', 'collation="i;klingon"')}</C:filter></C:addressbook-query>`,
    });
    expect([odd.status, odd.text]).toEqual([403, expect.stringContaining('supported-collation')]);
  });
});

describe('following changes (RFC 6578)', () => {
  test('all at first, then only what changed, moved or went', async () => {
    const person = await province.person('Trần Tạm Thời', {
      organisationId: office.organisationId,
      position: 'Văn thư',
    });
    const path = cardOf(person);
    const start = await sync('');
    expect(start.hrefs).toContain(path);
    expect(start.hrefs).not.toContain(book());
    expect((await sync(start.token)).responses).toEqual([]);

    await database.pools.transaction((tx) =>
      changePerson(tx, { personId: person.personId, fields: { phone: '0273 999 888' } }, system),
    );
    const changed = await sync(start.token);
    expect(changed.hrefs).toEqual([path]);
    expect(changed.responses[0]!.etag).not.toBe(start.responses.find(({ href }) => href === path)!.etag);

    await database.pools.transaction((tx) =>
      leave(tx, { personId: person.personId, on: '2024-01-01', reason: 'retired' }, system),
    );
    const gone = await sync(changed.token);
    expect(gone.responses.map(({ href, status }) => [href, status])).toEqual([[path, 'HTTP/1.1 404 Not Found']]);
    expect((await sync(start.token)).responses.map(({ status }) => status)).toEqual(['HTTP/1.1 404 Not Found']);
  });

  test('whoever moves to another agency leaves the book of this one', async () => {
    const url = `${home()}agency-${department.organisationId}/`;
    const person = await province.person('Phan Chuyển Đi', {
      organisationId: office.organisationId,
      position: 'Kế toán',
    });
    const start = await sync('', '', url);
    await database.pools.transaction(async (tx) => {
      const { rows } = await tx.query<{ id: number }>(
        'select appointment_id as id from appointment where person_id = $1',
        [person.personId],
      );
      await endAppointment(tx, { appointmentId: rows[0]!.id, on: '2024-01-01' }, system);
      await appoint(
        tx,
        { personId: person.personId, organisationId: other.organisationId, position: 'Kế toán' },
        system,
      );
    });
    const moved = await sync(start.token, '', url);
    expect(moved.responses.map(({ href, status }) => [href, status])).toEqual([
      [`${url}person-${person.personId}.vcf`, 'HTTP/1.1 404 Not Found'],
    ]);
  });

  test('in parts, when the program wants no more at once', async () => {
    const whole = await sync('');
    const seen: string[] = [];
    let token = '';
    for (let i = 0; ; i++) {
      const part = await sync(token, '<limit><nresults>3</nresults></limit>');
      const cut = part.responses.find(({ status }) => status.includes('507'));
      const cards = part.responses.filter((one) => one !== cut);
      expect(cards.length).toBeLessThanOrEqual(3);
      seen.push(...cards.map(({ href }) => href));
      token = part.token;
      if (!cut) break;
      expect(cut.href).toBe(book());
      expect(i).toBeLessThan(50);
    }
    expect(seen).toEqual(whole.hrefs);
    expect(token).toBe(whole.token);
  });

  test('a change of many at once is cut off within, and nothing is lost', async () => {
    const start = await sync('');
    const made: string[] = [];
    for (const name of ['Một', 'Hai', 'Ba', 'Bốn']) made.push(cardOf(await province.person(`Đỗ ${name}`)));
    const seen: string[] = [];
    for (let { token } = start; ; ) {
      const part = await sync(token, '<limit><nresults>1</nresults></limit>');
      seen.push(...part.responses.filter(({ status }) => status === '').map(({ href }) => href));
      token = part.token;
      if (part.responses.every(({ status }) => !status.includes('507'))) break;
    }
    expect(seen).toEqual(made);
  });

  test.each([
    'urn:other:1',
    'urn:congvu:addressbook:province:999999999',
    'urn:congvu:addressbook:agency-1:1',
    'x',
  ])('a token that is none begins anew: %s', async (token) => {
    const answer = await request('REPORT', book(), {
      body: `<sync-collection xmlns="DAV:"><sync-token>${token}</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>`,
    });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('<D:valid-sync-token/>')]);
  });
});

describe('refusals', () => {
  test('without or with wrong credentials: 401 with what to send; a cookie is none', async () => {
    const answer = await request('PROPFIND', '/dav/', {
      as: null,
      headers: { depth: '0', cookie: 'congvu_session=x' },
    });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="Cong Vu", charset="UTF-8"',
    ]);
    const wrong = await request('PROPFIND', '/dav/', {
      as: null,
      headers: { depth: '0', authorization: `Basic ${Buffer.from(`${lan.address}:sai`).toString('base64')}` },
    });
    expect([wrong.status, wrong.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Basic')]);
  });

  test('over a connection in clear', async () => {
    const bare = await createHttp({
      config: loadConfig({}),
      log,
      webRoot: null,
      version: '1',
      policies: accountPolicies(accounts),
    });
    await bare.register((scope) =>
      davRoutes(scope, { db: database.pools, accounts, config: { publicUrl: null, plaintextSignIn: false } }),
    );
    const answer = await bare.inject({
      url: book(),
      remoteAddress: '192.0.2.7',
      headers: { authorization: basic(lan) },
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'auth.insecure']);
    await bare.close();
  });

  test('someone else’s books', async () => {
    for (const path of ['', 'province/', `province/person-${lan.personId}.vcf`])
      expect((await request('PROPFIND', `${home()}${path}`, { as: hieu, headers: { depth: '0' } })).status, path).toBe(
        404,
      );
  });

  test.each([
    'PUT',
    'DELETE',
    'PROPPATCH',
    'MKCOL',
    'MOVE',
    'LOCK',
    'POST',
  ])('nothing is written: %s', async (method) => {
    const answer = await request(method, cardOf(lan), { body: 'BEGIN:VCARD' });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('need-privileges')]);
  });

  test.each([
    ['Depth: infinity', { headers: { depth: 'infinity' } }, 403, 'propfind-finite-depth'],
    ['no Depth', {}, 403, 'propfind-finite-depth'],
    ['no XML', { headers: { depth: '0' }, body: '<propfind' }, 400, ''],
    ['another body', { headers: { depth: '0' }, body: '<x/>' }, 400, ''],
    [
      'an entity from outside',
      {
        headers: { depth: '0' },
        body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><propfind xmlns="DAV:"><prop>&e;</prop></propfind>',
      },
      400,
      '',
    ],
    [
      'entities that grow',
      {
        headers: { depth: '0' },
        body: '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><propfind xmlns="DAV:"><prop>&b;</prop></propfind>',
      },
      400,
      '',
    ],
    ['a body too deep', { headers: { depth: '0' }, body: '<a>'.repeat(100) }, 400, ''],
    ['a body too long', { headers: { depth: '0' }, body: ' '.repeat(1_100_000) }, 413, ''],
  ])('%s', async (_name, asked, status, says) => {
    const answer = await request('PROPFIND', book(), asked);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(says)]);
    expect(answer.text).not.toContain('root:');
  });

  test('an unknown report', async () => {
    const answer = await request('REPORT', book(), { body: '<expand-property xmlns="DAV:"><prop/></expand-property>' });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('supported-report')]);
  });
});
