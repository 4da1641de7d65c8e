import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { build, defineConfig } from 'vite';
import reportConfig from './report.vite.config.ts';

/** Where `npm run dev` has the lab's server. */
const LAB = 'http://127.0.0.1:4500';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), withReport()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Which script needs which: scripts/page-scripts.ts reads it.
    manifest: true,
    // The page's policy allows no data: addresses, so small files stay files.
    assetsInlineLimit: 0,
  },
  server: {
    // The protocol is the one folder outside of the client that the page reads.
    fs: { allow: ['.', '../server/src/protocol', '../node_modules'] },
    // The server checks Host and Origin exactly: it must see its own.
    proxy: {
      '/api': { target: LAB, changeOrigin: true, headers: { origin: LAB } },
      '/socket.io': { target: LAB, changeOrigin: true, ws: true, headers: { origin: LAB } },
    },
  },
});

/** Builds what draws the HTML report after the page, into the page's folder: the page's build empties that first. */
function withReport(): Plugin {
  return {
    name: 'with-report',
    apply: 'build',
    closeBundle: async () => {
      await build({ ...reportConfig, configFile: false, logLevel: 'warn' });
    },
  };
}
