import { create } from 'zustand';
import type { LaneId } from '#protocol/ids.ts';
import type { RunView } from '#protocol/run.ts';
import { RunFeed } from './run-feed.ts';

/** The commands of a run as a whole that can be on their way. */
export type Busy = 'starting' | 'ending';

interface RunState {
  runId: string | null;
  view: RunView | null;
  feed: RunFeed;
  /** Why there is nothing to show at this address. */
  missing: string | null;
  busy: Busy | null;
  /** Why the engine cannot run what the page shows; null where nobody said so. */
  cannot: string | null;
  /** Why the last command for the whole run was not carried out. */
  failure: string | null;
  /** The same for the last command for one lane. */
  laneFailures: Partial<Record<LaneId, string>>;
}

const nothing = (): RunState => ({
  runId: null,
  view: null,
  feed: new RunFeed(),
  missing: null,
  busy: null,
  cannot: null,
  failure: null,
  laneFailures: {},
});

/** The run on this page: its view and what is being done to it. Lines and rows are in `feed`, which never changes here. */
export const useRun = create<RunState>()(nothing);

/** Turns the page to another run, or to none. */
export function openRun(runId: string | null): void {
  useRun.setState({ ...nothing(), runId });
}

/** Shows a view, unless a newer one is shown already. */
export function showView(view: RunView): void {
  const { runId, view: shown, feed } = useRun.getState();
  if (view.id !== runId) return;
  feed.clock.observe(view);
  if (shown !== null && shown.version >= view.version) return;
  useRun.setState({ view, missing: null });
}
