import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { say } from '#protocol/language/say.ts';
import type { LaneSpread, RepeatView, Trial } from '#protocol/repeat.ts';
import { classes } from '../../ui/classes.ts';
import type { CountAxis } from './count-axis.ts';
import type { Dot } from './dot-layout.ts';
import { layOutDots } from './dot-layout.ts';
import { laneTitle, spreadText } from './lane-words.ts';

export const STRIP_HEIGHT = 88;
const RADIUS = 6;
/** The marks keep so far from the strip's edges, in pixels. */
const MARGIN = 6;
/** How far the band reaches beyond the marks of its outermost values, in pixels. */
const BAND_MARGIN = 4;

interface StripLaneProps {
  lane: RepeatView['lanes'][number];
  spread: LaneSpread | null;
  trials: readonly Trial[];
  axis: CountAxis;
  width: number;
  /** The trial that is pointed at, in every lane. */
  pointed: number | null;
  onPoint(trial: number | null): void;
  onOpen(runId: string): void;
}

/** What one lane lost in each trial: a mark a trial, the median and its interval. */
export function StripLane({ lane, spread, trials, axis, width, pointed, onPoint, onOpen }: StripLaneProps) {
  const marks = useRef<SVGGElement>(null);
  const dots = layOutDots(lane.id, trials, axis.cell, STRIP_HEIGHT - 2 * MARGIN);
  const focusable = dots.find(({ number }) => number === pointed) ?? dots[0];
  const move = (event: KeyboardEvent) => {
    const place = dots.findIndex(({ number }) => number === pointed);
    const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: dots.length - 1 }[event.key];
    const dot = next === undefined ? undefined : dots[Math.min(dots.length - 1, Math.max(0, next))];
    if (dot === undefined) return;
    event.preventDefault();
    onPoint(dot.number);
    marks.current?.querySelector<SVGAElement>(`[data-trial="${dot.number}"]`)?.focus();
  };
  return (
    <div className="strip">
      <h3>
        {laneTitle(lane.id)} <b>{lane.label}</b>{' '}
        <span className="strip-stats">{spread === null ? say('not measured yet') : spreadText(spread)}</span>
      </h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand for a picture of links */}
      <svg
        role="group"
        aria-label={say('What {lane} lost, a mark a trial', { lane: lane.label })}
        width={width}
        height={STRIP_HEIGHT}
        onKeyDown={move}
      >
        {axis.ticks.map((tick) => (
          <line key={tick} className="strip-grid" x1={axis.x(tick)} x2={axis.x(tick)} y1={0} y2={STRIP_HEIGHT} />
        ))}
        {spread !== null && <Median spread={spread} axis={axis} reach={reachOf(dots)} />}
        <g ref={marks}>
          {dots.map((dot) => (
            <Mark
              key={dot.number}
              dot={dot}
              x={axis.x(dot.lost) + dot.dx}
              isPointed={dot.number === pointed}
              isFocusable={dot === focusable}
              onPoint={onPoint}
              onOpen={onOpen}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

/** How far marks stand from the middle of their value, in pixels. */
function reachOf(dots: readonly Dot[]): number {
  return Math.max(0, ...dots.map(({ dx }) => Math.abs(dx))) + RADIUS + BAND_MARGIN;
}

interface MedianProps {
  spread: LaneSpread;
  axis: CountAxis;
  reach: number;
}

function Median({ spread: { median, interval }, axis, reach }: MedianProps) {
  const x = axis.x(median);
  return (
    <g>
      {interval !== null && (
        <rect
          className="strip-interval"
          x={axis.x(interval.low) - reach}
          width={axis.x(interval.high) - axis.x(interval.low) + 2 * reach}
          y={1}
          height={STRIP_HEIGHT - 2}
          rx={4}
        />
      )}
      <line className="strip-median" x1={x} x2={x} y1={0} y2={STRIP_HEIGHT} />
    </g>
  );
}

interface MarkProps extends Pick<StripLaneProps, 'onPoint' | 'onOpen'> {
  dot: Dot;
  x: number;
  isPointed: boolean;
  isFocusable: boolean;
}

/** A full mark lost something, a ring lost nothing. */
function Mark({ dot: { number, runId, lost, dy }, x, isPointed, isFocusable, onPoint, onOpen }: MarkProps) {
  return (
    <a
      href={`/runs/${runId}`}
      data-trial={number}
      className={classes('strip-mark', lost === 0 ? 'clean' : 'lossy', isPointed && 'pointed')}
      aria-label={say('Trial {number} lost {lost}: open its run', { number, lost })}
      tabIndex={isFocusable ? 0 : -1}
      onPointerEnter={() => onPoint(number)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(number)}
      onBlur={() => onPoint(null)}
      onClick={(event) => {
        // What a browser does with a link beside a plain click stays as it is: another tab, another window.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onOpen(runId);
      }}
    >
      <circle className="strip-hit" cx={x} cy={STRIP_HEIGHT / 2 + dy} r={RADIUS + 1.5} />
      <circle className="strip-dot" cx={x} cy={STRIP_HEIGHT / 2 + dy} r={lost === 0 ? RADIUS - 1 : RADIUS} />
    </a>
  );
}
