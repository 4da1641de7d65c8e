import type { Outcome, Sight } from '#protocol/request.ts';

/**
 * How a request's time on its connection ended, and through whom: `response` the server finished its response; `error` the
 * operating system reported the connection gone, or never made; `end-of-file` the server closed its side; `malformed` the server
 * sent bytes that are no HTTP response; `patience` the generator waited as long as the traffic allows; `abandoned` the lab gave
 * it up; `no-room` the generator had no socket to spare.
 */
export type Ending = 'response' | 'error' | 'end-of-file' | 'malformed' | 'patience' | 'abandoned' | 'no-room';

/** What happened to a request, as far as its outcome depends on it. */
export interface Happening {
  /** Whether a connection was asked for, or a kept one taken. */
  sent: boolean;
  connected: boolean;
  ending: Ending;
}

/** A request's outcome and what the generator saw. */
export interface Classified {
  outcome: Outcome;
  sight: Sight;
}

/**
 * Decides a request's outcome from what happened on its connection. Whether a whole response came and whether there was a
 * connection at all is what counts: not how much was written or read before it broke, and no error's text.
 */
export function classify({ sent, connected, ending }: Happening): Classified {
  if (ending === 'response') return { outcome: 'completed', sight: 'response' };
  const sight = SIGHTS[ending];
  if (!sent) return { outcome: 'not-sent', sight };
  if (!connected) return { outcome: 'refused', sight: ending === 'error' ? 'connect-error' : sight };
  return { outcome: ending === 'patience' || ending === 'abandoned' ? 'timed-out' : 'cut', sight };
}

const SIGHTS: Record<Exclude<Ending, 'response'>, Sight> = {
  error: 'reset',
  'end-of-file': 'end-of-file',
  malformed: 'malformed',
  patience: 'timeout',
  abandoned: 'abandoned',
  'no-room': 'no-socket',
};
