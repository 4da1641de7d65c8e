/**
 * comments-api on Express, with the graceful shutdown that a server owes its clients: it takes no new connection, answers
 * everything that it has accepted, and exits with 0. The same requests, answers and log lines as comments-api.
 */
import { createServer } from 'node:http';
import express from 'express';
import { createApi } from './api.js';
import { drainOnSignals } from './drain.js';

const host = process.env.HOST ?? '0.0.0.0';
const port = wholeNumber('PORT', process.env.PORT ?? '8000', 65_535);
const handlerTimeMs = wholeNumber('HANDLER_TIME_MS', process.env.HANDLER_TIME_MS ?? '0', 60_000);

const server = createServer();
// Before the API, so that the drain knows of a request before anything answers it.
drainOnSignals(server, ['SIGTERM', 'SIGINT']);
server.on('request', express().disable('x-powered-by').use(createApi(handlerTimeMs)));

server.on('error', (error) => {
  console.error(`cannot listen on ${host}:${port}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(port, host, () => console.log(`listening on ${host}:${port} (pid: ${process.pid})`));

/**
 * A setting of the environment. A bad value ends the program: it would measure the wrong thing.
 *
 * @param {string} name
 * @param {string} text
 * @param {number} max
 */
function wholeNumber(name, text, max) {
  if (/^[0-9]{1,9}$/.test(text) && Number(text) <= max) return Number(text);
  console.error(`${name} takes a whole number from 0 to ${max}, not ${JSON.stringify(text)}.`);
  process.exit(1);
}
