import type { PrepareStep } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { classes } from '../../ui/classes.ts';

const PHASES: readonly { phase: PrepareStep['phase']; words: Said }[] = [
  { phase: 'image', words: said('Image') },
  { phase: 'container', words: said('Container') },
  { phase: 'health', words: said('Health check') },
];

/** How far the preparation of a lane is. */
export function Preparing({ step }: { step: PrepareStep | null }) {
  const current = PHASES.findIndex(({ phase }) => phase === step?.phase);
  const { done, total } = step ?? {};
  const text = step?.text ?? say('Asking the lab for a container');
  const counted = done !== undefined && total !== undefined && total > 0;
  return (
    <div className="preparation">
      <ol>
        {PHASES.map(({ phase, words }, index) => (
          <li
            key={phase}
            className={classes(index < current && 'done', index === current && 'current')}
            aria-current={index === current ? 'step' : undefined}
          >
            <span aria-hidden="true">{index < current ? '✓' : index === current ? '●' : '○'}</span> {told(words)}
            {index < current && <span className="hidden-visually"> {say('done')}</span>}
          </li>
        ))}
      </ol>
      <div
        className={classes('progress', !counted && 'unmeasured')}
        role="progressbar"
        aria-label={say('Preparation')}
        aria-valuemin={0}
        aria-valuemax={counted ? total : undefined}
        aria-valuenow={counted ? done : undefined}
        aria-valuetext={step?.text}
      >
        <i style={counted ? { width: `${(100 * done) / total}%` } : undefined} />
      </div>
      <p>{counted ? say('{text} ({done} of {total})', { text, done, total }) : text}</p>
    </div>
  );
}
