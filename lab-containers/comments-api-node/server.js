/**
 * comments-api on Express: the same requests, answers and log lines as comments-api. What it does on SIGTERM and SIGINT is chosen
 * with ON_SIGTERM; unless something else is chosen it ends as a server owes it to its clients.
 */
import { createServer } from 'node:http';
import express from 'express';
import { createApi } from './api.js';
import { closeOnlyOnSignals } from './close-only.js';
import { drainOnSignals } from './drain.js';
import { createFaults } from './faults.js';
import { choice, wholeNumber } from './settings.js';

const host = process.env.HOST ?? '0.0.0.0';
const port = wholeNumber('PORT', 65_535, 8000);
const handlerTimeMs = wholeNumber('HANDLER_TIME_MS', 60_000, 0);
const endOnSignals = choice(
  'ON_SIGTERM',
  new Map([
    ['drain', drainOnSignals],
    ['close-only', closeOnlyOnSignals],
    // No handler: as process 1 of a container it ignores the signals, anywhere else they end it at once.
    ['none', () => {}],
  ]),
);

const server = createServer();
// Before the API, so that the drain knows of a request before anything answers it.
endOnSignals(server, ['SIGTERM', 'SIGINT']);
const app = express().disable('x-powered-by').use(createApi(handlerTimeMs));
// The image says so. Elsewhere nothing limits the memory that a fault takes.
if (process.env.FAULTS === 'on') app.use(createFaults());
server.on('request', app);

server.on('error', (error) => {
  console.error(`cannot listen on ${host}:${port}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(port, host, () => console.log(`listening on ${host}:${port} (pid: ${process.pid})`));
