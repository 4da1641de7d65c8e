import { Server as NetServer } from 'node:net';

/** @import { Server } from 'node:http' */

/**
 * The well-known half of a shutdown: on a signal the server takes no new connection, and that is all. A client that keeps its
 * connection is served on it as if nothing had happened, so the process lives for as long as somebody uses one.
 *
 * This is what Node's own `server.close()` did before version 19. Since then it also closes the connections that are idle at
 * that moment, so what is called here is the same `close` of the plain socket server beneath.
 *
 * @param {Server} server
 * @param {NodeJS.Signals[]} signals
 */
export function closeOnlyOnSignals(server, signals) {
  /** @param {NodeJS.Signals} signal */
  const close = (signal) => {
    if (!server.listening) return;
    console.log(`${signal} received, no new connections`);
    NetServer.prototype.close.call(server, () => console.log('closed'));
  };
  for (const signal of signals) process.on(signal, close);
}
