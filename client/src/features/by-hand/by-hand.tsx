import { Tabs } from 'radix-ui';
import { handLane } from '#protocol/by-hand/hand-lane.ts';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { LaneByHand } from './lane-by-hand.tsx';
import '../../ui/sheet.css';
import './by-hand.css';

/** Everything that a scenario takes without the lab, a lane at a time. */
export function ByHand({ scenario }: { scenario: ScenarioView }) {
  const lanes = scenario.lanes.flatMap(({ id, label }) => {
    const lane = handLane(scenario, id);
    return lane === null ? [] : [{ id, label, lane }];
  });
  return (
    <Tabs.Root defaultValue={lanes[0]?.id ?? 'a'} className="by-hand">
      <Tabs.List aria-label={say('Lanes')} className="tabs">
        {lanes.map(({ id, label }) => (
          <Tabs.Trigger key={id} value={id} className="tab">
            {say('Lane {lane}', { lane: id.toUpperCase() })} · {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {lanes.map(({ id, lane }) => (
        <Tabs.Content key={id} value={id} className="by-hand-lane">
          <LaneByHand lane={lane} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
