import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` has the lab's server. */
const LAB = 'http://127.0.0.1:4500';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
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
