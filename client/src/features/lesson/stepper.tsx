import { say, told } from '#protocol/language/say.ts';
import type { Step } from '#protocol/lesson/steps.ts';
import { STEP_WORDS, STEPS } from '#protocol/lesson/steps.ts';
import type { StepState } from './lesson-state.ts';
import './stepper.css';

interface StepperProps {
  states: Record<Step, StepState>;
  onStep(step: Step): void;
}

const SIGNS: Record<StepState, string> = { done: '✓', current: '', ahead: '' };

/** The steps of a lesson, in a row; each can be gone to. */
export function Stepper({ states, onStep }: StepperProps) {
  return (
    <ol className="stepper" aria-label={say('Steps')}>
      {STEPS.map((step, index) => {
        const state = states[step];
        return (
          <li key={step}>
            <button
              type="button"
              className={state}
              aria-current={state === 'current' ? 'step' : undefined}
              onClick={() => onStep(step)}
            >
              <i aria-hidden="true">{SIGNS[state] || index + 1}</i>
              {told(STEP_WORDS[step])}
              {state === 'done' && <span className="hidden-visually"> ({say('done')})</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
