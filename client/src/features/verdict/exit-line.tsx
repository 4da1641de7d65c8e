import type { Exit } from '#protocol/lane.ts';
import type { Termination } from '#protocol/termination.ts';
import { exitMeaning } from './exit-meaning.ts';

interface ExitLineProps {
  exit: Exit | null;
  /** What was sent; null where nothing was. */
  sent: Termination | null;
  engineName: string;
  /** Stands in its place before the exit. */
  waitingText: string;
}

/** How a container ended and what that means. */
export function ExitLine({ exit, sent, engineName, waitingText }: ExitLineProps) {
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
        <span className="hidden-visually">Exit code </span>
        {code}
      </div>
      <div>
        {headline}
        <small>{notes.join(' · ')}</small>
      </div>
    </div>
  );
}
