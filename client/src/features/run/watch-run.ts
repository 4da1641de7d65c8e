import type { RunAdvance } from '#protocol/socket.ts';
import { ask, socket } from '../../lib/socket.ts';
import { startRun } from './commands.ts';
import { openRun, showView, useRun } from './run-store.ts';
import { startWish } from './start-wish.ts';

/** Before another try where the lab could not answer, in milliseconds. */
const AGAIN_MS = 2_000;

/**
 * Follows a run: all of it from the beginning, and after a dropped connection what is missing. Starts it when it is ready and
 * this tab was asked to.
 * @param whenMissing called where the lab does not have the run; by default the page says so
 * @returns ends it
 */
export function watchRun(runId: string, whenMissing: (message: string) => void = sayMissing): () => void {
  if (useRun.getState().runId !== runId) openRun(runId);
  const { feed } = useRun.getState();
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const startIfWished = () => {
    const { view } = useRun.getState();
    if (view?.id === runId && view.status === 'ready' && startWish.take(runId)) void startRun(runId);
  };
  const onAdvance = (advance: RunAdvance, acknowledge: () => void) => {
    if (advance.runId !== runId) return acknowledge();
    const { view } = advance;
    if (view) feed.clock.observe(view);
    // The lab sends little more until the terminals have taken this: a flood waits there, not here. And they come first: to draw the
    // view takes longer than to draw some lines.
    const taken = () => {
      acknowledge();
      if (view) showView(view);
      startIfWished();
    };
    feed.take(advance).then(taken, taken);
  };
  const watch = async () => {
    clearTimeout(timer);
    const answer = await ask((asking) => asking.emitWithAck('run:watch', { runId, have: feed.cursors() }));
    if (ended) return;
    if (answer.ok) {
      showView(answer.data);
      startIfWished();
    } else if (answer.code !== 'offline') whenMissing(answer.message);
    else if (socket.connected) timer = setTimeout(onConnect, AGAIN_MS);
  };
  const onConnect = () => void watch();

  socket.on('run:advanced', onAdvance);
  socket.on('connect', onConnect);
  if (socket.connected) onConnect();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket.off('run:advanced', onAdvance);
    socket.off('connect', onConnect);
    void ask((asking) => asking.emitWithAck('run:unwatch', { runId }));
  };
}

function sayMissing(message: string): void {
  useRun.setState({ view: null, missing: message });
}
