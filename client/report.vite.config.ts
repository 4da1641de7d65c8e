import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * What draws the HTML report: one script and one style, which the server puts into the file with the run. The page's own build
 * (vite.config.ts) makes it, too.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist/report',
    emptyOutDir: true,
    lib: {
      entry: 'src/report/main.tsx',
      formats: ['iife'],
      name: 'report',
      fileName: () => 'report.js',
      cssFileName: 'report',
    },
  },
});
