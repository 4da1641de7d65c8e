import type { Said } from '#protocol/language/say.ts';
import { said, say } from '#protocol/language/say.ts';
import type { RepeatView, TrialStep } from '#protocol/repeat.ts';
import { aboutText, remainingMs } from './how-long.ts';
import { stoppedText, trialsOver } from './trials-over.ts';

const STEP_WORDS: Record<TrialStep, Said> = {
  preparing: said('the containers are being prepared'),
  traffic: said('requests are sent; the signal comes at a random moment'),
  ending: said('every lane was sent its termination'),
  removing: said('the containers are being removed'),
};

/** How far a repeat is: a piece for each trial, and the words for it. */
export function RepeatProgress({ view }: { view: RepeatView }) {
  const { trials, results } = view;
  return (
    <div className="repeat-progress">
      <p>{progressText(view)}</p>
      <div
        role="progressbar"
        aria-label={say('Trials that are over')}
        aria-valuemin={0}
        aria-valuemax={trials}
        aria-valuenow={trialsOver(results)}
        aria-valuetext={say('{done} of {trials} trials', { done: trialsOver(results), trials })}
      >
        {Array.from({ length: trials }, (_, index) => {
          const number = index + 1;
          const state = results[index]?.state ?? (view.current?.number === number ? 'current' : 'open');
          return <i key={number} className={state} />;
        })}
      </div>
    </div>
  );
}

function progressText(view: RepeatView): string {
  const { status, trials, results, current, isStopping } = view;
  if (status === 'finished') return say('All {trials} trials are over.', { trials });
  if (status === 'stopped') return stoppedText(view);
  if (isStopping) return say('Stopping: the containers of the last trial are being removed.');
  if (current === null) return say('{done} of {trials} trials are over.', { done: results.length, trials });
  const rest = remainingMs(view);
  const time = rest === null ? '' : ` · ${say('{about} left', { about: aboutText(rest) })}`;
  const { number, step } = current;
  return `${say('Trial {number} of {trials}: {step}', { number, trials, step: STEP_WORDS[step] })}${time}`;
}
