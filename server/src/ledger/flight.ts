import type { RequestRow } from '#protocol/request.ts';
import type { Phase } from '#protocol/signal-moment.ts';
import { phaseAt, signalMoment } from '#protocol/signal-moment.ts';
import type { LaneFacts } from './lane-facts.ts';
import { gaveUpEarly } from './lane-facts.ts';
import { isServerError } from './tally.ts';

/** What became of the requests of one phase. */
export interface PhaseCounts {
  /** All that were sent. */
  total: number;
  answered: number;
  /** Answered with a status of 500 or above: by the service itself, or by its balancer in its place. */
  failed: number;
  cut: number;
  /** Cut behind a proxy without a trace in the server's log: it cannot be told from a refusal. */
  untold: number;
  timedOut: number;
  /** Given up by the lab while the container could still have answered. */
  givenUp: number;
  refused: number;
  /** Not ended yet. */
  open: number;
}

/** Counts the requests of a lane by where they stood when the signal came; before any signal all are over. */
export function splitAtSignal(facts: LaneFacts): Record<Phase, PhaseCounts> {
  const moment = signalMoment(facts) ?? Number.POSITIVE_INFINITY;
  const split = { over: none(), 'in-flight': none(), connecting: none(), after: none() };
  for (const row of facts.rows) {
    if (row.outcome === 'not-sent') continue;
    const phase = phaseAt(row, moment);
    const counts = split[phase];
    counts.total += 1;
    if (row.outcome === null) counts.open += 1;
    else if (row.outcome === 'completed') counts[isServerError(row) ? 'failed' : 'answered'] += 1;
    else if (row.outcome === 'refused') counts.refused += 1;
    else if (gaveUpEarly(row, facts)) counts.givenUp += 1;
    else if (row.outcome === 'timed-out') counts.timedOut += 1;
    else if (phase !== 'in-flight' && isUntold(row, facts.proxied)) counts.untold += 1;
    else counts.cut += 1;
  }
  return split;
}

/** Whether a cut request may as well have been refused: a proxy accepted it, and the server's log does not know it. */
export function isUntold(row: RequestRow, proxied: boolean): boolean {
  return proxied && row.outcome === 'cut' && row.evidence === 'none';
}

function none(): PhaseCounts {
  return { total: 0, answered: 0, failed: 0, cut: 0, untold: 0, timedOut: 0, givenUp: 0, refused: 0, open: 0 };
}
