import type { Mark } from './mark.ts';

/** The same shapes as on the canvas, for the legend and the table. */
export function MarkGlyph({ mark }: { mark: Mark }) {
  return (
    <svg className={`glyph ${mark}`} width="20" height="10" viewBox="0 0 20 10" aria-hidden="true">
      {SHAPES[mark]}
    </svg>
  );
}

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
  refused: <circle cx="10" cy="5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  'not-sent': <rect x="6" y="4" width="8" height="2" fill="currentColor" />,
  'in-flight': (
    <>
      <rect x="1" y="3.6" width="15" height="2.8" fill="currentColor" opacity=".75" />
      <path d="m14 1.5 4 3.5-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
};
