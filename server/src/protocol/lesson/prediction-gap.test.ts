import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LanePrediction } from './prediction.ts';
import { predictionGap, scoreOf } from './prediction-gap.ts';
import { counts, killedLane, laneView, runView } from './run.fixture.ts';

const run = runView([killedLane(), laneView({ id: 'b' })]);
const figures = (said: LanePrediction, of = run) =>
  predictionGap({ lanes: { a: said } }, of)?.lanes[0]?.figures ?? [];
const verdicts = (said: LanePrediction, of = run) => figures(said, of).map(({ verdict }) => verdict);

test.each<[LanePrediction, string[]]>([
  [{ exitCode: 137, lost: 3, seconds: 0.2 }, ['right', 'right', 'right']],
  [{ exitCode: 0, lost: 4, seconds: 0.3 }, ['wrong', 'near', 'right']],
  [{ exitCode: 'never', lost: 0, seconds: 9 }, ['wrong', 'wrong', 'wrong']],
  [{}, ['open', 'open', 'open']],
])('%j of a lane that docker kill ended is %j', (said, expected) => {
  expect(verdicts(said)).toEqual(expected);
});

test('what is said of it stands in the numbers of this run', () => {
  const [exit, lost, seconds] = figures({ exitCode: 0, lost: 0 });
  expect(exit).toMatchObject({ said: '0', was: '137' });
  expect(exit?.words).toContain('137 = 128 + 9 (SIGKILL), 170 ms after the signal');
  expect(lost).toMatchObject({ said: '0', was: '3' });
  expect(lost?.words).toBe(
    'Of 3 in flight at the signal 0 were answered. Of 10 sent after it: 10 refused, which is safe to send again. By the server’s own log the lost were: 3 interrupted.',
  );
  expect(seconds).toMatchObject({ said: null, was: '170 ms' });
});

test('a container that outlived its signal for seconds never ended by it; before that nobody knows', () => {
  const running = laneView({ state: 'exited', exit: undefined, exitedAtMs: undefined });
  expect(figures({ exitCode: 'never' }, runView([running]))[0]).toMatchObject({ was: 'never', verdict: 'right' });
  const soon = runView([running], {
    events: [{ seq: 9, at: 5_900, kind: 'run:finished', laneId: null, text: 'Finished.' }],
  });
  expect(figures({ exitCode: 'never' }, soon)[0]).toMatchObject({ was: 'not known', verdict: 'unknown' });
  const stopped = laneView({ exit: undefined, termination: { kind: 'stop', gracePeriodSeconds: 10 } });
  expect(figures({ exitCode: 'never' }, runView([stopped]))[0]).toMatchObject({ verdict: 'unknown' });
});

test('a run that proves nothing says nothing of a prediction', () => {
  const said = { lanes: { a: { exitCode: 137 } } } as const;
  expect(predictionGap(said, runView([killedLane()], { status: 'invalid' }))).toBeNull();
  expect(predictionGap(said, runView([killedLane()], { status: 'running' }))).toBeNull();
  expect(predictionGap(said, runView([killedLane()], { trafficStartedAtMs: undefined }))).toBeNull();
});

test('what was turned is named beside the gap', () => {
  const changes = [{ laneId: 'a' as const, name: 'threads', label: 'Threads', from: '8', to: '2' }];
  expect(predictionGap({ lanes: {} }, runView([killedLane()], { changes }))?.changed).toEqual([
    'Threads 8 → 2 in lane A',
  ]);
});

test('points: one for the exit, one for lost or not, half a one for a near count and for near seconds', () => {
  const points = (said: LanePrediction) => {
    const gap = predictionGap({ lanes: { a: said } }, runView([killedLane()]));
    return gap === null ? null : scoreOf(gap);
  };
  expect(points({ exitCode: 137, lost: 3, seconds: 0.2 })).toEqual({ points: 3, of: 3 });
  expect(points({ exitCode: 137, lost: 4 })).toEqual({ points: 2.5, of: 3 });
  expect(points({ lost: 30 })).toEqual({ points: 1, of: 3 });
  expect(points({ exitCode: 0, lost: 0, seconds: 9 })).toEqual({ points: 0, of: 3 });
});

const said = fc.record(
  {
    exitCode: fc.oneof(fc.constant('never' as const), fc.integer({ min: 0, max: 255 })),
    lost: fc.nat(200),
    seconds: fc.double({ min: 0, max: 1_000, noNaN: true }),
  },
  { requiredKeys: [] },
);

test('whatever is said and was, no figure gives more points than there are, and right gives all of them', () => {
  fc.assert(
    fc.property(said, fc.nat(30), fc.integer({ min: 0, max: 60_000 }), (guess, lost, durationMs) => {
      const base = laneView({ counts: counts(lost) });
      const lane = { ...base, exit: base.exit && { ...base.exit, durationMs } };
      for (const figure of figures(guess, runView([lane]))) {
        expect(figure.points).toBeGreaterThanOrEqual(0);
        expect(figure.points).toBeLessThanOrEqual(figure.of);
        if (figure.verdict === 'right') expect(figure.points).toBe(figure.of);
        if (figure.verdict === 'open') expect([figure.points, figure.said]).toEqual([0, null]);
      }
    }),
  );
});
