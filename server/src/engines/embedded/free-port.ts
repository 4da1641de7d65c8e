import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { said } from '#protocol/language/say.ts';
import { StartError } from '../../errors.ts';

/**
 * Ports below those that Linux (32768 and up) and macOS (49152 and up) hand out for outgoing connections. A port of that range,
 * as binding port 0 would give, can be taken by any connection at any moment; worse, a client that connects to it on the
 * loopback after the program's death may be given the very same port as its own and then connects to itself (TCP's
 * simultaneous open): a refusal would look like an answer that was cut.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;

const ATTEMPTS = 100;

/** Ports that this lab has given away and that their program may not have bound yet. */
const taken = new Set<number>();

/**
 * A port of 127.0.0.1 on which nothing listens; the caller gives it back with `releasePort`.
 * @throws StartError where none was found
 */
export async function takeFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (taken.has(port)) continue;
    taken.add(port);
    if (await isFree(port)) return port;
    taken.delete(port);
  }
  throw new StartError(
    said('No free port between {first} and {last} was found: end some programs and try again.', {
      first: FIRST_PORT,
      last: LAST_PORT,
    }),
  );
}

export function releasePort(port: number): void {
  taken.delete(port);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host: '127.0.0.1', port, exclusive: true });
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
