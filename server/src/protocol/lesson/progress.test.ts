import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeProgress, NO_PROGRESS } from './merge-progress.ts';
import type { Progress } from './progress.ts';
import { progressSchema } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { STEPS } from './steps.ts';

const prediction = fc.record({
  lanes: fc.record(
    {
      a: fc.record(
        {
          exitCode: fc.oneof(fc.constant('never' as const), fc.integer({ min: 0, max: 255 })),
          lost: fc.nat(100_000),
          seconds: fc.double({ min: 0, max: 1_000, noNaN: true }),
        },
        { requiredKeys: [] },
      ),
      b: fc.constant({}),
    },
    { requiredKeys: [] },
  ),
});
const points = fc.record({ points: fc.nat(100), of: fc.nat(100) });
const lesson = fc.record({
  // Few different times: ties are what a merge can get wrong.
  at: fc.nat(3),
  prediction: fc.option(prediction, { nil: null }),
  skipped: fc.boolean(),
  score: fc.option(points, { nil: null }),
  runId: fc.option(fc.constantFrom('3f2a9c01', '90bb1e44'), { nil: null }),
  seen: fc.uniqueArray(fc.constantFrom(...STEPS)),
  done: fc.boolean(),
});
const progress: fc.Arbitrary<Progress> = fc.record({
  version: fc.constant(1 as const),
  lessons: fc.dictionary(fc.constantFrom('in-flight', 'oom', 'pid-1'), lesson),
});

test('which side is named first does not matter', () => {
  fc.assert(
    fc.property(progress, progress, (one, other) => {
      expect(mergeProgress(one, other)).toEqual(mergeProgress(other, one));
    }),
  );
});

test('to merge again changes nothing, and neither does nothing', () => {
  fc.assert(
    fc.property(progress, progress, (one, other) => {
      const merged = mergeProgress(one, other);
      expect(mergeProgress(merged, other)).toEqual(merged);
      expect(mergeProgress(merged, merged)).toEqual(merged);
      expect(mergeProgress(one, NO_PROGRESS)).toEqual(one);
    }),
  );
});

test('of three sides it does not matter which two meet first', () => {
  fc.assert(
    fc.property(progress, progress, progress, (one, other, third) => {
      const left = mergeProgress(mergeProgress(one, other), third);
      expect(left).toEqual(mergeProgress(one, mergeProgress(other, third)));
    }),
  );
});

test('of each lesson the newer stays', () => {
  const at = (time: number, done: boolean): Progress => ({
    version: 1,
    lessons: { oom: { at: time, prediction: null, skipped: false, score: null, runId: null, seen: [], done } },
  });
  expect(mergeProgress(at(1, false), at(2, true)).lessons.oom?.done).toBe(true);
  expect(mergeProgress(at(3, false), at(2, true)).lessons.oom?.done).toBe(false);
});

test('the page’s reader takes what the schema takes', () => {
  fc.assert(
    fc.property(progress, (kept) => {
      expect(progressSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(
        readProgress(JSON.parse(JSON.stringify(kept))),
      );
    }),
  );
});

test('whatever else a browser kept, what the reader makes of it fits the schema', () => {
  const odd = fc.oneof(
    fc.anything(),
    fc.record({ version: fc.constant(1), lessons: fc.dictionary(fc.string(), fc.anything()) }),
    fc.record({
      version: fc.constant(1),
      lessons: fc.dictionary(
        fc.constantFrom('oom', 'Not A Slug', 'pid-1'),
        lesson.chain((good) =>
          fc.record({ key: fc.constantFrom(...Object.keys(good)), value: fc.anything() }).map(({ key, value }) => ({
            ...good,
            [key]: value,
          })),
        ),
      ),
    }),
  );
  fc.assert(
    fc.property(odd, (kept) => {
      expect(progressSchema.safeParse(readProgress(kept)).success).toBe(true);
    }),
  );
});
