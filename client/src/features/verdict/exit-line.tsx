import { durationText, exitMeaning } from '#protocol/exit-meaning.ts';
import type { Exit, LaneView } from '#protocol/lane.ts';
import { say } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';

interface ExitLineProps {
  exit: Exit | null;
  /** What was sent; null where nothing was. */
  sent: Termination | null;
  engineName: string;
  /** How long after its exit it answered again, by its restart policy, in milliseconds; null where it did not. */
  backAfterMs?: number | null;
  /** Stands in its place before the exit. */
  waitingText: string;
}

/** How a container ended and what that means. */
export function ExitLine({ exit, sent, engineName, backAfterMs = null, waitingText }: ExitLineProps) {
  if (exit === null) {
    return (
      <div className="exit waiting">
        <div className="exit-code" aria-hidden="true">
          –
        </div>
        <div>{waitingText}</div>
      </div>
    );
  }
  const { code, tone, headline, notes } = exitMeaning(exit, sent, engineName);
  return (
    <div className="exit">
      <div className={`exit-code ${tone}`}>
        <span className="hidden-visually">{say('Exit code')} </span>
        {code}
      </div>
      <div>
        {headline}
        <small>
          {backAfterMs !== null && (
            <b>{say('Came back after {duration}, by its restart policy', { duration: durationText(backAfterMs) })}</b>
          )}
          {backAfterMs !== null && notes.length > 0 && ' · '}
          {notes.join(' · ')}
        </small>
      </div>
    </div>
  );
}

/** How long after its exit a lane's container answered again; null where it did not. */
export function backAfter(lane: Pick<LaneView, 'cameBackAtMs' | 'exitedAtMs'> | null): number | null {
  if (lane?.cameBackAtMs === undefined || lane.exitedAtMs === undefined) return null;
  return lane.cameBackAtMs - lane.exitedAtMs;
}
