import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { Server } from 'socket.io';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';
import { PROJECT_ROOT } from '../src/config.ts';
import { pagesRouter } from '../src/http/pages.ts';
import { Viewer } from '../src/sockets/viewer.ts';
import type { FullRun } from './full-run.ts';

/** How often what was due is recorded, in milliseconds: as the generator's thread reports it. */
const RECORD_MS = 20;

/** Shows a run that a benchmark filled on the real page, over the real socket. */
export async function openFullLab(run: FullRun): Promise<{ url: string; close(): Promise<void> }> {
  const app = express().use(pagesRouter(join(PROJECT_ROOT, 'client', 'dist')));
  const http = createServer(app);
  const sockets = new Server<ClientEvents, ServerEvents>(http);
  const engines = { default: 'embedded', reason: 'A benchmark needs none.', engines: [] } as const;
  sockets.on('connection', (socket) => {
    socket.on('lab:describe', (ack) =>
      ack({
        ok: true,
        data: {
          version: 'bench',
          engines: { ...engines, engines: [] },
          scenarios: [],
          course: { title: 'None', chapters: [] },
        },
      }),
    );
    socket.on('run:watch', ({ have }, ack) => {
      ack({ ok: true, data: run.view() });
      const viewer = new Viewer(run, have ?? {}, (advance, acknowledged) => {
        socket.emit('run:advanced', advance, acknowledged);
      });
      socket.once('disconnect', () => viewer.close());
    });
  });
  const timer = setInterval(() => run.catchUp(), RECORD_MS);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}/runs/${run.id}`,
    close: async () => {
      clearInterval(timer);
      await sockets.close();
    },
  };
}
