import { Readable } from 'node:stream';
import type { ListLettersRequest } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Actor, type ListExtent, type Lists, mayUndo, xlsxType } from '../../directory/index.ts';
import { AppError, type HttpApp, type Pools } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { issueLetters } from './issue-letters.ts';
import { lettersPage, lettersWorkbook } from './write-letters.ts';

export interface LetterRoutesDeps {
  pools: Pools;
  regulation: Regulation;
  lists: Lists;
  actorOf(request: FastifyRequest): Promise<Extract<Actor, { kind: 'person' }> & { province: string }>;
  /** Who gives mailboxes hands out the first passwords, of lists they may see. */
  extentOf(personId: number, rule: 'list.import' | 'mailbox.change'): Promise<ListExtent>;
  publicUrl: string | null;
}

/** POST /api/lists/imports/{id}/letters; see `@congvu/contract`. */
export function letterRoutes(
  app: HttpApp,
  { pools, regulation, lists, actorOf, extentOf, publicUrl }: LetterRoutesDeps,
): void {
  app.post(
    '/api/lists/imports/:id/letters',
    {
      config: { policy: 'mailbox.change', scope: 'own-part' },
      schema: {
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        body: Type.Object(
          { format: Type.Unsafe<ListLettersRequest['format']>({ type: 'string', enum: ['xlsx', 'html'] }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const by = await actorOf(request);
      const list = await lists.read(by.province, request.params.id);
      if (!mayUndo(list, by.personId, await extentOf(by.personId, 'list.import')))
        throw new AppError('request.not-found');
      const letters = await issueLetters({ pools, regulation }, list, by);
      const { cite } = regulation.cited(by.province, 'first-password');
      const url = publicUrl ?? `${request.protocol}://${request.host}`;
      const facts = { province: list.provinceName, url, cite: cite?.text ?? null };
      const page = request.body.format === 'html';
      reply
        .type(page ? 'text/html; charset=utf-8' : xlsxType)
        .header('cache-control', 'no-store')
        .header(
          'content-disposition',
          `attachment; filename="ma-kich-hoat-${list.importId}.${page ? 'html' : 'xlsx'}"`,
        );
      return reply.send(
        Readable.from(page ? lettersPage(letters, facts) : lettersWorkbook(letters, facts), { objectMode: false }),
      );
    },
  );
}
