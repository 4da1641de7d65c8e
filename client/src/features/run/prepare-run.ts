import type { CreateRun } from '#protocol/run.ts';
import { ask, socket } from '../../lib/socket.ts';
import { openRun, showView, useRun } from './run-store.ts';
import { watchRun } from './watch-run.ts';

/**
 * Has the containers of a scenario made while the learner still reads, so that the start need not wait for them. After a dropped
 * connection it makes anew what the lab gave up.
 * @param delayMs to wait before: who types a number means only the last of what stands there
 * @returns ends it; a run that nothing was done with goes with its last viewer
 */
export function prepareRun(command: CreateRun, delayMs = 0): () => void {
  let ended = false;
  let unwatch: (() => void) | null = null;

  const make = async () => {
    unwatch?.();
    unwatch = null;
    const answer = await ask((asking) => asking.emitWithAck('run:prepare', command));
    if (ended) return;
    if (answer.ok) {
      openRun(answer.data.id);
      showView(answer.data);
      unwatch = watchRun(answer.data.id, () => void make());
    } else if (answer.code === 'engine-cannot') useRun.setState({ cannot: answer.message });
    else if (answer.code !== 'offline') useRun.setState({ failure: answer.message });
  };
  const onConnect = () => {
    if (unwatch === null) void make();
  };

  openRun(null);
  const timer = setTimeout(() => {
    socket.on('connect', onConnect);
    if (socket.connected) onConnect();
  }, delayMs);
  return () => {
    ended = true;
    clearTimeout(timer);
    socket.off('connect', onConnect);
    unwatch?.();
  };
}
