import { changeWords } from '../change-words.ts';
import type { LaneId } from '../ids.ts';
import type { LaneView } from '../lane.ts';
import type { RunView } from '../run.ts';
import type { FigureGap } from './lane-gap.ts';
import { exitGap, lostGap, secondsGap } from './lane-gap.ts';
import type { Prediction } from './prediction.ts';
import { whyNoProof } from './run-proof.ts';

export interface LaneGap {
  laneId: LaneId;
  label: string;
  figures: FigureGap[];
}

export interface PredictionGap {
  lanes: LaneGap[];
  /** What was turned for this run: the prediction may have been of the scenario as it is written. */
  changed: string[];
}

/** A prediction beside what a run came to; null where the run proves nothing, or nothing yet. */
export function predictionGap(prediction: Prediction, run: RunView): PredictionGap | null {
  if (whyNoProof(run) !== null) return null;
  return {
    lanes: run.lanes.map((lane) => laneGap(prediction, run, lane)),
    changed: changeWords(run.changes),
  };
}

function laneGap({ lanes }: Prediction, run: RunView, lane: LaneView): LaneGap {
  const said = lanes[lane.id] ?? {};
  return {
    laneId: lane.id,
    label: lane.label,
    figures: [exitGap(said, run, lane), lostGap(said, run, lane), secondsGap(said, run, lane)],
  };
}

/** What a prediction came to: points, of as many as the run could give. What it does not tell counts for nobody. */
export function scoreOf({ lanes }: PredictionGap): { points: number; of: number } {
  const told = lanes.flatMap(({ figures }) => figures).filter(({ verdict }) => verdict !== 'unknown');
  return {
    points: told.reduce((sum, { points }) => sum + points, 0),
    of: told.reduce((sum, { of }) => sum + of, 0),
  };
}
