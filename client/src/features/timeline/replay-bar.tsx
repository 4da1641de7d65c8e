import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Replay, ReplayState } from './replay.ts';
import { SPEEDS } from './replay.ts';
import { instant } from './times.ts';

interface ReplayBarProps {
  title: string;
  replay: Replay;
  state: ReplayState;
}

/** Plays a run that is over again, in all its lanes: stands where the picture's own tools are. */
export function ReplayBar({ title, replay, state }: ReplayBarProps) {
  const { at, playing, speed } = state;
  const { from, to } = replay.span;
  return (
    <fieldset className="replay">
      <legend className="hidden-visually">{say('Replay in {title}', { title })}</legend>
      <Button
        tone="bare"
        size="small"
        className="icon"
        aria-label={say(playing ? 'Pause' : 'Play')}
        onClick={() => (playing ? replay.pause() : replay.play())}
      >
        <Icon name={playing ? 'pause' : 'play'} size={13} />
      </Button>
      <input
        type="range"
        aria-label={say('Instant')}
        aria-valuetext={say('{instant} from the signal', { instant: instant(at) })}
        min={from}
        max={to}
        step="any"
        value={at}
        onChange={(event) => replay.seek(event.target.valueAsNumber)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') replay.stop();
        }}
      />
      <span className="replay-at">{instant(at)}</span>
      {SPEEDS.map((each) => (
        <Button
          key={each}
          tone="bare"
          size="small"
          aria-pressed={each === speed}
          aria-label={say(each === 1 ? 'At its own speed' : 'At a quarter of its speed')}
          onClick={() => replay.setSpeed(each)}
        >
          {each === 1 ? '1×' : '¼×'}
        </Button>
      ))}
      <Button
        tone="bare"
        size="small"
        className="icon"
        aria-label={say('End the replay')}
        onClick={() => replay.stop()}
      >
        <Icon name="cross" size={13} />
      </Button>
    </fieldset>
  );
}
