import { create } from 'zustand';
import { mergeProgress } from '#protocol/lesson/merge-progress.ts';
import type { LessonProgress, Progress } from '#protocol/lesson/progress.ts';
import { readProgress } from '#protocol/lesson/read-progress.ts';
import { ask, socket } from '../../lib/socket.ts';
import { recall, remember } from '../../ui/remembered.ts';

const KEY = 'lab-progress';
/** Several changes in a row are one letter to the lab. In milliseconds. */
const GATHER_MS = 400;

const NEW: LessonProgress = {
  at: 0,
  prediction: null,
  skipped: false,
  score: null,
  runId: null,
  seen: [],
  done: false,
};

/** How far this browser's learner is: kept in the browser and, by the newer of each lesson, by the lab. */
export const useProgress = create<{ progress: Progress }>()(() => ({ progress: kept() }));

/** How far the learner is with one lesson; as at its beginning, where nothing is known. */
export function lessonOf(progress: Progress, lessonId: string): LessonProgress {
  return progress.lessons[lessonId] ?? NEW;
}

/** Whether the learner has predicted, or chose not to. */
export function isUnlocked({ prediction, skipped }: LessonProgress): boolean {
  return prediction !== null || skipped;
}

/** Notes what changed of a lesson; what says nothing new changes nothing. */
export function noteLesson(lessonId: string, change: Partial<Omit<LessonProgress, 'at'>>): void {
  const before = lessonOf(useProgress.getState().progress, lessonId);
  const after = { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  // Never back in time: another window's clock is this one's, and a changed clock must not undo what was done since.
  take({ version: 1, lessons: { [lessonId]: { ...after, at: Math.max(Date.now(), before.at + 1) } } });
  saveSoon();
}

/** Begins a lesson anew; what was done of it is forgotten on both sides. */
export function forgetLesson(lessonId: string): void {
  noteLesson(lessonId, { ...NEW, seen: [] });
}

function take(progress: Progress): void {
  const merged = mergeProgress(useProgress.getState().progress, progress);
  remember(KEY, JSON.stringify(merged));
  useProgress.setState({ progress: merged });
}

function kept(): Progress {
  try {
    return readProgress(JSON.parse(recall(KEY) ?? 'null'));
  } catch {
    return readProgress(null);
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void exchange(), GATHER_MS);
}

/** Gives the lab what this browser has, and takes what the lab has more. Where it does not answer, the next connection tries again. */
async function exchange(): Promise<void> {
  // Another window may have gone on.
  take(kept());
  const { progress } = useProgress.getState();
  const answer = await ask((asking) =>
    Object.keys(progress.lessons).length === 0
      ? asking.emitWithAck('progress:load')
      : asking.emitWithAck('progress:save', progress),
  );
  if (answer.ok && answer.data !== null) take(readProgress(answer.data));
}

socket.on('connect', () => void exchange());
if (socket.connected) void exchange();
// What another window notes is shown here, too.
addEventListener('storage', ({ key }) => {
  if (key === KEY) take(kept());
});
