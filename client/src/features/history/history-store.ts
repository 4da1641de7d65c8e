import { create } from 'zustand';
import type { HistoryView, RunSummary } from '#protocol/history.ts';
import { ask, socket } from '../../lib/socket.ts';

/** How many runs the list asks for at first, and how many more with each press. */
const PAGE = 50;

interface HistoryState {
  /** Null before the lab answered. */
  view: HistoryView | null;
  limit: number;
  failure: string | null;
}

/** The runs that the lab keeps. */
export const useHistory = create<HistoryState>()(() => ({ view: null, limit: PAGE, failure: null }));

async function load(): Promise<void> {
  const { limit } = useHistory.getState();
  const answer = await ask((asking) => asking.emitWithAck('history:list', { limit }));
  if (answer.ok) useHistory.setState({ view: answer.data, failure: null });
  else useHistory.setState({ failure: answer.message });
}

/** Loads the list, and again with every connection and whenever the learner comes back to the page; the answer ends it. */
export function followHistory(): () => void {
  const again = () => void load();
  socket.on('connect', again);
  window.addEventListener('focus', again);
  if (socket.connected) again();
  return () => {
    socket.off('connect', again);
    window.removeEventListener('focus', again);
  };
}

export async function showMore(): Promise<void> {
  useHistory.setState(({ limit }) => ({ limit: limit + PAGE }));
  await load();
}

/** Gives a run a name; an empty one takes it away. */
export async function renameRun(runId: string, name: string): Promise<void> {
  const answer = await ask((asking) => asking.emitWithAck('run:rename', { runId, name }));
  if (answer.ok) changeRun(runId, (run) => ({ ...run, name: answer.data.name }));
  else useHistory.setState({ failure: answer.message });
}

/** Removes a run for good, whatever it does. */
export async function removeRun(runId: string): Promise<void> {
  const answer = await ask((asking) => asking.emitWithAck('run:remove', { runId }));
  if (!answer.ok && answer.code !== 'not-found') useHistory.setState({ failure: answer.message });
  await load();
}

function changeRun(runId: string, change: (run: RunSummary) => RunSummary): void {
  useHistory.setState(({ view }) => ({
    view: view && { ...view, runs: view.runs.map((run) => (run.id === runId ? change(run) : run)) },
  }));
}
