import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAddress } from '../engine.ts';

/** Between two questions, in milliseconds: short beside a start (about 400 ms), long enough not to fill the container's log. */
const POLL_MS = 25;
/** How long one answer may take. */
const ANSWER_MS = 1_000;
/** A container's own address that refuses for so long may be behind a firewall: the published port is then tried as well. */
const REFUSAL_PATIENCE_MS = 3_000;

/** What a health check asked of an address has come to. */
type Answer = 'healthy' | 'refused' | 'no';

/**
 * Asks until one of the addresses answers the health check with 2xx, and tells which.
 * @param own the container's own address; null where this machine does not reach it
 * @param published the published port, used where the container's own address does not answer
 * @throws the signal's reason
 */
export async function healthyAddress(
  own: HttpAddress | null,
  published: HttpAddress,
  path: string,
  abortSignal: AbortSignal,
): Promise<HttpAddress> {
  const began = performance.now();
  for (;;) {
    abortSignal.throwIfAborted();
    const answer = own === null ? 'no' : await ask(own, path, abortSignal);
    if (own !== null && answer === 'healthy') return own;
    const triesPublished = answer !== 'refused' || performance.now() - began > REFUSAL_PATIENCE_MS;
    if (triesPublished && (await ask(published, path, abortSignal)) === 'healthy') {
      // The program may have begun to listen between the two questions.
      return own !== null && (await ask(own, path, abortSignal)) === 'healthy' ? own : published;
    }
    await sleep(POLL_MS, undefined, { signal: abortSignal });
  }
}

function ask(address: HttpAddress, path: string, abortSignal: AbortSignal): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const request = get({
    host: address.host,
    port: address.port,
    path,
    agent: false,
    signal: AbortSignal.any([abortSignal, AbortSignal.timeout(ANSWER_MS)]),
  });
  request.on('response', (response) => {
    response.resume();
    const status = response.statusCode ?? 0;
    resolve(status >= 200 && status < 300 ? 'healthy' : 'no');
  });
  request.on('error', (error) => {
    resolve('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'no');
  });
  return promise;
}
