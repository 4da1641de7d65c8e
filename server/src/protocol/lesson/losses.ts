import type { LaneView } from '../lane.ts';
import { say, sayCount } from '../language/say.ts';
import type { LostCounts } from '../request.ts';
import type { RunView } from '../run.ts';
import { comparedLane } from './run-proof.ts';

/** What became of a lane's requests about its signal, in this run's own numbers. */
export function tellLosses(run: RunView, lane: LaneView): string {
  const { lost } = lane.counts;
  if (lost === null) return say('What it lost is not known.');
  const compared = comparedLane(run, lane);
  if (compared === null)
    return lost.total === 0 ? say('No request was lost.') : sayCount(lost.total, '{count} lost.', '{count} lost.');
  const { inFlightAtSignal: flight, afterSignal: after } = compared;
  const sentences = [
    flight.total === 0
      ? say('Nothing was in flight at the signal.')
      : sayCount(
          flight.answered,
          'Of {total} in flight at the signal {count} was answered.',
          'Of {total} in flight at the signal {count} were answered.',
          { total: flight.total },
        ),
  ];
  const lostLater = after.lost ?? 0;
  const later = after.answered + lostLater + after.refused;
  if (later === 0) sentences.push(say('None was sent after it.'));
  else {
    const fates = [
      after.answered > 0 && sayCount(after.answered, '{count} answered', '{count} answered'),
      lostLater > 0 && sayCount(lostLater, '{count} lost', '{count} lost'),
      after.refused > 0 &&
        sayCount(
          after.refused,
          '{count} refused, which is safe to send again',
          '{count} refused, which is safe to send again',
        ),
    ].filter((fate) => fate !== false);
    sentences.push(say('Of {later} sent after it: {fates}.', { later, fates: fates.join(', ') }));
  }
  if (lost.total > 0) sentences.push(evidence(lost));
  const { serverErrors } = lane.counts;
  if (serverErrors > 0) sentences.push(serverErrorsText(serverErrors));
  return sentences.join(' ');
}

function serverErrorsText(count: number): string {
  return sayCount(
    count,
    '{count} answered with an error of the server.',
    '{count} answered with an error of the server.',
  );
}

function evidence({ unread, interrupted, unacknowledged, unknown }: LostCounts): string {
  const kinds = [
    unread > 0 && sayCount(unread, '{count} never read', '{count} never read'),
    interrupted > 0 && sayCount(interrupted, '{count} interrupted', '{count} interrupted'),
    unacknowledged > 0 &&
      sayCount(unacknowledged, '{count} stored and never acknowledged', '{count} stored and never acknowledged'),
    unknown > 0 && sayCount(unknown, '{count} of unknown kind', '{count} of unknown kind'),
  ].filter((kind) => kind !== false);
  return say('By the server’s own log the lost were: {kinds}.', { kinds: kinds.join(', ') });
}
