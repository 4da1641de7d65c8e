import type { PromiseId, PromiseView } from './lane.ts';
import type { Said } from './language/say.ts';
import { said } from './language/say.ts';

/** What a graceful shutdown owes, in the order of its story. Each is a sentence. */
export const PROMISE_WORDS: readonly { id: PromiseId; words: Said }[] = [
  { id: 'in-flight-answered', words: said('In flight was answered.') },
  { id: 'no-connection-cut', words: said('No accepted connection was cut.') },
  { id: 'exit-within-grace', words: said('Exit within the grace period.') },
  { id: 'no-sigkill', words: said('No SIGKILL needed.') },
  { id: 'acknowledged-survives', words: said('What was acknowledged survives.') },
];

export const STATE_SIGNS = { kept: '✓', broken: '✕', unknown: '?' } as const;

/** How a promise came out. */
export const STATE_WORDS: Readonly<Record<PromiseView['state'], Said>> = {
  kept: said('kept'),
  broken: said('broken'),
  unknown: said('unknown'),
};
