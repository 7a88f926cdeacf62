import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, isTemporary, type Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { type ExportOptions, exportCsv, exportJson } from './export.ts';
import { useKey } from './keys.ts';
import { type Frame, frameOf, roots, unitPath } from './page.ts';
import { addressPage, type Problem, problemPage } from './pages/address.ts';
import { embedPage } from './pages/embed.ts';
import { homePage, provincesPage } from './pages/home.ts';
import { resultsPage } from './pages/results.ts';
import { unitPage } from './pages/unit.ts';
import { createPublicReader, type OpenedUnit, type PublicReader, readProvinceName } from './read.ts';
import { type PublishedRule, publishedRule } from './rule.ts';
import { createSigner, type Signer } from './signed.ts';
import { script, styleSource } from './style.ts';
import type { Language } from './texts.ts';

export interface PublicRoutesDeps {
  db: Queryable;
  regulation: Regulation;
  /** What counts as one client: an address, or the network of one customer. */
  networkOf(ip: string): string;
}

const unitsOnPage = 200;
const resultsOnPage = 20;
/** Nobody reads further; who harvests would. */
const lastPage = 10;

const minute = 60_000;
/** Requests of one network. An office, or a whole ministry, may share one. */
const limits = {
  pages: { max: 240, timeWindow: minute },
  addresses: { max: 30, timeWindow: 10 * minute },
  files: { max: 12, timeWindow: 10 * minute },
};

const policyOf = (ancestors: string) =>
  [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');

class PublicProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * The public directory (CB 6, TG 15.3): what the rule `public-directory` has published, for everyone, without a script
 * and without signing in. Addresses are no part of the pages: each is shown when its button is pressed, so many in a time.
 */
export async function publicRoutes(app: FastifyInstance, deps: PublicRoutesDeps): Promise<void> {
  const { db, regulation } = deps;
  let signer: Promise<Signer> | null = null;
  const signing = () => {
    signer ??= createSigner(db).catch((error) => {
      signer = null;
      throw error;
    });
    return signer;
  };
  const config = (limit: { max: number; timeWindow: number }) => ({
    policy: 'public',
    crossSite: true,
    rateLimit: {
      ...limit,
      keyGenerator: (request: FastifyRequest) =>
        `public ${limit.timeWindow} ${limit.max} ${deps.networkOf(request.ip)}`,
      ...(limit === limits.pages ? {} : { allowList: [] }),
    },
  });
  const schema = { hide: true };

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  app.addHook('onRequest', async (_request, reply) => void reply.header('content-security-policy', policyOf("'none'")));
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (!problem) throw error;
    const status = { notFound: 404, notPublished: 404, expired: 410, tooManyRequests: 429, unavailable: 503 }[problem];
    reply.code(status).header('cache-control', 'no-store');
    if (wantsJson(request)) return reply.send({ error: { code: problem } });
    const language = languageOf(request);
    const empty = { language, province: '', provinceName: '', cite: null, path: '' };
    return reply.type('text/html; charset=utf-8').send(problemPage(frameOf(empty), problem));
  });

  app.get('/danh-ba/hien.js', { config: config(limits.pages), schema }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=86400').send(script),
  );
  app.get('/robots.txt', { config: config(limits.pages), schema }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400').send(robots),
  );

  for (const language of ['vi', 'en'] as const) {
    const root = roots[language];

    app.get(root, { config: config(limits.pages), schema }, async (request, reply) => {
      const published = regulation.provinces().filter(({ id }) => publishedRule(regulation, id) !== null);
      const here = await Promise.all(published.map(async ({ id }) => ({ id, name: await readProvinceName(db, id) })));
      const shown = here.flatMap(({ id, name }) => (name === undefined ? [] : [{ id, name }]));
      if (shown.length === 0) throw new PublicProblem('notPublished');
      const asked = languageOf(request);
      if (shown.length === 1) return reply.redirect(`${roots[asked]}/${shown[0]!.id}`, 302);
      const frame = frameOf({ language: asked, province: '', provinceName: '', cite: null, path: '' });
      return sendPage(request, reply, provincesPage(frame, shown, roots[asked]), 0);
    });

    app.get(`${root}/:province`, { config: config(limits.pages), schema }, async (request, reply) => {
      const { frame, reader, state, mark } = await open(request, '');
      if (notModified(request, reply, state, mark)) return reply;
      const units = await reader.units(null, 1000);
      return sendPage(request, reply, homePage(frame, units), state, mark);
    });

    app.get(`${root}/:province/tim`, { config: config(limits.pages), schema }, async (request, reply) => {
      const q = textOf(request.query, 'q').slice(0, 100);
      const { frame, reader, state, mark } = await open(request, `/tim?q=${encodeURIComponent(q)}`);
      const pageNumber = pageOf(request, lastPage);
      const found = await reader.search(q, resultsOnPage + 1, (pageNumber - 1) * resultsOnPage);
      const more = found.length > resultsOnPage;
      const cut = more && pageNumber === lastPage ? lastPage * resultsOnPage : null;
      const shown = { q, found: found.slice(0, resultsOnPage), pageNumber, more: more && cut === null, cut };
      return sendPage(request, reply, resultsPage(frame, shown), state, mark);
    });

    app.post(`${root}/:province/dia-chi`, { config: config(limits.addresses), schema }, async (request, reply) => {
      const { frame, reader } = await open(request, '');
      const code = (await signing()).open(textOf(request.body, 't'));
      if (code === undefined) throw new PublicProblem('expired');
      const found = await reader.address(code);
      if (!found) throw new PublicProblem('notFound');
      const place = codeOf(textOf(request.body, 'u'));
      const from = place === undefined ? undefined : await reader.unit(place);
      reply.headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
      if (wantsJson(request)) return reply.send({ address: found.address });
      return reply
        .type('text/html; charset=utf-8')
        .send(addressPage(frame, { ...found, back: from ? unitPath(frame, from) : null }));
    });
    app.get(`${root}/:province/dia-chi`, { config: config(limits.pages), schema }, async (request, reply) =>
      reply.redirect((await open(request, '')).frame.base, 303),
    );

    for (const [name, type, write] of [
      ['du-lieu.csv', 'text/csv; charset=utf-8', exportCsv],
      ['du-lieu.json', 'application/json; charset=utf-8', exportJson],
    ] as const) {
      app.get(`${root}/:province/${name}`, { config: config(limits.files), schema }, async (request, reply) => {
        const { reader, rule, province, state, mark } = await open(request, '');
        const given = keyOf(request);
        const addresses = given !== null && (await useKey(db, province.id, given));
        if (given !== null && !addresses) throw new AppError('auth.required');
        const within = await unitAsked(request, reader);
        const options: ExportOptions = { reader, rule, province, within: within?.id ?? null, addresses, state };
        const own = `${mark}${addresses ? 'k' : ''}${within?.code ?? ''}`;
        if (notModified(request, reply, state, own)) return reply;
        reply.headers({
          'cache-control': addresses ? 'private, no-cache' : 'public, max-age=600',
          'x-robots-tag': 'noindex',
          'access-control-allow-origin': '*',
          ...(name.endsWith('csv')
            ? { 'content-disposition': `attachment; filename="danh-ba-${province.id}.csv"` }
            : {}),
        });
        return reply.type(type).send(Readable.from(write(options)));
      });
    }

    app.get(`${root}/:province/nhung`, { config: config(limits.pages), schema }, async (request, reply) => {
      const { frame, reader, rule, state, mark } = await open(request, '');
      const unit = await unitAsked(request, reader);
      if (!unit) throw new PublicProblem('notFound');
      const officials = await reader.officials([unit.id]);
      // Only this page may stand in a frame of another site; it holds no address and nothing to press.
      reply.headers({ 'content-security-policy': policyOf('*'), 'cross-origin-resource-policy': 'cross-origin' });
      reply.removeHeader('x-frame-options');
      return sendPage(request, reply, embedPage(frame, unit, officials, rule), state, `${mark}e`);
    });

    app.get(`${root}/:province/:unit`, { config: config(limits.pages), schema }, async (request, reply) => {
      const code = codeOf((request.params as { unit: string }).unit);
      const { reader, rule, state, mark, ...rest } = await open(request, '');
      const unit = code === undefined ? undefined : await reader.unit(code);
      if (!unit) throw new PublicProblem('notFound');
      const frame = { ...rest.frame, other: rest.frame.other + unitPath({ base: '' }, unit) };
      const own = unitPath(frame, unit);
      // One page has one address, so that it is kept once: after a new name the old one leads on.
      if (decodeURI(request.url.split('?', 1)[0]!) !== own && languageOf(request) === language)
        return reply.redirect(`${own}${query(request)}`, 301);
      const pageNumber = pageOf(request, 1000);
      const [officials, units, sign] = await Promise.all([
        reader.officials([unit.id]),
        reader.units(unit.id, unitsOnPage + 1, (pageNumber - 1) * unitsOnPage),
        signing(),
      ]);
      const more = units.length > unitsOnPage;
      const shown = { unit, officials, units: units.slice(0, unitsOnPage), more, pageNumber, signer: sign, rule };
      return sendPage(request, reply, unitPage(frame, shown), state, mark);
    });

    app.get(`${root}/*`, { config: config(limits.pages), schema }, () => {
      throw new PublicProblem('notFound');
    });
  }

  async function open(request: FastifyRequest, path: string): Promise<Opened> {
    const id = (request.params as { province: string }).province;
    const rule = publishedRule(regulation, id);
    const name = rule === null ? undefined : await readProvinceName(db, id);
    if (rule === null || name === undefined) throw new PublicProblem('notFound');
    const language = languageOf(request);
    const reader = createPublicReader(db, id, rule);
    const frame = frameOf({ language, province: id, provinceName: name, cite: rule.cite, path });
    const hour = Math.floor(Date.now() / 3_600_000);
    return {
      frame,
      rule,
      reader,
      province: { id, name },
      state: await reader.state(),
      mark: `${rule.mark}${language}${hour}`,
    };
  }
}

interface Opened {
  frame: Frame;
  rule: PublishedRule;
  reader: PublicReader;
  province: { id: string; name: string };
  state: number;
  mark: string;
}

const robots = `User-agent: *
Disallow: /
Allow: /$
${Object.values(roots)
  .flatMap((root) => [
    `Allow: ${root}`,
    ...['tim', 'dia-chi', 'du-lieu.csv', 'du-lieu.json', 'nhung'].map((path) => `Disallow: ${root}/*/${path}`),
  ])
  .join('\n')}
`;

function problemOf(error: unknown): Problem | null {
  if (error instanceof PublicProblem) return error.problem;
  if (error instanceof AppError && error.code === 'request.too-many') return 'tooManyRequests';
  return isTemporary(error) ? 'unavailable' : null;
}

function languageOf(request: FastifyRequest): Language {
  const asked = textOf(request.query, 'lang');
  if (asked === 'vi' || asked === 'en') return asked;
  return request.url.startsWith(roots.en) ? 'en' : 'vi';
}

const textOf = (from: unknown, key: string): string => {
  const value = (from as Record<string, unknown> | null | undefined)?.[key];
  return typeof value === 'string' ? value : '';
};

function pageOf(request: FastifyRequest, most: number): number {
  const number = Number(textOf(request.query, 'trang') || 1);
  return Number.isInteger(number) ? Math.min(Math.max(number, 1), most) : 1;
}

const query = (request: FastifyRequest): string => /\?.*$/.exec(request.url)?.[0] ?? '';
const codeOf = (segment: string): string | undefined => /(?:^|-)([0-9a-f]{12})$/.exec(segment)?.[1];
const wantsJson = (request: FastifyRequest): boolean => /application\/json/.test(request.headers.accept ?? '');

async function unitAsked(request: FastifyRequest, reader: PublicReader): Promise<OpenedUnit | undefined> {
  const asked = textOf(request.query, 'unit');
  if (asked === '') return undefined;
  const code = codeOf(asked);
  const unit = code === undefined ? undefined : await reader.unit(code);
  if (!unit) throw new PublicProblem('notFound');
  return unit;
}

/** A portal's key: in the header, or in the address for programs that can't set one. */
function keyOf(request: FastifyRequest): string | null {
  const header = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return header ?? (textOf(request.query, 'key') || null);
}

const etagOf = (request: FastifyRequest, state: number, mark: string): string =>
  `W/"${createHash('sha256').update(`${state} ${mark} ${request.url}`).digest('base64url').slice(0, 20)}"`;

/** Answers 304 where the browser has the page as it is. */
function notModified(request: FastifyRequest, reply: FastifyReply, state: number, mark: string): boolean {
  const etag = etagOf(request, state, mark);
  reply.header('etag', etag);
  if (!request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return false;
  void reply.code(304).send();
  return true;
}

function sendPage(request: FastifyRequest, reply: FastifyReply, text: string, state: number, mark = ''): FastifyReply {
  if (notModified(request, reply, state, mark)) return reply;
  return reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=120').send(text);
}
