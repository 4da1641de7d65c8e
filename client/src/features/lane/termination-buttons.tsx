import { say } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import type { TerminationChoice } from './termination-choice.ts';

/** The lab takes no longer grace period. */
const MAX_GRACE_PERIOD_SECONDS = 300;

interface TerminationButtonsProps {
  laneTitle: string;
  choices: TerminationChoice[];
  gracePeriodSeconds: number;
  onGracePeriod(seconds: number): void;
  onSend(termination: Termination): void;
  /** What the learner points at, to show its command line; null when they turn away. */
  onPreview(termination: Termination | null): void;
}

/** The ways to end a lane. Its own one is marked. */
export function TerminationButtons(props: TerminationButtonsProps) {
  const { laneTitle, choices, gracePeriodSeconds, onGracePeriod, onSend, onPreview } = props;
  return (
    <fieldset className="terminations">
      <legend className="hidden-visually">{say('End {title}', { title: laneTitle })}</legend>
      {choices.map((choice) => {
        const { name, termination } = choice;
        const button = (
          <Button
            key={name}
            className={classes(
              'termination',
              toneOf(termination),
              choice.isPlanned && 'planned',
              choice.isSent && 'sent',
            )}
            blockedBy={choice.blockedBy}
            hint={choice.isPlanned ? say('This lane’s own termination: the one that End both sends') : undefined}
            onClick={() => onSend(termination)}
            onPointerEnter={() => onPreview(termination)}
            onPointerLeave={() => onPreview(null)}
            onFocus={() => onPreview(termination)}
            onBlur={() => onPreview(null)}
          >
            {name}
          </Button>
        );
        if (termination.kind !== 'stop') return button;
        return (
          <span key={name} className="stop-group">
            {button}
            <label title={say('Grace period in seconds: then SIGKILL follows')}>
              <span aria-hidden="true">-t</span>
              <span className="hidden-visually">
                {say('Grace period of {title} in seconds', { title: laneTitle })}
              </span>
              <input
                type="number"
                min={0}
                max={MAX_GRACE_PERIOD_SECONDS}
                value={gracePeriodSeconds}
                disabled={choice.blockedBy !== null}
                onChange={(event) => onGracePeriod(gracePeriodOf(event.target.value))}
                onFocus={() => onPreview(termination)}
                onBlur={() => onPreview(null)}
              />
            </label>
          </span>
        );
      })}
    </fieldset>
  );
}

function gracePeriodOf(text: string): number {
  const seconds = Math.round(Number(text));
  return Number.isFinite(seconds) ? Math.min(MAX_GRACE_PERIOD_SECONDS, Math.max(0, seconds)) : 0;
}

function toneOf(termination: Termination): string {
  if (termination.kind === 'fault') return 'kill';
  if (termination.kind === 'stop') return 'stop';
  return termination.signal === 'SIGKILL' ? 'kill' : 'term';
}
