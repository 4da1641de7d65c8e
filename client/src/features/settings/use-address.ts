import { useLayoutEffect } from 'react';
import type { ScenarioView } from '#protocol/scenario.ts';
import { readAddress } from './address.ts';
import { showRefused, showTurned } from './settings-store.ts';

/**
 * Turns a scenario as its address asks, once: what the address said goes on as what was turned, and the address loses it, so that a
 * reload keeps what was turned since.
 * @param search empty where the address says nothing of settings
 * @param onApplied takes the settings out of the address
 */
export function useAddress(scenario: ScenarioView | null, search: string, onApplied: () => void): void {
  // Before the first paint, so that nothing is shown, nor made, that the address does not mean.
  // biome-ignore lint/correctness/useExhaustiveDependencies: how it is taken out of the address changes nothing of what it says
  useLayoutEffect(() => {
    if (scenario === null || search === '') return;
    const { turned, hasTaken, problems } = readAddress(search, scenario);
    if (hasTaken) showTurned(scenario, turned);
    showRefused(scenario, problems);
    onApplied();
  }, [scenario, search]);
}
