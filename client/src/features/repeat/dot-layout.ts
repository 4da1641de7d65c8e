import type { LaneId } from '#protocol/ids.ts';

/** What is looked at of a trial: only those that were measured have a mark. */
export type PlottedTrial =
  | {
      state: 'measured';
      number: number;
      runId: string;
      lanes: readonly { id: LaneId; counts: { lost: { total: number } } }[];
    }
  | { state: 'broken' | 'stopped' };

/** A trial's mark in a lane's strip: where it stands beside the middle of its value, in pixels. */
export interface Dot {
  number: number;
  runId: string;
  lost: number;
  dx: number;
  dy: number;
}

/** From the middle of a mark to the middle of its neighbour, in pixels. */
export const PITCH = 15;

/**
 * The marks of a lane: trials with equal values stand in columns, each centred, so that none hides another. Where a value has less
 * room than its trials need, they move closer together.
 * @param cell the width of one value on the axis
 * @param height the height of the strip
 */
export function layOutDots(laneId: LaneId, trials: readonly PlottedTrial[], cell: number, height: number): Dot[] {
  const groups = new Map<number, { number: number; runId: string }[]>();
  for (const trial of trials) {
    if (trial.state !== 'measured') continue;
    const lost = trial.lanes.find(({ id }) => id === laneId)?.counts.lost.total;
    if (lost === undefined) continue;
    groups.set(lost, [...(groups.get(lost) ?? []), trial]);
  }
  return [...groups]
    .sort(([one], [other]) => one - other)
    .flatMap(([lost, group]) => {
      const offsets = offsetsOf(group.length, cell, height);
      return group.map(({ number, runId }, place) => ({
        number,
        runId,
        lost,
        ...(offsets[place] ?? { dx: 0, dy: 0 }),
      }));
    });
}

function offsetsOf(count: number, cell: number, height: number): { dx: number; dy: number }[] {
  const roomy = Math.max(1, Math.floor(height / PITCH));
  const columns = Math.min(Math.ceil(count / roomy), Math.max(1, Math.floor(cell / PITCH)));
  const rows = Math.ceil(count / columns);
  const pitch = Math.min(PITCH, height / rows);
  return Array.from({ length: count }, (_, place) => {
    const column = Math.floor(place / rows);
    const inColumn = Math.min(rows, count - column * rows);
    return {
      dx: (column - (columns - 1) / 2) * PITCH,
      dy: ((place % rows) - (inColumn - 1) / 2) * pitch,
    };
  });
}
