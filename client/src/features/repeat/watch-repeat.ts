import type { RepeatView } from '#protocol/repeat.ts';
import { ask, socket } from '../../lib/socket.ts';
import { openRepeat, showRepeat, useRepeat } from './repeat-store.ts';

/** Before another try where the lab could not answer, in milliseconds. */
const AGAIN_MS = 2_000;

/** Follows a repeat, also over a dropped connection. @returns ends it */
export function watchRepeat(repeatId: string): () => void {
  if (useRepeat.getState().repeatId !== repeatId) openRepeat(repeatId);
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAdvance = (view: RepeatView, acknowledge: () => void) => {
    if (view.id === repeatId) showRepeat(view);
    acknowledge();
  };
  const watch = async () => {
    clearTimeout(timer);
    const answer = await ask((asking) => asking.emitWithAck('repeat:watch', { repeatId }));
    if (ended) return;
    if (answer.ok) showRepeat(answer.data);
    else if (answer.code !== 'offline') useRepeat.setState({ view: null, missing: answer.message });
    else if (socket.connected) timer = setTimeout(onConnect, AGAIN_MS);
  };
  const onConnect = () => void watch();

  socket.on('repeat:advanced', onAdvance);
  socket.on('connect', onConnect);
  if (socket.connected) onConnect();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket.off('repeat:advanced', onAdvance);
    socket.off('connect', onConnect);
    void ask((asking) => asking.emitWithAck('repeat:unwatch', { repeatId }));
  };
}
