import type { LaneEvent } from './lane-events.ts';
import type { Mark } from './mark.ts';

/** The same shapes as on the canvas, for the legend and the table. */
export function MarkGlyph({ mark }: { mark: Mark }) {
  return (
    <svg
      className={`glyph ${mark}`}
      width={WIDTHS[mark] * 0.8}
      height="8"
      viewBox={`0 0 ${WIDTHS[mark]} 10`}
      aria-hidden="true"
    >
      {SHAPES[mark]}
    </svg>
  );
}

/** A diamond for what the lab did, a tick for a line of the log. */
export function EventGlyph({ source }: { source: LaneEvent['source'] }) {
  return (
    <svg className={`glyph event-${source}`} width="8" height="8" viewBox="0 0 10 10" aria-hidden="true">
      {source === 'lab' ? (
        <path d="M5 0 10 5 5 10 0 5z" fill="currentColor" />
      ) : (
        <path d="M4 0h2v10H4z" fill="currentColor" />
      )}
    </svg>
  );
}

const WIDTHS: Record<Mark, number> = {
  completed: 20,
  'server-error': 20,
  cut: 19,
  'timed-out': 20,
  refused: 10,
  'not-sent': 10,
  'in-flight': 19,
};

const SHAPES: Record<Mark, React.ReactNode> = {
  completed: <rect x="1" y="2" width="18" height="6" rx="3" fill="currentColor" />,
  'server-error': (
    <rect x="1.8" y="2.3" width="16.4" height="5.4" rx="2.7" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
  cut: (
    <>
      <rect x="1" y="2" width="9" height="6" fill="currentColor" />
      <path d="m12 2 6 6M18 2l-6 6" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  'timed-out': (
    <>
      <rect x="1" y="2" width="8" height="6" fill="currentColor" />
      <path d="M15 2.6V5h2.2" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <circle cx="15" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  refused: <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  'not-sent': <rect x="1" y="4" width="8" height="2" fill="currentColor" />,
  'in-flight': (
    <>
      <rect x="1" y="3.6" width="15" height="2.8" fill="currentColor" opacity=".75" />
      <path d="m14 1.5 4 3.5-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
};
