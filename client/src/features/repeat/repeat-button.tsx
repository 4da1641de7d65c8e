import { Popover } from 'radix-ui';
import { useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { CreateRun } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Button } from '../../ui/button.tsx';
import { createRepeat } from './commands.ts';
import { EarlierRepeats } from './earlier-repeats.tsx';
import { aboutText, expectedMs } from './how-long.ts';
import { RepeatFace } from './repeat-face.tsx';
import './repeat-button.css';

/** The lab takes no fewer and no more. */
const LIMITS = { min: 2, max: 50 };

interface RepeatButtonProps {
  scenario: ScenarioView;
  /** Makes the run of a trial. */
  command: CreateRun;
  /** Why no repeat can be begun now. */
  blockedBy: string | null;
  onCreated(repeatId: string): void;
}

/** Has a scenario run many times, unattended. */
export function RepeatButton({ scenario, command, blockedBy, onCreated }: RepeatButtonProps) {
  const [text, setText] = useState('10');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const trials = trialsOf(text);
  const isChanged = command.traffic !== undefined || command.lanes !== undefined;
  const begin = async () => {
    if (trials === null) return;
    setBusy(true);
    setFailure(null);
    const answer = await createRepeat({ ...command, trials });
    setBusy(false);
    if ('id' in answer) onCreated(answer.id);
    else setFailure(answer.failure);
  };
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <RepeatFace blockedBy={blockedBy} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover repeat-popover"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-labelledby="repeat-title"
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void begin();
            }}
          >
            <h2 className="kicker" id="repeat-title">
              {say('One kill is an anecdote')}
            </h2>
            <p>
              {say(
                'The lab runs “{title}” many times, unattended: new containers, the same traffic, every lane’s own termination at a random moment. Then it shows how far the losses spread.',
                { title: scenario.title },
              )}
              {isChanged && ` ${say('What was changed of the scenario is changed in every trial.')}`}
            </p>
            <div className="repeat-trials">
              <label htmlFor="repeat-trials">{say('Trials')}</label>
              <input
                id="repeat-trials"
                type="number"
                min={LIMITS.min}
                max={LIMITS.max}
                value={text}
                aria-describedby="repeat-hint"
                aria-invalid={trials === null}
                onChange={(event) => setText(event.target.value)}
              />
              <span id="repeat-hint">
                {trials === null
                  ? say('{min} to {max}, please', LIMITS)
                  : say('takes {about}', { about: aboutText(expectedMs(scenario, trials)) })}
              </span>
            </div>
            {failure !== null && (
              <p role="alert" className="repeat-failure">
                {failure}
              </p>
            )}
            <Button
              tone="primary"
              type="submit"
              blockedBy={
                busy ? say('It is being begun') : trials === null ? say('{min} to {max} trials', LIMITS) : null
              }
            >
              {trials === null ? say('Repeat') : say('Repeat {trials} times', { trials })}
            </Button>
          </form>
          <EarlierRepeats scenarioId={scenario.id} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function trialsOf(text: string): number | null {
  const trials = Number(text);
  return Number.isInteger(trials) && trials >= LIMITS.min && trials <= LIMITS.max ? trials : null;
}
