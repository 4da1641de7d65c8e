import type { TrialLane } from './trial-lane.ts';

/** A number that a scenario may claim a range of, and that is measured in every trial. */
export interface Figure {
  /** Its name in `expect`. */
  claimed: string;
  label: string;
  /** Null where the lane has none, because it did not come to it. */
  of(lane: TrialLane): number | null;
}

/** All of them, in the order of the table in the docs. */
export const FIGURES: readonly Figure[] = [
  { claimed: 'exitCode', label: 'exit code', of: ({ view }) => view.exit?.exitCode ?? null },
  { claimed: 'exitAfterMs', label: 'exit after (ms)', of: ({ view }) => view.exit?.durationMs ?? null },
  { claimed: 'lost', label: 'lost', of: ({ view }) => view.counts.lost?.total ?? null },
  { claimed: 'unacknowledged', label: 'unacknowledged', of: ({ view }) => view.counts.lost?.unacknowledged ?? null },
  { claimed: 'serverErrors', label: 'server errors', of: ({ view }) => view.counts.serverErrors },
  { claimed: 'answeredAfter', label: 'answered after the signal', of: answeredAfter },
  { claimed: 'duplicated', label: 'done twice', of: duplicated },
];

function answeredAfter({ view: { terminatedAtMs }, rows }: TrialLane): number | null {
  if (terminatedAtMs === undefined) return null;
  return rows.filter((row) => row.outcome === 'completed' && row.sentAt !== null && row.sentAt > terminatedAtMs)
    .length;
}

function duplicated({ view: { survival } }: TrialLane): number | null {
  if (survival === undefined || 'error' in survival) return null;
  return survival.retried?.duplicated ?? null;
}
