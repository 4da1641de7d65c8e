import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import type { LessonProgress } from '#protocol/lesson/progress.ts';
import type { Step } from '#protocol/lesson/steps.ts';
import { STEP_WORDS, STEPS } from '#protocol/lesson/steps.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useArrival } from './arrival.ts';
import type { CoursePlace } from './course-place.ts';
import { stepBeside, stepStates } from './lesson-state.ts';
import { Stepper } from './stepper.tsx';
import './lesson.css';

interface LessonPanelProps {
  title: string;
  /** Null for a scenario that is in no chapter. */
  place: CoursePlace | null;
  step: Step;
  lesson: LessonProgress;
  /** Opens the settings; null where nothing is to be turned yet. */
  tools: ReactNode;
  /** What a step came to, in words: spoken once. */
  outcome: string;
  /** Goes on without what the step asks for; null where it asks for nothing. */
  onSkip: (() => void) | null;
  onStep(step: Step): void;
  children: ReactNode;
}

const ASKS: Record<Step, Said> = {
  predict: said('What will happen?'),
  run: said('Do it'),
  look: said('Find it'),
  explain: said('What was, and why'),
  check: said('Make it happen'),
};

/** A lesson in the guide's place: where it stands in the course, its steps, and the one that is gone through now. */
export function LessonPanel({
  title,
  place,
  step,
  lesson,
  tools,
  outcome,
  onSkip,
  onStep,
  children,
}: LessonPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useArrival(heading);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // Whoever goes on by keyboard goes on where the next step begins.
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.guide-scroll')?.scrollTo({ top: 0 });
  }, [step]);
  const [back, next] = [stepBeside(step, -1), stepBeside(step, 1)];
  return (
    <section className="guide open lesson" aria-label={say('Guide')}>
      <div className="guide-head">
        <div>
          <p className="kicker lesson-place">
            {place === null ? (
              say('Lesson')
            ) : (
              <>
                <Link href={`/learn#${place.chapter.id}`}>{place.chapter.title}</Link>
                <span>{say('{number} of {of}', { number: place.number, of: place.of })}</span>
              </>
            )}
          </p>
          <h2>{title}</h2>
        </div>
        {tools && <div className="guide-tools">{tools}</div>}
      </div>
      <Stepper states={stepStates(step, lesson)} onStep={onStep} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard, too */}
      <div className="guide-scroll" tabIndex={0}>
        <h3 ref={heading} tabIndex={-1} className="step-title">
          <span className="hidden-visually">
            {say('Step {number} of {of}, {step}:', {
              number: STEPS.indexOf(step) + 1,
              of: STEPS.length,
              step: STEP_WORDS[step],
            })}{' '}
          </span>
          {told(ASKS[step])}
        </h3>
        {children}
      </div>
      <div className="lesson-foot">
        {onSkip === null ? (
          <Button
            size="small"
            tone="ghost"
            blockedBy={back === null ? say('This is the first step') : null}
            onClick={() => back !== null && onStep(back)}
          >
            <Icon name="left" size={13} />
            {say('Back')}
          </Button>
        ) : (
          <Button
            size="small"
            tone="ghost"
            hint={say('Unlocks the run without a prediction; nothing is scored')}
            onClick={onSkip}
          >
            {say('Skip')}
          </Button>
        )}
        <span className="spacer" />
        {next === null ? (
          <Link className="button small ghost" href="/learn">
            {say('The course')}
          </Link>
        ) : (
          <Button size="small" onClick={() => onStep(next)}>
            {told(STEP_WORDS[next])}
            <Icon name="right" size={13} />
          </Button>
        )}
      </div>
      <p className="hidden-visually" role="status" aria-label={say('Outcome of the step')}>
        {outcome}
      </p>
    </section>
  );
}
