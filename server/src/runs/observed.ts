import type { LaneId } from '#protocol/ids.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunRecord, RunView } from '#protocol/run.ts';
import type { WatchableRun } from './watchable.ts';

/** All that was observed of a run, as it is kept and passed on. What follows from it is derived anew, never kept. */
export interface Observed {
  record: RunRecord;
  name: string | null;
  /** Whether it came from another lab's report. */
  imported: boolean;
  owner: string | null;
  lanes: ObservedLane[];
}

/** What was observed of a lane's requests and its log: rows by number, lines by sequence number. */
export interface ObservedLane {
  id: LaneId;
  rows: readonly RequestRow[];
  lines: readonly LaneLogLine[];
}

/** All that is known of a run now. Lines of its log that the lab no longer has are not in it: their numbers are missing. */
export function observe(run: WatchableRun): Observed {
  const view = run.view();
  return {
    record: recordOf(view),
    name: view.name,
    imported: view.imported,
    owner: run.owner,
    lanes: run.lanes.map(({ id, ledger, log }) => ({
      id,
      rows: [...ledger.rows()],
      lines: log.after(0, Number.POSITIVE_INFINITY).lines,
    })),
  };
}

/** A view without what follows from the rest. */
export function recordOf(view: RunView): RunRecord {
  const { name, imported, version, now, comparison, lanes, ...record } = view;
  return { ...record, lanes: lanes.map(({ progress, logLines, counts, verdict, ...lane }) => lane) };
}
