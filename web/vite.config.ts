import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the development server finds the real one. */
const backend = `http://127.0.0.1:${process.env.CONGVU_HTTP_PORT ?? '8080'}`;

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
  },
});
