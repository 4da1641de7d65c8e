import type { RequestRow } from '#protocol/request.ts';
import type { HttpAddress } from '../engines/engine.ts';
import { isLost } from '../ledger/tally.ts';
import type { RequestTemplate } from '../traffic/plan.ts';

/** Requests that are on their way again at once, at most. */
const AT_ONCE = 20;
/** So many are sent again at most: more show nothing new. */
const MAX_SENT = 1_000;
/** A client's patience, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Sends the lost requests among the rows again. @returns how many it sent, and how many were answered with 2xx */
export type Resend = (
  address: HttpAddress,
  rows: readonly RequestRow[],
  abortSignal: AbortSignal,
) => Promise<{ sent: number; answered: number }>;

/**
 * A client that sends what it has lost once more, as it was: the same bodies under the same numbers, with the same headers. It tries
 * once; what then fails stays lost.
 */
export function resending(template: RequestTemplate): Resend {
  return async ({ host, port }, rows, abortSignal) => {
    const lost = rows.filter(isLost).slice(0, MAX_SENT);
    const send = async ({ number }: RequestRow): Promise<boolean> => {
      const fill = (text: string) => text.replaceAll('{number}', String(number));
      const headers = Object.entries(template.headers ?? {}).map(([name, value]) => [name, fill(value)]);
      const body = template.body === undefined ? undefined : fill(JSON.stringify(template.body));
      const response = await fetch(`http://${host}:${port}${fill(template.path)}`, {
        method: template.method,
        headers: {
          'X-Request-Id': String(number),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...Object.fromEntries(headers),
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.any([abortSignal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      await response.body?.cancel();
      return response.ok;
    };
    let answered = 0;
    for (let from = 0; from < lost.length; from += AT_ONCE) {
      const answers = await Promise.allSettled(lost.slice(from, from + AT_ONCE).map(send));
      abortSignal.throwIfAborted();
      answered += answers.filter((answer) => answer.status === 'fulfilled' && answer.value).length;
    }
    return { sent: lost.length, answered };
  };
}
