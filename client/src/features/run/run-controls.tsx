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
      <legend className="hidden-visually">Run</legend>
      <Button
        tone={next === 'start' ? 'primary' : 'plain'}
        blockedBy={state.start}
        hint="The same requests to every lane, from the same instant"
        onClick={onStart}
      >
        <Icon name="play" />
        {`Start ${state.word}`}
      </Button>
      <Button
        tone={next === 'end' ? 'primary' : 'plain'}
        blockedBy={state.end}
        hint="Every lane’s own termination, at the same instant"
        onClick={onEnd}
      >
        <Icon name="bolt" />
        {`End ${state.word}`}
      </Button>
      <Button tone="ghost" blockedBy={state.reset} hint="Removes this run and its containers" onClick={onReset}>
        <Icon name="reset" />
        Reset
      </Button>
    </fieldset>
  );
}
