import { create } from 'zustand';
import type { ScenarioView } from '#protocol/scenario.ts';
import { recall, remember } from '../../ui/remembered.ts';
import type { Turned } from './turned.ts';
import { countTurned, readTurned, UNTURNED } from './turned.ts';

interface SettingsState {
  /** By the scenario's id, as far as the page has looked at it. */
  turned: Readonly<Record<string, Turned>>;
  /** What an address asked of a scenario and could not be taken, a sentence each; by the scenario's id. */
  refused: Readonly<Record<string, readonly string[]>>;
}

/** What this tab's learner turned, for each scenario: it outlives a reload, not the tab. */
export const useSettings = create<SettingsState>()(() => ({ turned: {}, refused: {} }));

const keyOf = (scenarioId: string) => `lab-settings-${scenarioId}`;

/** What is turned of a scenario. */
export function turnedOf(scenario: ScenarioView): Turned {
  return useSettings.getState().turned[scenario.id] ?? readTurned(recall(keyOf(scenario.id), 'session'), scenario);
}

export function showTurned({ id }: ScenarioView, turned: Turned): void {
  remember(keyOf(id), countTurned(turned) === 0 ? null : JSON.stringify(turned), 'session');
  useSettings.setState((state) => ({ turned: { ...state.turned, [id]: turned } }));
}

/** Everything as the scenario is written. */
export function unturn(scenario: ScenarioView): void {
  showTurned(scenario, UNTURNED);
}

/** Says what of an address could not be taken; nothing where all of it was, or somebody has read it. */
export function showRefused({ id }: Pick<ScenarioView, 'id'>, problems: readonly string[]): void {
  useSettings.setState((state) => ({ refused: { ...state.refused, [id]: problems } }));
}
