import type { LaneModel } from './lane-model.ts';

const WORDS: Record<LaneModel['state'], string> = {
  planned: 'not started',
  preparing: 'preparing',
  ready: 'ready',
  running: 'running',
  draining: 'draining',
  exited: 'exited',
  failed: 'failed',
};

/** A lane's state in a word and a shape. */
export function LaneState({ state }: { state: LaneModel['state'] }) {
  return (
    <span className={`chip lane-state ${state}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {WORDS[state]}
    </span>
  );
}

const ring = <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.6" />;

const SHAPES: Record<LaneModel['state'], React.ReactNode> = {
  planned: ring,
  preparing: <path d="M5 1.4A3.6 3.6 0 1 1 1.4 5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  ready: (
    <>
      {ring}
      <circle cx="5" cy="5" r="1.4" fill="currentColor" />
    </>
  ),
  running: <circle cx="5" cy="5" r="4.2" fill="currentColor" />,
  draining: <path d="M1 1.5h8L5 9z" fill="currentColor" />,
  exited: <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1" fill="currentColor" />,
  failed: <path d="m1.5 1.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="2" />,
};
