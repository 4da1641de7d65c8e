import type { LaneId } from '#protocol/ids.ts';
import type { KnobValue } from '#protocol/knob.ts';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { ScenarioKnob } from '#protocol/scenario-knobs.ts';
import { KnobField } from './knob-field.tsx';
import { knobsOf, valueIn } from './turned.ts';

interface KnobTableProps {
  written: ScenarioView;
  shown: ScenarioView;
  disabled: boolean;
  /** @param laneId null for what all lanes share */
  onTurn(laneId: LaneId | null, name: string, value: KnobValue): void;
}

/** What a scenario lets a learner turn: a row a knob, a column a lane; what all lanes share stands across them. */
export function KnobTable({ written, shown, disabled, onTurn }: KnobTableProps) {
  const laneIds = written.lanes.map(({ id }) => id);
  return (
    <table className="knob-table">
      <thead>
        <tr>
          <td />
          {shown.lanes.map(({ id, label }) => (
            <th key={id} scope="col">
              {say('Lane {lane}', { lane: id.toUpperCase() })} <span>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {knobsOf(written).map((knob) => (
          <tr key={knob.name}>
            <th scope="row">
              {knob.face.label}
              {knob.of === 'traffic' && <small>{say('the traffic’s: the same in every lane')}</small>}
            </th>
            {(knob.of === 'traffic' ? [null] : laneIds).map((laneId) => (
              <td key={laneId} colSpan={laneId === null ? laneIds.length : 1}>
                <Cell {...{ written, shown, disabled, onTurn, knob, laneId }} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({
  written,
  shown,
  disabled,
  onTurn,
  knob,
  laneId,
}: KnobTableProps & { knob: ScenarioKnob; laneId: LaneId | null }) {
  const { name, face } = knob;
  const before = valueIn(written, laneId, name);
  const value = valueIn(shown, laneId, name);
  if (before === undefined || value === undefined) {
    return (
      <span className="no-knob">
        <span aria-hidden="true">–</span>
        <span className="hidden-visually">{say('not in this lane')}</span>
      </span>
    );
  }
  return (
    <KnobField
      name={name}
      label={
        laneId === null ? face.label : say('{knob} of lane {lane}', { knob: face.label, lane: laneId.toUpperCase() })
      }
      face={face}
      written={before}
      value={value}
      disabled={disabled}
      onTurn={(next) => onTurn(laneId, name, next)}
    />
  );
}
