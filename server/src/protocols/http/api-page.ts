import type { HttpApp } from '../../platform/index.ts';
import { apiSummaries } from './api-summaries.ts';

/** `/api`: the calls there are, for people who write programs. The description for programs is `/api/openapi.json`. */
export function apiPage(app: HttpApp): void {
  app.get('/api', { config: { policy: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=300').send(page()),
  );
}

function page(): string {
  const groups = new Map<string, [string, string][]>();
  for (const [call, summary] of Object.entries(apiSummaries)) {
    const name = call.split('/')[2]!;
    groups.set(name, [...(groups.get(name) ?? []), [call, summary]]);
  }
  const tables = [...groups].map(([name, calls]) => {
    const rows = calls.map(([call, summary]) => {
      const [verb, path = ''] = call.split(' ');
      return `<tr><td><code>${verb}</code></td><td><code>${path.replace(/:(\w+)/g, '{$1}')}</code></td><td>${summary}</td></tr>`;
    });
    return `<h2 id="${name}">${name}</h2><table><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Công Vụ · API</title>
<style>:root{color-scheme:light dark}body{max-width:1000px;margin:0 auto;padding:24px 18px;font:16px/1.55 system-ui,sans-serif}table{width:100%;border-collapse:collapse;display:block;overflow-x:auto}th,td{padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid #8884}code{font-size:14px;white-space:nowrap}</style></head>
<body><main><h1>Công Vụ · API</h1>
<p>Shapes, errors and rules: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). A program signs in by HTTP Basic with the mailbox’s address and password over HTTPS. Each sees and changes what its person may.</p>
<p>Mail: JMAP at <code>/.well-known/jmap</code>. Address books: CardDAV at <code>/.well-known/carddav</code>. For everyone: <a href="/danh-ba">/danh-ba</a>.</p>
${tables.join('\n')}
</main></body></html>
`;
}
