import type { PrepareStep } from '#protocol/lane.ts';
import { classes } from '../../ui/classes.ts';

const PHASES: readonly { phase: PrepareStep['phase']; words: string }[] = [
  { phase: 'image', words: 'Image' },
  { phase: 'container', words: 'Container' },
  { phase: 'health', words: 'Health check' },
];

/** How far the preparation of a lane is. */
export function Preparing({ step }: { step: PrepareStep | null }) {
  const current = PHASES.findIndex(({ phase }) => phase === step?.phase);
  const { done, total } = step ?? {};
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
            <span aria-hidden="true">{index < current ? '✓' : index === current ? '●' : '○'}</span> {words}
            {index < current && <span className="hidden-visually"> done</span>}
          </li>
        ))}
      </ol>
      <div
        className={classes('progress', !counted && 'unmeasured')}
        role="progressbar"
        aria-label="Preparation"
        aria-valuemin={0}
        aria-valuemax={counted ? total : undefined}
        aria-valuenow={counted ? done : undefined}
        aria-valuetext={step?.text}
      >
        <i style={counted ? { width: `${(100 * done) / total}%` } : undefined} />
      </div>
      <p>
        {step?.text ?? 'Asking the lab for a container'}
        {counted && ` (${done} of ${total})`}
      </p>
    </div>
  );
}
