import { type ErrorBody, type ErrorCode, errorCatalogue } from '@congvu/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, CodedError, isTemporary } from '../errors.ts';

/** What a person or program is told of an error: `ErrorBody` in the language asked for, and nothing of our insides. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof CodedError) return sendEntry(request, reply, error.code, error, error.details);
    const { code, details } = publicError(error);
    const { status } = errorCatalogue[code];
    if (status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    if (code === 'system.unavailable') reply.header('retry-after', '5');
    return sendError(request, reply, code, details);
  });
}

export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  details?: unknown,
): FastifyReply {
  return sendEntry(request, reply, code, errorCatalogue[code], details);
}

function sendEntry(
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  { status, vi, en }: { status: number; vi: string; en: string },
  details: unknown,
): FastifyReply {
  const message = prefersEnglish(request.headers['accept-language']) ? en : vi;
  const body: ErrorBody = { error: { code, message, ...(details === undefined ? {} : { details }) } };
  return reply.code(status).type('application/json; charset=utf-8').header('cache-control', 'no-store').send(body);
}

function publicError(error: unknown): { code: ErrorCode; details?: unknown } {
  if (error instanceof AppError) return { code: error.code, details: error.details };
  if (isTemporary(error)) return { code: 'system.unavailable' };
  const { validation, validationContext, statusCode = 500 } = error as Partial<FastifyError>;
  if (validation) {
    const faults = validation.map(({ instancePath, message }) => ({
      at: `${validationContext}${instancePath}`,
      message,
    }));
    return { code: 'request.invalid', details: faults };
  }
  if (statusCode === 404) return { code: 'request.not-found' };
  if (statusCode === 413) return { code: 'request.too-large' };
  if (statusCode === 429) return { code: 'request.too-many' };
  return { code: statusCode >= 400 && statusCode < 500 ? 'request.invalid' : 'system.fault' };
}

/** Vietnamese unless English stands before it, or alone (RFC 9110 §12.5.4). */
function prefersEnglish(header: string | undefined): boolean {
  let [vi, en] = [0, 0];
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', quality] = part.trim().split(/\s*;\s*q=/);
    const weight = quality === undefined ? 1 : Number(quality) || 0;
    if (/^vi\b/i.test(tag)) vi = Math.max(vi, weight);
    if (/^en\b/i.test(tag)) en = Math.max(en, weight);
  }
  return en > vi;
}
