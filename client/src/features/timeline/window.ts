import type { RunTimes } from './lane-times.ts';

/** A stretch of the axis, in milliseconds relative to each lane's own origin. */
export interface Window {
  from: number;
  to: number;
}

/** While no lane was sent a signal, the last seconds are shown, and a little room for what comes. */
const FOLLOWED: Window = { from: -5_600, to: 400 };
/** At least so much is shown on each side of the signal: what was in flight, and what came too late. */
const LEAST_SIDE_MS = 1_000;

/**
 * The instant that a lane's axis calls 0, on the run's clock: its signal, else now, else when it all came to rest.
 */
export function laneOrigin(times: RunTimes, laneIndex: number, now: number): number {
  const lane = times.lanes[laneIndex];
  const rest = lane?.exitedAt ?? times.endedAt;
  return lane?.terminatedAt ?? rest ?? now;
}

/** The window that shows a run best at an instant of its clock. */
export function fittingWindow(times: RunTimes, now: number): Window {
  const ended = times.lanes.flatMap((lane) =>
    lane.terminatedAt === null ? [] : [{ ...lane, t0: lane.terminatedAt }],
  );
  if (ended.length === 0) return FOLLOWED;
  // A lane that ran on was removed in the end: what came after the traffic is of no interest.
  const rest = (alive: boolean) => (alive ? now : (times.endedAt ?? now));
  const tails = ended.map(({ t0, exitedAt, cameBackAt, alive }) => (cameBackAt ?? exitedAt ?? rest(alive)) - t0);
  const waits = ended.map(({ t0, readinessOffAt }) => (readinessOffAt === null ? 0 : t0 - readinessOffAt));
  const to = Math.max(LEAST_SIDE_MS, Math.max(...tails) * 1.25 + 250);
  return { from: -Math.max(LEAST_SIDE_MS, to * 0.7, Math.max(...waits) * 1.1), to };
}

/** The window that shows all of a run. */
export function wholeWindow(times: RunTimes, now: number): Window {
  const start = times.startedAt ?? now;
  const end = times.endedAt ?? now;
  const origins = times.lanes.map((_, index) => laneOrigin(times, index, now));
  const from = start - Math.max(...origins);
  const to = Math.max(end, ...times.lanes.map(({ exitedAt }) => exitedAt ?? end)) - Math.min(...origins);
  const margin = Math.max(50, (to - from) * 0.03);
  return { from: from - margin, to: to + margin };
}

/** Zooms about a place that stays where it is; between 20 ms and an hour stay visible. */
export function zoomed({ from, to }: Window, factor: number, about: number): Window {
  const span = Math.min(3_600_000, Math.max(20, (to - from) * factor));
  const share = (about - from) / (to - from);
  return { from: about - span * share, to: about + span * (1 - share) };
}

export function moved({ from, to }: Window, by: number): Window {
  return { from: from + by, to: to + by };
}
