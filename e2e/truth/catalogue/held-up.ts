import type { TrialLane } from './trial-lane.ts';

/** The engine takes some 30 ms to send a signal; one that took so much longer, in milliseconds, had no processor to do it with. */
const SIGNAL_MS = 300;
/** So much later than due the generator sends only where it was held up itself, in milliseconds. */
const SENDING_MS = 100;
/** Around the signal, in milliseconds: what was late long before it changes nothing. */
const AROUND_MS = 500;

/**
 * Why a trial says nothing of its servers: the machine was held up in the very moment of the signal, and so was whatever the program
 * would have done then. A program that stands still between the signal and its handler has a backlog to lose. Null where it was not.
 */
export function heldUp(lanes: readonly TrialLane[]): string | null {
  for (const { view, rows } of lanes) {
    const { terminatedAtMs: t0, acceptedAtMs } = view;
    if (t0 === undefined) continue;
    const took = (acceptedAtMs ?? t0) - t0;
    if (took > SIGNAL_MS) return `lane ${view.id}: it took ${Math.round(took)} ms to send the signal`;
    for (const { number, dueAt, sentAt } of rows) {
      const late = (sentAt ?? dueAt) - dueAt;
      if (late > SENDING_MS && Math.abs(dueAt - t0) < AROUND_MS)
        return `lane ${view.id}: request ${number} was sent ${Math.round(late)} ms late`;
    }
  }
  return null;
}
