import type { Said } from '#protocol/language/say.ts';
import { said, told } from '#protocol/language/say.ts';
import type { LaneModel } from './lane-model.ts';

const WORDS: Record<LaneModel['state'], Said> = {
  planned: said('not started'),
  preparing: said('preparing'),
  ready: said('ready'),
  running: said('running'),
  draining: said('draining'),
  exited: said('exited'),
  removed: said('removed'),
  failed: said('failed'),
  unknown: said('end unknown'),
};

/** A lane's state in a word and a shape. */
export function LaneState({ state }: { state: LaneModel['state'] }) {
  return (
    <span className={`chip lane-state ${state}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {told(WORDS[state])}
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
  removed: (
    <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
  unknown: (
    <path
      d="M2.6 3.4a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.5M5 9v.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    />
  ),
  failed: <path d="m1.5 1.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="2" />,
};
