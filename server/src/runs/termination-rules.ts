import { isSigkill, saidTermination } from '#protocol/command-line.ts';
import type { LaneState } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import { LabError } from '../errors.ts';

function alreadySent(lane: Said, sent: Termination | null): Said {
  if (sent === null)
    return said(
      '{lane} was already told to end, and its termination follows in a moment; only docker kill can come before it.',
      { lane },
    );
  const command = saidTermination(sent);
  return isSigkill(sent)
    ? said('{lane} was already sent {command} and has not ended yet; it will end any moment.', { lane, command })
    : said('{lane} was already sent {command} and has not ended yet; only docker kill can follow.', {
        lane,
        command,
      });
}

/**
 * Which terminations a lane in a given state accepts.
 * @param lane what it is called
 * @param sent the latest termination that was sent; null where none was, or where it waits for its moment
 * @throws LabError that says why not and what to do
 */
export function assertMayTerminate(
  lane: Said,
  state: LaneState,
  sent: Termination | null,
  termination: Termination,
): void {
  switch (state) {
    case 'preparing':
      throw new LabError('lane-not-ready', said('{lane} is still being prepared: wait until it is ready.', { lane }));
    case 'exited':
      throw new LabError('lane-exited', said('{lane} has already ended: reset the run to try again.', { lane }));
    case 'failed':
      throw new LabError(
        'lane-failed',
        said('{lane} failed and has nothing to end: reset the run to try again.', { lane }),
      );
    case 'draining':
      if (isSigkill(termination) && (sent === null || !isSigkill(sent))) return;
      throw new LabError('already-terminated', alreadySent(lane, sent));
    case 'ready':
    case 'running':
      return;
  }
}
