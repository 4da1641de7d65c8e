import type { CreateRepeat } from '#protocol/repeat.ts';
import { ask } from '../../lib/socket.ts';
import { openRepeat, showRepeat, useRepeat } from './repeat-store.ts';

/** Begins a repeat. Answers with its id, or with why the lab said no. */
export async function createRepeat(command: CreateRepeat): Promise<{ id: string } | { failure: string }> {
  const answer = await ask((socket) => socket.emitWithAck('repeat:create', command));
  if (!answer.ok) return { failure: answer.message };
  // Shown at once: the page never goes blank between two addresses.
  openRepeat(answer.data.id);
  showRepeat(answer.data);
  return { id: answer.data.id };
}

/** Ends the trial that goes on; what was measured stays. */
export async function stopRepeat(repeatId: string): Promise<void> {
  useRepeat.setState({ failure: null });
  const answer = await ask((socket) => socket.emitWithAck('repeat:stop', { repeatId }));
  if (answer.ok) showRepeat(answer.data);
  else useRepeat.setState({ failure: answer.message });
}
