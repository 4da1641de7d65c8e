import { expect, test } from 'vitest';
import { scenarioView } from '#protocol/scenario-view.fixture.ts';
import { commandBetween } from './features/settings/as-run.ts';
import { applyTurned } from './features/settings/turned.ts';
import { solutionTurned } from './turn-solution.ts';

test('what a solution turns on the page is what its body of a run says', () => {
  const scenario = scenarioView();
  const solution = {
    words: '',
    traffic: { keepAlive: true, ratePerSecond: 20 },
    lanes: [
      { id: 'a' as const, termination: { kind: 'stop' as const, gracePeriodSeconds: 8 } },
      { id: 'b' as const, knobs: { threads: 2, init: 'yes' } },
    ],
  };
  const shown = applyTurned(scenario, solutionTurned(scenario, solution));
  expect(commandBetween(scenario, shown)).toMatchObject({
    traffic: { keepAlive: true, ratePerSecond: 20 },
    lanes: solution.lanes,
  });
});
