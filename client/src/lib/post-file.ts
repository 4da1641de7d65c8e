import { say } from '#protocol/language/say.ts';
import type { ErrorView } from '#protocol/result.ts';
import type { Answer } from './socket.ts';

/**
 * Sends a file of JSON to the lab: what is too large for a command goes over HTTP. Never rejects: a lab that cannot be reached is
 * an answer, too.
 */
export async function postFile<T>(address: string, file: Blob): Promise<Answer<T>> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: file,
    });
    const body: T & { error: ErrorView } = await response.json();
    return response.ok ? { ok: true, data: body } : { ok: false, ...body.error };
  } catch {
    return {
      ok: false,
      code: 'offline',
      message: say('The lab did not answer. Look whether it still runs where you started it, then try again.'),
    };
  }
}
