import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { errorCatalogue } from '@congvu/contract';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { AppError, PlatformError } from './errors.ts';
import { createHttp, type HttpApp, type HttpOptions } from './http.ts';
import { createLog } from './log.ts';

const lines: string[] = [];
const log = createLog({ level: 'error', write: (line) => lines.push(line) });
let webRoot: string;
let app: HttpApp;

beforeEach(async () => {
  lines.length = 0;
  webRoot = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<title>Công Vụ</title>');
  const views = { '/directory': ['assets/directory-1.js', 'assets/directory-1.css'] };
  writeFileSync(join(webRoot, '.first-views.json'), JSON.stringify(views));
  writeFileSync(join(webRoot, 'assets/app-1a2b.js'), 'plain');
  writeFileSync(join(webRoot, 'assets/app-1a2b.js.br'), brotliCompressSync('packed'));
  writeFileSync(join(webRoot, '.secret'), 'secret');
  app = await open();
});

afterEach(async () => {
  await app.close();
  rmSync(webRoot, { recursive: true });
});

function open(options: Partial<HttpOptions> = {}, env: Record<string, string> = {}): Promise<HttpApp> {
  return createHttp({ config: loadConfig(env), log, webRoot, version: '1', ...options });
}

const own = { 'x-congvu': '1' };
const open_ = { config: { policy: 'public' } };

describe('errors leave as ErrorBody', () => {
  beforeEach(() => {
    app.get('/api/forbidden', open_, () => {
      throw new AppError('auth.forbidden', { why: 'x' });
    });
    app.get('/api/away', open_, () => {
      throw new PlatformError('database.unavailable');
    });
    app.get('/api/fault', open_, () => {
      throw new Error('inner secret');
    });
    app.post(
      '/api/typed',
      { ...open_, schema: { body: Type.Object({ n: Type.Integer() }, { additionalProperties: false }) } },
      (r) => {
        return { twice: r.body.n * 2 };
      },
    );
  });

  test('with code, status, and the language asked for', async () => {
    const vi = await app.inject('/api/forbidden');
    expect(vi.statusCode).toBe(403);
    expect(vi.json()).toEqual({
      error: { code: 'auth.forbidden', message: errorCatalogue['auth.forbidden'].vi, details: { why: 'x' } },
    });
    const en = await app.inject({ url: '/api/forbidden', headers: { 'accept-language': 'en-GB,vi;q=0.8' } });
    expect(en.json().error.message).toBe(errorCatalogue['auth.forbidden'].en);
    expect((await app.inject('/api/nothing')).json().error.code).toBe('request.not-found');
  });

  test('what is unknown is logged and answered generically; what passes says try later', async () => {
    const fault = await app.inject('/api/fault');
    expect(fault.json().error.code).toBe('system.fault');
    expect(fault.body).not.toContain('secret');
    expect(lines.join()).toContain('inner secret');
    const away = await app.inject('/api/away');
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '5']);
  });

  test('bad input: wrong shape, unknown field, no JSON, too large, other type', async () => {
    const post = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/typed', payload, headers: { ...own, 'content-type': type } });
    expect((await post('{"n":21}')).json()).toEqual({ twice: 42 });
    expect((await post('{"n":"x"}')).json().error).toMatchObject({
      code: 'request.invalid',
      details: [{ at: 'body/n' }],
    });
    expect((await post('{"n":1,"m":2}')).statusCode).toBe(400);
    expect((await post('{"n":')).json().error.code).toBe('request.invalid');
    expect((await post(`{"n":${' '.repeat(1 << 20)}1}`)).json().error.code).toBe('request.too-large');
    expect((await post('n=1', 'application/x-www-form-urlencoded')).json().error.code).toBe('request.invalid');
  });
});

describe('every route states its policy', () => {
  test('or the server does not start', async () => {
    app.get('/api/open', () => 'x');
    app.get('/api/odd', { config: { policy: 'no-such-rule' } }, () => 'x');
    await expect(app.ready()).rejects.toMatchObject({
      code: 'http.no-policy',
      details: ['GET /api/open', 'HEAD /api/open', 'GET /api/odd (no-such-rule)', 'HEAD /api/odd (no-such-rule)'],
    });
  });

  test('which is asked before anything else is done', async () => {
    await app.close();
    const refuse = () => {
      throw new AppError('auth.required');
    };
    app = await open({ policies: { 'signed-in': refuse } });
    let ran = 0;
    app.post('/api/named', { config: { policy: 'signed-in' } }, () => ++ran);
    app.post('/api/own', { config: { policy: refuse } }, () => ++ran);
    for (const url of ['/api/named', '/api/own']) {
      const answer = await app.inject({ method: 'POST', url, headers: own, payload: { x: 1 } });
      expect(answer.json().error.code).toBe('auth.required');
    }
    expect(ran).toBe(0);
  });

  test('a scope may state it for all its routes', async () => {
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { policy: 'handler', ...route.config };
      });
      scope.get('/api/inner', () => 'inner');
    });
    expect((await app.inject('/api/inner')).body).toBe('inner');
  });
});

describe('a request that another site caused', () => {
  beforeEach(() => {
    app.post('/api/act', open_, () => 'done');
    app.post('/api/hook', { config: { policy: 'public', crossSite: true } }, () => 'done');
  });

  test.each([
    ['nothing told', {}, 403],
    ['our page', { ...own, origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }, 200],
    ['a program with the header', own, 200],
    ['a program that signs in by itself', { authorization: 'Basic x' }, 200],
    ['another origin', { ...own, origin: 'https://evil.test' }, 403],
    ['an opaque origin', { ...own, origin: 'null' }, 403],
    ['another site', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbouring site, signed in by the browser', { authorization: 'Basic x', 'sec-fetch-site': 'same-site' }, 403],
  ])('%s', async (_what, headers, status) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/act',
      headers: { host: 'localhost:8080', ...headers },
    });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json().error.code).toBe('request.cross-site');
  });

  test('the public address counts as ours; a route may take requests from anywhere', async () => {
    await app.close();
    app = await open({}, { CONGVU_PUBLIC_URL: 'https://mail.tiengiang.test' });
    app.post('/api/act', open_, () => 'done');
    app.post('/api/hook', { config: { policy: 'public', crossSite: true } }, () => 'done');
    const headers = { ...own, origin: 'https://mail.tiengiang.test' };
    const answer = await app.inject({ method: 'POST', url: '/api/act', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const hook = await app.inject({ method: 'POST', url: '/api/hook', headers: { origin: 'https://other.test' } });
    expect(hook.statusCode).toBe(200);
  });
});

describe('the web page', () => {
  test('its files are cached by name, and sent as the build packed them', async () => {
    const plain = await app.inject('/assets/app-1a2b.js');
    expect([plain.body, plain.headers['cache-control']]).toEqual(['plain', 'public, max-age=31536000, immutable']);
    const packed = await app.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.headers['content-type']).toMatch(/javascript/);
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe('packed');
  });

  test('any path that a browser opens is the page, never a stale one', async () => {
    for (const url of ['/', '/mail/inbox', '/index.html']) {
      const answer = await app.inject({ url, headers: { accept: 'text/html' } });
      expect([url, answer.statusCode, answer.body]).toEqual([url, 200, '<title>Công Vụ</title>']);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
    for (const url of ['/api/x', '/jmap/x', '/assets/old.js', '/.secret', '/../package.json']) {
      const answer = await app.inject({ url, headers: { accept: 'application/json' } });
      expect([url, answer.statusCode]).toEqual([url, 404]);
    }
  });

  test('names the files of its first view, which the browser fetches at once', async () => {
    const links = async (url: string) => (await app.inject({ url, headers: { accept: 'text/html' } })).headers.link;
    expect(await links('/directory')).toBe(
      '</assets/directory-1.js>; rel=modulepreload; crossorigin, </assets/directory-1.css>; rel=preload; as=style; crossorigin',
    );
    expect(await links('/directory/people/7')).toBe(await links('/directory'));
    expect(await links('/directory-public')).toBeUndefined();
    expect((await app.inject('/.first-views.json')).body).toBe('<title>Công Vụ</title>');
  });

  test('comes with the headers that keep it safe', async () => {
    const { headers } = await app.inject('/');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect((await app.inject('/api/none')).headers['content-security-policy']).toBeDefined();
  });
});

test('JSON is compressed, events are not held back', async () => {
  app.get('/api/long', open_, () => ({ text: 'x'.repeat(5000) }));
  app.get('/api/events', open_, (_request, reply) => reply.type('text/event-stream').send('data: x\n\n'.repeat(500)));
  const accept = { 'accept-encoding': 'br' };
  const long = await app.inject({ url: '/api/long', headers: accept });
  expect(JSON.parse(brotliDecompressSync(long.rawPayload).toString()).text).toHaveLength(5000);
  expect((await app.inject({ url: '/api/events', headers: accept })).headers['content-encoding']).toBeUndefined();
});

test('a client that asks too much is refused, one from a trusted network never', async () => {
  app.get('/api/limited', { config: { policy: 'public', rateLimit: { max: 2, timeWindow: 60_000 } } }, () => 'x');
  const ask = (remoteAddress: string) => app.inject({ url: '/api/limited', remoteAddress });
  const outside = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')];
  expect(outside.map((answer) => answer.statusCode)).toEqual([200, 200, 429]);
  expect(outside[2]!.json().error.code).toBe('request.too-many');
  const inside = [await ask('127.0.0.1'), await ask('127.0.0.1'), await ask('127.0.0.1')];
  expect(inside.map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
});

test('describes its own interface', async () => {
  app.get('/api/thing', { ...open_, schema: { response: { 200: Type.Object({ n: Type.Integer() }) } } }, () => ({
    n: 1,
  }));
  const document = (await app.inject('/api/openapi.json')).json();
  expect(Object.keys(document.paths)).toEqual(['/api/thing']);
});
