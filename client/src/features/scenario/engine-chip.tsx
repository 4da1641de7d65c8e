import { Popover, RadioGroup } from 'radix-ui';
import type { EngineInfo, EngineKind, EnginesView } from '#protocol/engine.ts';
import { say } from '#protocol/language/say.ts';
import { EngineFace, engineWords } from './engine-face.tsx';
import { ENGINE_NAMES, engineTitle } from './engine-names.ts';

interface EngineChipProps {
  engines: EnginesView;
  /** The engine of the next run. */
  chosen: EngineKind;
  /** The engine of the run on the page; null where there is none. */
  inUse: EngineKind | null;
  onChoose(engine: EngineKind): void;
}

/** Which engine the containers run on, why, and how to get another. */
export function EngineChip({ engines, chosen, inUse, onChoose }: EngineChipProps) {
  const kind = inUse ?? chosen;
  return (
    <Popover.Root>
      <Popover.Trigger
        className="chip engine-chip"
        aria-label={say('Engine: {engine}', { engine: engineWords(engines, kind) })}
      >
        <EngineFace engines={engines} kind={kind} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover engines" align="start" sideOffset={8} collisionPadding={12}>
          <h2 className="kicker" id="engines-title">
            {say('Where containers run')}
          </h2>
          <p>{engines.reason}</p>
          <RadioGroup.Root
            value={chosen}
            onValueChange={(value) => {
              const engine = engines.engines.find((each) => each.kind === value);
              if (engine) onChoose(engine.kind);
            }}
            aria-labelledby="engines-title"
          >
            {engines.engines.map((engine) => (
              <EngineOption key={engine.kind} engine={engine} />
            ))}
          </RadioGroup.Root>
          {inUse !== null && (
            <p>
              {say('The choice is for the next run; this one runs on {engine}.', { engine: ENGINE_NAMES[inUse] })}
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function EngineOption({ engine }: { engine: EngineInfo }) {
  return (
    <div className="engine-option">
      <RadioGroup.Item
        value={engine.kind}
        id={`engine-${engine.kind}`}
        className="radio"
        disabled={!engine.available}
        aria-describedby={`engine-${engine.kind}-why`}
      >
        <RadioGroup.Indicator className="radio-dot" />
      </RadioGroup.Item>
      <div>
        <label htmlFor={`engine-${engine.kind}`}>
          {engineTitle(engine)} {!engine.available && <span className="off-word">{say('not available')}</span>}
        </label>
        <div id={`engine-${engine.kind}-why`}>
          <p>{engine.reason}</p>
          {engine.limits.length > 0 && (
            <ul>
              {engine.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
