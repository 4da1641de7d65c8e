import { Select } from 'radix-ui';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Icon } from '../../ui/icon.tsx';

interface ScenarioPickerProps {
  scenarios: readonly ScenarioView[];
  scenarioId: string | null;
  /** Whether a run is going on, which choosing ends. */
  endsRun: boolean;
  onPick(scenarioId: string): void;
}

/** Chooses a scenario. */
export function ScenarioPicker({ scenarios, scenarioId, endsRun, onPick }: ScenarioPickerProps) {
  const shown = scenarios.find(({ id }) => id === scenarioId);
  return (
    <Select.Root value={shown?.id ?? ''} onValueChange={onPick}>
      <Select.Trigger className="picker" aria-label="Scenario">
        <span className="picker-word">Scenario</span>
        <b>
          <Select.Value placeholder="Choose a scenario">{shown?.title}</Select.Value>
        </b>
        <Icon name="down" size={13} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className="menu picker-menu" position="popper" sideOffset={6} collisionPadding={12}>
          <Select.Viewport>
            {scenarios.map(({ id, title, summary }) => (
              <Select.Item key={id} value={id} className="menu-item" textValue={title}>
                <span className="tick" aria-hidden="true">
                  {id === scenarioId ? '✓' : ''}
                </span>
                <span>
                  <Select.ItemText>{title}</Select.ItemText>
                  <small>{summary}</small>
                </span>
              </Select.Item>
            ))}
          </Select.Viewport>
          {endsRun && <p className="picker-note">Choosing another scenario finishes the run that is going on.</p>}
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
