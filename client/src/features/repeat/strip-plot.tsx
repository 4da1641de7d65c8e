import { useState } from 'react';
import { said, say, told } from '#protocol/language/say.ts';
import type { RepeatView, Trial } from '#protocol/repeat.ts';
import type { CountAxis } from './count-axis.ts';
import { countAxis } from './count-axis.ts';
import { secondsText } from './lane-words.ts';
import { StripLane } from './strip-lane.tsx';
import { useWidth } from './use-width.ts';

interface StripPlotProps {
  view: RepeatView;
  onOpen(runId: string): void;
}

/** What each lane lost in each trial, lane above lane on one axis. The table below says the same. */
export function StripPlot({ view, onOpen }: StripPlotProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [ref, width] = useWidth<HTMLDivElement>();
  const most = Math.max(1, ...view.spread.map(({ max }) => max));
  const axis = countAxis(most, width);
  // Before the page is laid out there is no place for a mark.
  const lanes = width === 0 ? [] : view.lanes;
  const trial = view.results.find(({ number }) => number === pointed) ?? null;
  return (
    <figure className="strip-plot">
      <div ref={ref}>
        {lanes.map((lane) => (
          <StripLane
            key={lane.id}
            lane={lane}
            spread={view.spread.find(({ laneId }) => laneId === lane.id) ?? null}
            trials={view.results}
            axis={axis}
            width={width}
            pointed={pointed}
            onPoint={setPointed}
            onOpen={onOpen}
          />
        ))}
        {width > 0 && <Axis axis={axis} width={width} />}
      </div>
      <p className="strip-pointed">{trial === null ? told(HINT) : trialText(view, trial)}</p>
      <Legend hasInterval={view.spread.some(({ interval }) => interval !== null)} />
    </figure>
  );
}

const HINT = said(
  'A mark is a trial: point at one, or go from one to the next with the arrow keys. It opens its run.',
);

function trialText({ lanes }: RepeatView, trial: Trial): string {
  if (trial.state !== 'measured') return '';
  const lost = trial.lanes.map(({ id, counts }) => {
    const label = lanes.find((lane) => lane.id === id)?.label ?? id;
    return say('{lane} lost {lost}', { lane: label, lost: counts.lost.total });
  });
  return say('Trial {number}: the signal came {time} after the first request; {lost}.', {
    number: trial.number,
    time: secondsText(trial.momentMs),
    lost: lost.join(', '),
  });
}

function Axis({ axis, width }: { axis: CountAxis; width: number }) {
  return (
    <svg className="strip-axis" width={width} height={42} aria-hidden="true">
      <line x1={0} x2={width} y1={0.5} y2={0.5} />
      {axis.ticks.map((tick) => (
        <text key={tick} x={axis.x(tick)} y={17}>
          {tick}
        </text>
      ))}
      <text className="strip-unit" x={width / 2} y={37}>
        {say('lost requests in a trial')}
      </text>
    </svg>
  );
}

function Legend({ hasInterval }: { hasInterval: boolean }) {
  return (
    <figcaption className="strip-legend">
      <span>
        <svg width="12" height="12" aria-hidden="true" className="strip-mark lossy">
          <circle className="strip-dot" cx="6" cy="6" r="5.5" />
        </svg>
        {say('lost something')}
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true" className="strip-mark clean">
          <circle className="strip-dot" cx="6" cy="6" r="4.5" />
        </svg>
        {say('lost nothing')}
      </span>
      <span>
        <svg width="12" height="14" aria-hidden="true">
          <line className="strip-median" x1="6" x2="6" y1="0" y2="14" />
        </svg>
        {say('median')}
      </span>
      {hasInterval && (
        <span>
          <svg width="18" height="14" aria-hidden="true">
            <rect className="strip-interval" x="0.5" y="0.5" width="17" height="13" rx="4" />
          </svg>
          {say('interval that holds the true median in at least 95 of 100 repeats, if the trials are independent')}
        </span>
      )}
    </figcaption>
  );
}
