import { said } from '#protocol/language/say.ts';
import type { HttpAddress } from '../engines/engine.ts';
import { LabError } from '../errors.ts';

/** How long a program may take to answer the lab's own request, in milliseconds. */
const ANSWER_MS = 5_000;

/**
 * Sends a program an empty POST and waits for its answer.
 * @throws LabError `engine-failed` where there is none, or one that is not 2xx
 */
export async function postTo({ host, port }: HttpAddress, path: string): Promise<void> {
  const response = await fetch(`http://${host}:${port}${path}`, {
    method: 'POST',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: unknown) => {
    throw new LabError('engine-failed', said('The program did not answer POST {path}: look at its log.', { path }), {
      cause: error,
    });
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new LabError(
      'engine-failed',
      said('The program answered POST {path} with {status}: look at its log.', { path, status: response.status }),
    );
  }
}
