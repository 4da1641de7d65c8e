import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;
/** A program that has taken the connection and does not answer is asked again after so long. */
const ANSWER_PATIENCE_MS = 1_000;

/**
 * Waits until a program answers its health check with a status below 400.
 * @throws AbortError
 */
export async function answersHealthCheck(port: number, path: string, abortSignal: AbortSignal): Promise<void> {
  while (!(await isHealthy(port, path, abortSignal))) await delay(POLL_MS, undefined, { signal: abortSignal });
}

/** Asks on a connection of its own: one that is kept open would be there to be counted when the program drains. */
function isHealthy(port: number, path: string, abortSignal: AbortSignal): Promise<boolean> {
  abortSignal.throwIfAborted();
  return new Promise((resolve) => {
    const signal = AbortSignal.any([abortSignal, AbortSignal.timeout(ANSWER_PATIENCE_MS)]);
    const request = get({ host: '127.0.0.1', port, path, agent: false, signal }, (response) => {
      response.once('error', () => resolve(false));
      response.once('close', () => resolve((response.statusCode ?? 500) < 400));
      response.resume();
    });
    request.once('error', () => resolve(false));
  });
}
