import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that another site made a browser send. Browsers tell by `Sec-Fetch-Site` and
 * `Origin`; the header `x-congvu`, which a cross-site form can't set, stands in for those that tell neither.
 * A program that signs in by `Authorization` needs no `x-congvu`.
 */
export function refuseCrossSite(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || request.is404 || request.routeOptions.config.crossSite) return;
    if (!isSameSite(request, publicUrl)) throw new AppError('request.cross-site');
  });
}

function isSameSite(request: FastifyRequest, publicUrl: string | null): boolean {
  const { origin, authorization } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== undefined && origin !== publicUrl && URL.parse(origin)?.host !== request.host) return false;
  return request.headers['x-congvu'] === '1' || authorization !== undefined;
}
