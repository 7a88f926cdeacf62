import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendError } from './error-answers.ts';

const year = 31_536_000;

/**
 * The built web page. What the build names by its content (`/assets/`) is kept by browsers for ever, the rest is asked
 * for again. Any other path that a browser opens is the page itself, whose router knows it.
 */
export async function serveWebPage(app: FastifyInstance, folder: string | null): Promise<void> {
  app.setNotFoundHandler((request, reply) => sendError(request, reply, 'request.not-found'));
  if (!folder) return;
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
  });
  app.get('/*', { config: { policy: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (await isPublicFile(folder, path)) {
      const cache = path.startsWith('assets/') ? `public, max-age=${year}, immutable` : 'no-cache';
      return reply.header('cache-control', cache).sendFile(path);
    }
    if (!opensPage(request)) return sendError(request, reply, 'request.not-found');
    if (await isPublicFile(folder, 'index.html')) {
      const link = await firstViewLink(folder, `/${path}`);
      if (link) reply.header('link', link);
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    return reply.code(503).type('text/plain').send('The web page is not built.');
  });
}

/** The `Link` header of a path, by what the build says each area's first view needs; without that, none. */
async function firstViewLink(folder: string, path: string): Promise<string | undefined> {
  const text = await readFile(resolve(folder, '.first-views.json'), 'utf8').catch(() => '{}');
  const area = /^\/[^/]*/.exec(path)?.[0] ?? '/';
  return filesOf(text, area)
    ?.map((file) =>
      file.endsWith('.css')
        ? `</${file}>; rel=preload; as=style; crossorigin`
        : `</${file}>; rel=modulepreload; crossorigin`,
    )
    .join(', ');
}

function filesOf(views: string, area: string): string[] | undefined {
  try {
    return (JSON.parse(views) as Record<string, string[]>)[area];
  } catch {
    // The page is being built just now.
    return undefined;
  }
}

async function isPublicFile(folder: string, path: string): Promise<boolean> {
  const file = resolve(folder, path);
  if (
    !file.startsWith(`${folder}${sep}`) ||
    path.split('/').some((part) => part.startsWith('.') || part.includes('\0'))
  )
    return false;
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

function opensPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (/^\/(api|jmap|assets|\.well-known)\//.test(request.url)) return false;
  return /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');
}
