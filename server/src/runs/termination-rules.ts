import { terminationCommand } from '#protocol/command-line.ts';
import type { LaneState } from '#protocol/lane.ts';
import type { Termination } from '#protocol/termination.ts';
import { LabError } from '../errors.ts';

const isSigkill = (termination: Termination) => termination.kind === 'kill' && termination.signal === 'SIGKILL';

function describeSent(sent: Termination | null): string {
  const command = sent === null ? 'a termination' : terminationCommand(sent);
  const next = sent !== null && isSigkill(sent) ? 'it will end any moment' : 'only docker kill can follow';
  return `${command} and has not ended yet; ${next}.`;
}

/**
 * Which terminations a lane in a given state accepts.
 * @param sent the latest termination that was sent, or null
 * @throws LabError that says why not and what to do
 */
export function assertMayTerminate(
  title: string,
  state: LaneState,
  sent: Termination | null,
  termination: Termination,
): void {
  switch (state) {
    case 'preparing':
      throw new LabError('lane-not-ready', `${title} is still being prepared: wait until it is ready.`);
    case 'exited':
      throw new LabError('lane-exited', `${title} has already ended: reset the run to try again.`);
    case 'failed':
      throw new LabError('lane-failed', `${title} failed and has nothing to end: reset the run to try again.`);
    case 'draining':
      if (isSigkill(termination) && sent !== null && !isSigkill(sent)) return;
      throw new LabError('already-terminated', `${title} was already sent ${describeSent(sent)}`);
    case 'ready':
    case 'running':
      return;
  }
}
