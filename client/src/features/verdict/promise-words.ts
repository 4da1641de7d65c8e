import type { PromiseId } from '#protocol/lane.ts';

/** What a graceful shutdown owes, in the order of its story. */
export const PROMISE_WORDS: readonly { id: PromiseId; words: string }[] = [
  { id: 'in-flight-answered', words: 'In flight was answered.' },
  { id: 'no-connection-cut', words: 'No accepted connection was cut.' },
  { id: 'exit-within-grace', words: 'Exit within the grace period.' },
  { id: 'no-sigkill', words: 'No SIGKILL needed.' },
  { id: 'acknowledged-survives', words: 'What was acknowledged survives.' },
];

export const STATE_SIGNS = { kept: '✓', broken: '✕', unknown: '?' } as const;
