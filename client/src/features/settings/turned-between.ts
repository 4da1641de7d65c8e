import type { ScenarioView } from '#protocol/scenario.ts';
import type { Turned } from './turned.ts';
import { knobsOf, turn, UNTURNED, valueIn } from './turned.ts';

/** Which knobs stand elsewhere than the scenario has them. */
export function turnedBetween(written: ScenarioView, shown: ScenarioView): Turned {
  let turned = UNTURNED;
  for (const { name, of } of knobsOf(written)) {
    for (const laneId of of === 'traffic' ? [null] : written.lanes.map(({ id }) => id)) {
      const value = valueIn(shown, laneId, name);
      if (value !== undefined) turned = turn(turned, written, laneId, name, value);
    }
  }
  return turned;
}
