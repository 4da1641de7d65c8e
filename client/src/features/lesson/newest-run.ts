import { useEffect } from 'react';
import { create } from 'zustand';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';

/** The newest run of each scenario that is over, as far as this page knows. */
const useKnown = create<{ runs: Readonly<Record<string, RunView>> }>()(() => ({ runs: {} }));

/**
 * The run that a task is checked against: the one that is shown, however far it is; else the last that was made in the lesson, also
 * after the page was loaded anew.
 * @param lastRunId the last run of the lesson by the learner's progress
 */
export function useNewestRun(scenarioId: string, view: RunView | null, lastRunId: string | null): RunView | null {
  const known = useKnown((state) => state.runs[scenarioId] ?? null);
  const isUsed = view !== null && view.trafficStartedAtMs !== undefined;
  useEffect(() => {
    if (view !== null && isUsed && isOver(view)) know(view);
  }, [view, isUsed]);
  const isWanted = lastRunId !== null && known === null && !isUsed;
  useEffect(() => {
    if (!isWanted) return;
    let left = false;
    void fetchRun(lastRunId).then((run) => {
      if (!left && run !== null && run.scenarioId === scenarioId && isOver(run)) know(run);
    });
    return () => {
      left = true;
    };
  }, [isWanted, lastRunId, scenarioId]);
  // A lesson that was begun anew has no run, whatever this page remembers.
  return isUsed ? view : lastRunId === null ? null : known;
}

function know(run: RunView): void {
  useKnown.setState(({ runs }) => {
    const before = runs[run.scenarioId];
    if (before !== undefined && before.id !== run.id && before.startedAt > run.startedAt) return { runs };
    return { runs: { ...runs, [run.scenarioId]: run } };
  });
}

/** Null where it was removed, or the lab does not answer: then there is nothing to check. */
async function fetchRun(runId: string): Promise<RunView | null> {
  try {
    const response = await fetch(`/api/runs/${runId}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
