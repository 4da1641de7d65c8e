import type { WatchableRun } from './watchable.ts';

/**
 * Waits for a run to come to a condition, looking after each of its changes.
 * @returns false where it did not within the time
 * @throws the reason of the abort signal
 */
export async function comesTo(
  run: Pick<WatchableRun, 'subscribe'>,
  condition: () => boolean,
  patienceMs: number,
  abortSignal: AbortSignal,
): Promise<boolean> {
  abortSignal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const look = () => {
    if (condition()) resolve(true);
  };
  const abort = () => reject(abortSignal.reason);
  const unsubscribe = run.subscribe(look);
  const late = setTimeout(() => resolve(false), patienceMs);
  abortSignal.addEventListener('abort', abort, { once: true });
  look();
  try {
    return await promise;
  } finally {
    unsubscribe();
    clearTimeout(late);
    abortSignal.removeEventListener('abort', abort);
  }
}
