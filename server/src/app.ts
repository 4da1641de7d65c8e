import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { allowedHosts, assertOwnCaller } from './access/guard.ts';
import { apiRouter } from './http/api.ts';
import { errorHandler } from './http/errors.ts';
import { pagesRouter } from './http/pages.ts';
import type { Lab } from './lab.ts';
import { serveSockets } from './sockets/sockets.ts';

export interface AppOptions {
  host: string;
  /** 0 lets the operating system choose. */
  port: number;
  /** The folder of the built page. */
  dist: string;
  log: Logger;
}

/** A lab that listens. */
export interface App {
  /** Where a browser finds it. */
  readonly url: string;
  readonly port: number;
  /** Tells the viewers, stops listening, answers what is in flight. Safe to call twice. */
  close(): Promise<void>;
}

/** How long answers that are under way may take once the lab closes. */
const CLOSE_PATIENCE_MS = 1_000;

/**
 * Serves a lab over HTTP and sockets.
 * @throws the listen error of node:net, such as EADDRINUSE
 */
export async function serve(lab: Lab, { host, port, dist, log }: AppOptions): Promise<App> {
  let hosts: ReadonlySet<string> = new Set();
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders());
  app.use((request, _response, next) => {
    assertOwnCaller(request.headers, request.method, hosts);
    next();
  });
  app.use('/api', apiRouter(lab, dist));
  app.use(pagesRouter(dist));
  app.use(errorHandler(log));

  const http = createServer(app);
  const sockets = serveSockets(http, lab, () => hosts, log);
  const bound = await listen(http, host, port);
  hosts = allowedHosts(host, bound);

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    sockets.emit('lab:closing');
    const gone = new Promise<void>((resolve) => http.once('close', resolve));
    // Closes the HTTP server too, and with it the idle connections (Node 19 and later).
    const closed = sockets.close();
    const late = setTimeout(() => http.closeAllConnections(), CLOSE_PATIENCE_MS);
    await closed;
    await gone;
    clearTimeout(late);
  }
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${bound}/`, port: bound, close: () => (closing ??= close()) };
}

/**
 * A strict policy: scripts from here only, none inline, and nobody may frame the page. Styles may stand in elements, because
 * xterm.js writes its colours and sizes into a style element of its own.
 */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    // The lab speaks plain HTTP on the loopback interface: a promise of HTTPS would lock the name `localhost`.
    strictTransportSecurity: false,
  });
}

function listen(http: HttpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const address = http.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Where `vite build` puts the page. */
export const distFolder = (root: string) => join(root, 'client', 'dist');
