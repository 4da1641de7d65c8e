import { NO_PROGRESS } from './merge-progress.ts';
import type { LanePrediction, Prediction } from './prediction.ts';
import type { LessonProgress, Progress } from './progress.ts';
import { isStep } from './steps.ts';

/**
 * Reads what a browser kept, lesson by lesson: what cannot be used is forgotten, the rest stays. It checks what `progressSchema`
 * checks, whose library the page does without; the tests hold one against the other.
 */
export function readProgress(value: unknown): Progress {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.lessons)) return NO_PROGRESS;
  const lessons: Record<string, LessonProgress> = {};
  for (const [id, found] of Object.entries(value.lessons).slice(0, 60)) {
    const lesson = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 60 ? readLesson(found) : null;
    if (lesson !== null) lessons[id] = lesson;
  }
  return { version: 1, lessons };
}

function readLesson(value: unknown): LessonProgress | null {
  if (!isRecord(value) || !isInteger(value.at, Number.MAX_SAFE_INTEGER)) return null;
  const { at, skipped, done, runId, seen } = value;
  const prediction = value.prediction === null ? null : readPrediction(value.prediction);
  const score = readScore(value.score);
  if (prediction === undefined || score === undefined) return null;
  if (typeof skipped !== 'boolean' || typeof done !== 'boolean') return null;
  if (runId !== null && !(typeof runId === 'string' && /^[0-9a-f]{8}$/.test(runId))) return null;
  if (!Array.isArray(seen) || seen.length > 5 || !seen.every(isStep)) return null;
  return { at, prediction, skipped, score, runId, seen, done };
}

function readScore(value: unknown): LessonProgress['score'] | undefined {
  if (value === null) return null;
  if (!isRecord(value) || !isNumber(value.points, 100) || !isNumber(value.of, 100)) return undefined;
  return { points: value.points, of: value.of };
}

const LANES = ['a', 'b', 'c', 'd'] as const;

function readPrediction(value: unknown): Prediction | undefined {
  if (!isRecord(value) || !isRecord(value.lanes)) return undefined;
  const lanes: Prediction['lanes'] = {};
  for (const id of LANES) {
    const found = value.lanes[id];
    if (found === undefined) continue;
    const lane = readLane(found);
    if (lane === null) return undefined;
    lanes[id] = lane;
  }
  return { lanes };
}

function readLane(value: unknown): LanePrediction | null {
  if (!isRecord(value)) return null;
  const { exitCode, lost, seconds } = value;
  const lane: LanePrediction = {};
  if (exitCode === 'never' || isInteger(exitCode, 255)) lane.exitCode = exitCode;
  else if (exitCode !== undefined) return null;
  if (isInteger(lost, 100_000)) lane.lost = lost;
  else if (lost !== undefined) return null;
  if (isNumber(seconds, 1_000)) lane.seconds = seconds;
  else if (seconds !== undefined) return null;
  return lane;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function isInteger(value: unknown, most: number): value is number {
  return isNumber(value, most) && Number.isInteger(value);
}
