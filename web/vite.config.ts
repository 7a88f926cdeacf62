import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the development server finds the real one. */
const backend = `http://127.0.0.1:${process.env.CONGVU_HTTP_PORT ?? '8080'}`;

const inPackages = (...names: string[]) => new RegExp(`node_modules[\\\\/](?:${names.join('|')})[\\\\/]`);

/**
 * What list and message are made of. Writing, Ant Design and what only other areas use (the folders of `ui`) come later,
 * and must not be drawn in.
 */
const isPage = (id: string) =>
  /web[\\/]src[\\/](?:ui[\\/](?!\w+[\\/])|api[\\/]|features[\\/]mail[\\/])(?!compose|.*antd)/i.test(id);

/** What the areas beside mail share: their frame, and forms, tables and the like. */
const isArea = (id: string) => /web[\\/]src[\\/](?:ui[\\/]\w+|app[\\/]area)[\\/]/i.test(id);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
              priority: 4,
            },
            { name: 'mail', test: isPage, minShareCount: 2, priority: 3 },
            { name: 'area', test: isArea, minShareCount: 2, priority: 3 },
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
