/** @import { Server, ServerResponse } from 'node:http' */

/**
 * How long a connection may stay silent once the drain has begun, in milliseconds. A connection that was made just before the
 * signal still sends its request within this time; one that a browser only made in advance would keep the process for ever.
 */
const SILENCE_MS = 1_000;

/**
 * Ends the server gracefully on the first of the signals: no new connection, an answer to every request, then nothing holds the
 * process any more and it exits with 0. As process 1 of a container it would otherwise ignore these signals.
 *
 * @param {Server} server
 * @param {NodeJS.Signals[]} signals
 */
export function drainOnSignals(server, signals) {
  /** @type {Set<ServerResponse>} */
  const inFlight = new Set();
  let draining = false;
  let silenceOver = false;

  const closeSilent = () => {
    if (silenceOver && inFlight.size === 0) server.closeAllConnections();
  };

  server.on('request', (_request, response) => {
    if (draining) response.setHeader('Connection', 'close');
    inFlight.add(response);
    response.once('close', () => {
      inFlight.delete(response);
      closeSilent();
    });
  });

  /** @param {NodeJS.Signals} signal */
  const drain = (signal) => {
    if (draining) return;
    draining = true;
    console.log(`${signal} received, ${inFlight.size} in flight`);
    server.close(() => console.log('closed'));
    server.closeIdleConnections();
    // A client that kept its connection would send its next request on it, just as it closes.
    for (const response of inFlight) if (!response.headersSent) response.setHeader('Connection', 'close');
    setTimeout(() => {
      silenceOver = true;
      closeSilent();
    }, SILENCE_MS).unref();
  };
  for (const signal of signals) process.on(signal, drain);
}
