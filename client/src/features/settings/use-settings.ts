import { useMemo } from 'react';
import type { CreateRun, RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { asRun, commandBetween } from './as-run.ts';
import { turnedOf, useSettings } from './settings-store.ts';
import { applyTurned } from './turned.ts';

export interface Settings {
  /** As its file has it. */
  written: ScenarioView;
  /** With what was turned, or as the run has it. */
  shown: ScenarioView;
  /** Makes a run of what is shown, on whatever engine. */
  command: Pick<CreateRun, 'scenarioId' | 'traffic' | 'lanes'>;
}

/**
 * The settings that the page shows: those of a run, or what the learner turned of a scenario that waits.
 * @param run the run of the address; null while the scenario waits
 */
export function useShownSettings(scenario: ScenarioView | null, run: RunView | null): Settings | null {
  const turned = useSettings((state) => (scenario === null ? undefined : state.turned[scenario.id]));
  return useMemo(() => {
    if (scenario === null) return null;
    const shown = run === null ? applyTurned(scenario, turned ?? turnedOf(scenario)) : asRun(scenario, run);
    return { written: scenario, shown, command: commandBetween(scenario, shown) };
  }, [scenario, run, turned]);
}
