import { Select } from 'radix-ui';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Icon } from '../../ui/icon.tsx';
import { useEngineNeeds } from './engine-needs.ts';
import { PickerFace } from './picker-face.tsx';

export interface ScenarioPickerProps {
  scenarios: readonly ScenarioView[];
  scenarioId: string | null;
  /** Whether a run is going on, which choosing ends. */
  endsRun: boolean;
  onPick(scenarioId: string): void;
}

/** Chooses a scenario. */
export function ScenarioPicker({ scenarios, scenarioId, endsRun, onPick }: ScenarioPickerProps) {
  const needs = useEngineNeeds();
  const shown = scenarios.find(({ id }) => id === scenarioId);
  return (
    <Select.Root value={shown?.id ?? ''} onValueChange={onPick}>
      <Select.Trigger className="picker" aria-label={say('Scenario')}>
        <PickerFace>
          <Select.Value placeholder={say('Choose a scenario')}>{shown?.title}</Select.Value>
        </PickerFace>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className="menu picker-menu" position="popper" sideOffset={6} collisionPadding={12}>
          <Select.ScrollUpButton className="picker-more">
            <Icon name="up" size={13} />
          </Select.ScrollUpButton>
          <Select.Viewport className="picker-list">
            {scenarios.map(({ id, title, summary }, index) => (
              <Select.Item key={id} value={id} className="menu-item" textValue={title}>
                <span className={id === scenarioId ? 'tick' : 'tick number'} aria-hidden="true">
                  {id === scenarioId ? '✓' : index + 1}
                </span>
                <span>
                  <Select.ItemText>{title}</Select.ItemText>
                  <small>
                    {needs[id] && <b>{needs[id].words}: </b>}
                    {summary}
                  </small>
                </span>
              </Select.Item>
            ))}
          </Select.Viewport>
          <Select.ScrollDownButton className="picker-more">
            <Icon name="down" size={13} />
          </Select.ScrollDownButton>
          {endsRun && (
            <p className="picker-note">{say('Choosing another scenario finishes the run that is going on.')}</p>
          )}
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
