import { Readable } from 'node:stream';
import {
  type Decision,
  type ErrorCode,
  errorCatalogue,
  type ListCheckRequest,
  type ListField,
  type ListImport,
  type ListKind,
  type ListOptions,
  organisationFields,
  personFields,
} from '@congvu/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError, type HttpApp, type Pools, scopeBy } from '../../platform/index.ts';
import { today } from '../../regulation/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import type { ListExtent } from './check/check-list.ts';
import { ListError, type ListErrorCode, listErrorCatalogue } from './errors.ts';
import { listLimits } from './limits.ts';
import type { Lists } from './lists.ts';
import type { StoredImport } from './store/imports.ts';
import { xlsxType } from './write/xlsx.ts';

type Person = Extract<Actor, { kind: 'person' }> & { province: string };

export interface ListRoutesDeps {
  pools: Pools;
  lists: Lists;
  actorOf(request: FastifyRequest): Promise<Person>;
  may(personId: number, rule: 'list.import' | 'mailbox.change'): Promise<boolean>;
  extentOf(personId: number, rule: 'list.import' | 'list.export' | 'mailbox.change'): Promise<ListExtent>;
  /** How many of an import's people have no password yet. */
  lettersOf(importId: number): Promise<{ waiting: number; given: number }>;
}

const strict = { additionalProperties: false };
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Params = Type.Object({ id: Id });
const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });
const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()]);
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const decisions = ['skip', 'update', 'add'] as const satisfies readonly Decision[];
const kinds = ['organisations', 'people'] as const satisfies readonly ListKind[];
const fields = [...new Set([...Object.keys(personFields), ...Object.keys(organisationFields)])] as ListField[];

const MappingSchema = Type.Object(
  {
    sheet: Type.Integer({ minimum: 0, maximum: listLimits.sheets }),
    kind: orNull(oneOf(kinds)),
    headerLine: Type.Integer({ minimum: 0, maximum: 1_048_576 }),
    headerLines: Type.Unsafe<1 | 2>({ type: 'integer', enum: [1, 2] }),
    columns: Type.Array(orNull(oneOf(fields)), { maxItems: listLimits.columns }),
  },
  strict,
);
const OptionsSchema = Type.Unsafe<ListOptions>(
  Type.Object(
    {
      underId: orNull(Id),
      // Not empty, or null would be taken for that.
      domain: orNull(Type.String({ minLength: 1, maxLength: 253 })),
      mailboxes: Type.Object({ organisations: Type.Boolean(), people: Type.Boolean() }, strict),
      duplicates: oneOf(decisions),
      decisions: Type.Record(Type.String({ pattern: '^\\d+:\\d+$' }), oneOf(decisions)),
      from: orNull(Day),
      guessHeads: Type.Boolean(),
      decision: orNull(Type.String({ minLength: 1, maxLength: 300 })),
    },
    strict,
  ),
);

/** The calls of `/api/lists/`; see `@congvu/contract`. */
export function listRoutes(app: HttpApp, deps: ListRoutesDeps): void {
  const { pools, lists, actorOf, may, extentOf, lettersOf } = deps;
  const nowhere: ListExtent = { whole: false, roots: [], kinds: [] };

  /** Where they may import; who may only check looks at the list as if they might everywhere: somebody else decides. */
  const checkingExtent = async (personId: number): Promise<ListExtent> =>
    (await may(personId, 'list.import')) ? extentOf(personId, 'list.import') : { whole: true, roots: [], kinds: [] };
  const importing = async (personId: number): Promise<ListExtent> =>
    (await may(personId, 'list.import')) ? extentOf(personId, 'list.import') : nowhere;

  /** One's own, or, for who may import everywhere, anybody's. */
  const find = async (
    request: FastifyRequest<{ Params: { id: number } }>,
  ): Promise<{ by: Person; list: StoredImport; extent: ListExtent }> => {
    const by = await actorOf(request);
    const extent = await importing(by.personId);
    const list = await lists.read(by.province, request.params.id);
    if (!maySee(list, by.personId, extent)) throw new AppError('request.not-found');
    return { by, list, extent };
  };
  const answer = async (
    list: StoredImport,
    by: Person,
    extent: ListExtent,
    language: 'vi' | 'en',
  ): Promise<ListImport> => {
    const { importId, state, failure, summary } = list;
    const mayImport = extent.whole || extent.roots.length + extent.kinds.length > 0;
    const faults = (summary?.organisations.faults ?? 0) + (summary?.people.faults ?? 0);
    const mayHand = mayImport && (await may(by.personId, 'mailbox.change'));
    const letters = state === 'applied' && mayHand ? await lettersOf(importId) : null;
    return {
      id: importId,
      fileName: list.fileName,
      fileBytes: list.fileBytes,
      state,
      createdAt: list.createdAt.toISOString(),
      createdBy: list.createdBy,
      appliedAt: list.appliedAt?.toISOString() ?? null,
      appliedBy: list.appliedBy,
      undoneAt: list.undoneAt?.toISOString() ?? null,
      progress: list.progress,
      failure: failure && { ...failure, message: messageOf(failure.code, language) },
      options: list.options,
      summary,
      digest: list.digest,
      may: {
        check: state === 'read' || state === 'checked',
        apply: mayImport && state === 'checked' && faults === 0,
        undo: mayUndo(list, by.personId, extent) && state === 'applied',
        letters: mayHand && mayUndo(list, by.personId, extent) && (letters?.waiting ?? 0) > 0,
      },
      letters,
    };
  };
  const tell = async (request: FastifyRequest<{ Params: { id: number } }>): Promise<ListImport> => {
    const { by, list, extent } = await find(request);
    return answer(list, by, extent, languageOf(request));
  };

  app.get(
    '/api/lists/template',
    {
      config: { policy: 'list.check' },
      schema: {
        querystring: Type.Object(
          { kind: Type.Optional(oneOf([...kinds, 'both'])), empty: Type.Optional(Type.Boolean()) },
          strict,
        ),
      },
    },
    async (request, reply) => {
      const { province } = await actorOf(request);
      const { kind = 'both', empty = false } = request.query;
      return send(reply, xlsxType, 'mau-danh-sach.xlsx', lists.template(province, { kind, empty }));
    },
  );

  app.get(
    '/api/lists/export',
    {
      config: { policy: 'list.export', scope: scopeBy('query', { organisationId: 'organisation' }) },
      schema: {
        querystring: Type.Object(
          {
            what: oneOf([...kinds, 'both']),
            format: oneOf(['xlsx', 'csv', 'vcf']),
            organisation: Type.Optional(Id),
            at: Type.Optional(Day),
            version: Type.Optional(oneOf(['3.0', '4.0'])),
          },
          strict,
        ),
      },
    },
    async (request, reply) => {
      const by = await actorOf(request);
      const { what, format, organisation = null, at = today().toString(), version = '4.0' } = request.query;
      const exported = lists.export({
        province: by.province,
        what,
        format,
        organisationId: organisation,
        at: requireDay(at),
        version,
      });
      await writeAudit(pools, by, {
        kind: 'list.exported',
        province: by.province,
        organisationId: organisation,
        data: { what, format, at },
      });
      return send(reply, exported.type, `danh-ba-${at}.${exported.extension}`, exported.content);
    },
  );

  app.get('/api/lists/roots', { config: { policy: 'list.export', scope: 'own-part' } }, async (request) => {
    const { personId, province } = await actorOf(request);
    const extent = await extentOf(personId, 'list.export');
    return { whole: extent.whole, roots: await lists.roots(province, extent) };
  });

  app.get(
    '/api/lists/imports',
    { config: { policy: 'list.check' }, schema: { querystring: Type.Object({ before: Type.Optional(Id) }, strict) } },
    async (request): Promise<ListImport[]> => {
      const by = await actorOf(request);
      const extent = await importing(by.personId);
      const all = await lists.list(by.province, {
        by: extent.whole ? undefined : by.personId,
        before: request.query.before,
        limit: 50,
      });
      return Promise.all(all.map((list) => answer(list, by, extent, languageOf(request))));
    },
  );

  app.get('/api/lists/imports/:id', { config: { policy: 'list.check' }, schema: { params: Params } }, (request) =>
    tell(request),
  );

  app.get(
    '/api/lists/imports/:id/preview',
    { config: { policy: 'list.check' }, schema: { params: Params } },
    async (request) => {
      const { by, list } = await find(request);
      return lists.preview(list, await checkingExtent(by.personId));
    },
  );

  app.post(
    '/api/lists/imports/:id/check',
    {
      config: { policy: 'list.check' },
      bodyLimit: 8 << 20,
      schema: {
        params: Params,
        body: Type.Object(
          { sheets: Type.Array(MappingSchema, { maxItems: listLimits.sheets }), options: OptionsSchema },
          strict,
        ),
      },
    },
    async (request) => {
      const { by, list } = await find(request);
      const body = request.body as ListCheckRequest;
      if (body.options.from !== null) requireDay(body.options.from);
      await lists.check(list, body, await checkingExtent(by.personId));
      return tell(request);
    },
  );

  app.get(
    '/api/lists/imports/:id/rows',
    {
      config: { policy: 'list.check' },
      schema: {
        params: Params,
        querystring: Type.Object(
          {
            show: Type.Optional(oneOf(['all', 'faults', 'warnings', 'duplicates', 'changes'])),
            kind: Type.Optional(oneOf(kinds)),
            q: Type.Optional(Type.String({ maxLength: 100 })),
            offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          },
          strict,
        ),
      },
    },
    async (request) => {
      const { list } = await find(request);
      const { show = 'all', kind, q, offset = 0, limit = 100 } = request.query;
      return lists.rows(list, { show, kind, q, offset, limit });
    },
  );

  app.get(
    '/api/lists/imports/:id/marked',
    { config: { policy: 'list.check' }, schema: { params: Params } },
    async (request, reply) => {
      const { list } = await find(request);
      if (!list.summary) throw new ListError('list.state');
      const name = list.fileName.replace(/\.[^.]*$/, '');
      return send(reply, xlsxType, `${name}-ket-qua.xlsx`, lists.marked(list, languageOf(request)));
    },
  );

  app.post(
    '/api/lists/imports/:id/apply',
    {
      config: { policy: 'list.import', scope: 'own-part' },
      schema: { params: Params, body: Type.Object({ digest: Type.String({ maxLength: 100 }) }, strict) },
    },
    async (request) => {
      const { by, list, extent } = await find(request);
      await lists.apply(list, request.body.digest, extent, by);
      return tell(request);
    },
  );

  app.post(
    '/api/lists/imports/:id/cancel',
    { config: { policy: 'list.check' }, schema: { params: Params } },
    async (request) => {
      const { list } = await find(request);
      await lists.cancel(list);
      return tell(request);
    },
  );

  app.post(
    '/api/lists/imports/:id/undo',
    { config: { policy: 'list.import', scope: 'own-part' }, schema: { params: Params } },
    async (request) => {
      const { by, list, extent } = await find(request);
      if (!mayUndo(list, by.personId, extent)) throw new AppError('auth.forbidden');
      await lists.undo(list, by);
      return tell(request);
    },
  );

  app.post(
    '/api/lists/imports/:id/remove',
    { config: { policy: 'list.check' }, schema: { params: Params } },
    async (request) => {
      const { list } = await find(request);
      await lists.remove(list);
      return {};
    },
  );

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(
      '/api/lists/imports',
      {
        config: { policy: 'list.check' },
        schema: { querystring: Type.Object({ name: Type.String({ minLength: 1, maxLength: 300 }) }, strict) },
      },
      async (request, reply) => {
        const by = await actorOf(request);
        const { name } = request.query as { name: string };
        const bytes = await readFileBody(request, reply);
        const list = await lists.upload(by.province, { name, bytes }, by);
        return answer(list, by, await importing(by.personId), languageOf(request));
      },
    );
  });
}

/**
 * The file, up to the limit. One that says it is larger is refused unread; one that turns out to be is read no further.
 * @throws ListError `list.too-large`, `list.empty`.
 */
async function readFileBody(request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
  const tooLarge = () => {
    void reply.header('connection', 'close');
    return new ListError('list.too-large');
  };
  if (Number(request.headers['content-length'] ?? 0) > listLimits.fileBytes) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of (request.body ?? request.raw) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > listLimits.fileBytes) throw tooLarge();
    pieces.push(piece);
  }
  if (size === 0) throw new ListError('list.empty');
  return Buffer.concat(pieces);
}

const maySee = (list: StoredImport, personId: number, extent: ListExtent) =>
  extent.whole || list.createdById === personId;

/** Who may import everywhere, or made this one and may import. */
export function mayUndo(list: StoredImport, personId: number, extent: ListExtent): boolean {
  return extent.whole || (list.createdById === personId && extent.roots.length + extent.kinds.length > 0);
}

function requireDay(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new AppError('request.invalid', { at: text });
  }
}

function languageOf(request: FastifyRequest): 'vi' | 'en' {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi';
}

function messageOf(code: string, language: 'vi' | 'en'): string {
  const entry =
    listErrorCatalogue[code as ListErrorCode] ?? errorCatalogue[code as ErrorCode] ?? errorCatalogue['system.fault'];
  return entry[language];
}

/** RFC 6266: a name with diacritics, and one without for old programs. */
function send(reply: FastifyReply, type: string, name: string, content: AsyncIterable<Buffer>): FastifyReply {
  const plain = name
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '_');
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
  return reply
    .type(type)
    .header('cache-control', 'no-store')
    .header('content-disposition', disposition)
    .send(Readable.from(content, { objectMode: false }));
}
