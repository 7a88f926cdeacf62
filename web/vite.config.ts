import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/** Where the development server finds the real one. */
const backend = `http://127.0.0.1:${process.env.CONGVU_HTTP_PORT ?? '8080'}`;

const inPackages = (...names: string[]) => new RegExp(`node_modules[\\\\/](?:${names.join('|')})[\\\\/]`);

/**
 * What list and message are made of. Writing (but for what opens it), Ant Design and what only other areas use (the
 * folders of `ui`) come later, and must not be drawn in.
 */
const isPage = (id: string) =>
  /web[\\/]src[\\/](?:ui[\\/](?!\w+[\\/])|api[\\/]|features[\\/]mail[\\/])(?!compose[\\/](?!open\.ts)|.*antd)/i.test(
    id,
  );

/** What every view begins with: who is signed in, the way to each area, the frame around them. */
const isApp = (id: string) =>
  /web[\\/]src[\\/](?:app[\\/](?!area|i18n[\\/]\w\w[\\/]|theme)|features[\\/](?:\w+[\\/])+(?:routes?|start|me)\.ts)/i.test(
    id,
  );

/** The directory, whose pages lead to one another; not the import of lists. */
const isDirectory = (id: string) => /web[\\/]src[\\/]features[\\/]directory[\\/](?!lists)/i.test(id);

/** What the areas beside mail share: their frame, and forms, tables and the like. */
const isArea = (id: string) => /web[\\/]src[\\/](?:ui[\\/]\w+|app[\\/]area)[\\/]/i.test(id);

/** What the first view of a path shows, beside what every view begins with. */
const firstViews: Record<string, readonly string[]> = {
  '/': ['features/mail/MailPage.tsx'],
  '/mail': ['features/mail/MailPage.tsx'],
  '/directory': [
    'features/directory/DirectoryFrame.tsx',
    'features/directory/DirectoryHome.tsx',
    'features/directory/start.ts',
    'app/i18n/vi/areas.ts',
  ],
  '/admin': ['features/admin/AdminFrame.tsx', 'app/i18n/vi/areas.ts'],
  '/sign-in': ['features/accounts/SignInPage.tsx'],
};

/**
 * Writes `.first-views.json`: for each of `firstViews` the files it needs, which the server names in the page's headers.
 * The browser fetches them with the page's first code, rather than when that asks for them.
 */
function tellFirstViews(): Plugin {
  return {
    name: 'first-views',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const filesOf = (sources: readonly string[]) => {
        const files = new Set<string>();
        const add = (chunk: Rolldown.OutputChunk | undefined) => {
          if (!chunk || files.has(chunk.fileName)) return;
          files.add(chunk.fileName);
          for (const file of chunk.viteMetadata?.importedCss ?? []) files.add(file);
          for (const file of chunk.imports) add(byFile.get(file));
        };
        for (const source of sources) {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/web/src/${source}`));
          if (!chunk) this.error(`No file of its own: ${source}`);
          add(chunk);
        }
        return [...files];
      };
      const told = Object.entries(firstViews).map(([path, sources]) => [path, filesOf(sources)]);
      this.emitFile({
        type: 'asset',
        fileName: '.first-views.json',
        source: JSON.stringify(Object.fromEntries(told)),
      });
    },
  };
}

/** Style sheets hold back what stands after them, and code the first frame: they go below what is drawn first. */
function drawAtOnce(): Plugin {
  return {
    name: 'draw-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const later =
          html.match(/ *<(?:link rel="(?:stylesheet|modulepreload)"|script type="module")[^>]*>.*\n/g) ?? [];
        const found = (what: string) => later.some((line) => line.includes(what));
        if (!found('<script') || !found('stylesheet') || !html.includes('<noscript>'))
          throw new Error('index.html is not as expected.');
        const without = later.reduce((text, line) => text.replace(line, ''), html);
        return without.replace(/ *<noscript>/, (below) => `${later.join('')}${below}`);
      },
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tellFirstViews(), drawAtOnce()],
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/api', '/jmap', '/.well-known'].map((path) => [path, { target: backend }])),
  },
  build: {
    outDir: 'dist',
    // Chrome 109 is the last for Windows 7, which offices still have.
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // Fonts and icons stay files: the page's content security policy allows fonts from the page's own origin only.
    assetsInlineLimit: 0,
    // The page preloads nothing by an inline script; browsers that lack modulepreload still load it all.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A few files of a kind instead of dozens of crumbs: each is a round trip.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: inPackages('react', 'react-dom', 'scheduler', 'use-sync-external-store', '@tanstack'),
              priority: 6,
            },
            { name: 'app', test: isApp, priority: 5 },
            { name: 'directory', test: isDirectory, priority: 3 },
            { name: 'mail', test: isPage, minShareCount: 2, priority: 4 },
            { name: 'area', test: isArea, minShareCount: 2, priority: 4 },
            { name: 'antd', test: inPackages('antd', '@ant-design', '@rc-component'), minShareCount: 2, priority: 2 },
            {
              name: 'editor',
              test: inPackages('@tiptap', 'prosemirror-[a-z]+', 'linkifyjs', 'orderedmap', 'rope-sequence'),
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
