import { say } from '#protocol/language/say.ts';
import { runNoun } from '../../lib/run-noun.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ControlsState } from './controls-state.ts';

interface RunControlsProps {
  state: ControlsState;
  onStart(): void;
  onEnd(): void;
  onReset(): void;
}

/** Start, end and reset a run as a whole. What comes next stands out. */
export function RunControls({ state, onStart, onEnd, onReset }: RunControlsProps) {
  const next = state.start === null ? 'start' : state.end === null ? 'end' : null;
  return (
    <fieldset className="run-controls">
      <legend className="hidden-visually">{runNoun()}</legend>
      <Button
        tone={next === 'start' ? 'primary' : 'plain'}
        blockedBy={state.start}
        hint={say('The same requests to every lane, from the same instant')}
        onClick={onStart}
      >
        <Icon name="play" />
        {say(state.word === 'all' ? 'Start all' : 'Start both')}
      </Button>
      <Button
        tone={next === 'end' ? 'primary' : 'plain'}
        blockedBy={state.end}
        hint={say('Every lane’s own termination, at the same instant')}
        onClick={onEnd}
      >
        <Icon name="bolt" />
        {say(state.word === 'all' ? 'End all' : 'End both')}
      </Button>
      <Button
        tone="ghost"
        blockedBy={state.reset}
        hint={say('Ends this run and removes its containers; it stays in the history')}
        onClick={onReset}
      >
        <Icon name="reset" />
        {say('Reset')}
      </Button>
    </fieldset>
  );
}
