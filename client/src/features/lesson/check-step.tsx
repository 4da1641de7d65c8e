import type { ReactNode } from 'react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import type { TaskState } from '#protocol/lesson/check-task.ts';
import type { Task } from '#protocol/lesson/lesson.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { Rich } from '../../ui/rich.tsx';
import type { RunButtons } from './run-step.tsx';
import './check-step.css';

interface CheckStepProps {
  task: Task | null;
  checked: TaskState;
  /** Whether the task was done once, whatever the last run says. */
  wasDone: boolean;
  /** Whether the last run was made and ended as the scenario is written: what a task starts from, and no try that failed. */
  isStart: boolean;
  /** What the last run was made with, in a few words; null where there is none. */
  runWords: string | null;
  hints: readonly string[];
  buttons: RunButtons;
  /** Opens what can be turned. */
  tools: ReactNode;
  /** Turns the settings on the page the way of the solution. */
  onTurn(): void;
  next: { id: string; title: string } | null;
}

type Standing = TaskState['state'] | 'start' | 'not-shown';

const HEADS: Record<Standing, Said> = {
  'not-tried': said('Not tried yet'),
  'not-shown': said('Not shown yet'),
  start: said('Where you start'),
  missed: said('Not yet'),
  done: said('Done'),
};

const SIGNS: Record<Standing, string> = { 'not-tried': '○', 'not-shown': '○', start: '○', missed: '✕', done: '✓' };

/** A task that the lab checks by what really happened. */
export function CheckStep(props: CheckStepProps) {
  const { task, checked, wasDone, runWords, buttons, tools, next } = props;
  if (task === null) {
    return (
      <>
        <p>
          {say(
            'This scenario sets no task. Turn what you like in Settings, and see whether you foresee what happens.',
          )}
        </p>
        <div className="lesson-actions">{tools}</div>
        <NextLesson next={next} />
      </>
    );
  }
  const { state, misses } = checked;
  const standing = standingOf(state, props.isStart, runWords !== null);
  return (
    <>
      <p className="task-goal">{task.goal}</p>
      <div className={classes('task-state', standing)}>
        <p>
          <i aria-hidden="true">{SIGNS[standing]}</i>
          <b>{told(HEADS[standing])}</b>
          {runWords !== null && <span>{runWords}</span>}
        </p>
        {misses.length > 0 && (
          <ul>
            {misses.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        {state !== 'done' && wasDone && (
          <p className="lesson-note">{say('You have done this task before: it stays done.')}</p>
        )}
      </div>
      {state !== 'done' && (
        <>
          <div className="task-tools">
            {tools}
            <div className="lesson-actions">
              <Button
                size="small"
                tone={standing === 'not-tried' ? 'primary' : 'plain'}
                blockedBy={buttons.startBlock}
                onClick={buttons.onStart}
              >
                {say(buttons.word === 'both' ? 'Start both' : 'Start all')}
              </Button>
              <Button
                size="small"
                tone={buttons.endBlock === null && standing === 'not-shown' ? 'primary' : 'plain'}
                blockedBy={buttons.endBlock}
                onClick={buttons.onEnd}
              >
                {say(buttons.word === 'both' ? 'End both' : 'End all')}
              </Button>
              <Button size="small" tone="ghost" blockedBy={buttons.resetBlock} onClick={buttons.onReset}>
                {say('Reset')}
              </Button>
            </div>
          </div>
          <Help key={task.goal} task={task} hints={props.hints} onTurn={props.onTurn} />
        </>
      )}
      {state === 'done' && <NextLesson next={next} />}
    </>
  );
}

function standingOf(state: TaskState['state'], isStart: boolean, hasRun: boolean): Standing {
  if (state === 'missed') return isStart ? 'start' : 'missed';
  return state === 'not-tried' && hasRun ? 'not-shown' : state;
}

function Help({ task, hints, onTurn }: Pick<CheckStepProps, 'hints' | 'onTurn'> & { task: Task }) {
  const [given, setGiven] = useState(0);
  const [isSolved, setSolved] = useState(false);
  const shown = hints.slice(0, given);
  return (
    <div className="help">
      <div aria-live="polite">
        {shown.length > 0 && (
          <ol className="hints">
            {shown.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ol>
        )}
        {isSolved && <p className="solution">{task.solution.words}</p>}
      </div>
      <div className="lesson-actions">
        <Button
          size="small"
          blockedBy={given >= hints.length ? say('There is no other hint as things stand') : null}
          onClick={() => setGiven(Math.min(hints.length, given + 1))}
        >
          {say(given === 0 ? 'Give me a hint' : 'Another hint')}
        </Button>
        {isSolved ? (
          <Button size="small" tone="primary" hint={say('Start the lanes with it yourself')} onClick={onTurn}>
            <Icon name="sliders" size={13} />
            {say('Turn the settings this way')}
          </Button>
        ) : (
          <Button size="small" tone="ghost" onClick={() => setSolved(true)}>
            {say('Show the solution')}
          </Button>
        )}
      </div>
    </div>
  );
}

function NextLesson({ next }: Pick<CheckStepProps, 'next'>) {
  return next === null ? (
    <p className="lesson-next">
      <Rich
        said={said('That was the last lesson. <link>See what you have done</link>.')}
        with={{ link: (words) => <Link href="/learn">{words}</Link> }}
      />
    </p>
  ) : (
    <Link className="button primary lesson-next" href={`/learn/${next.id}`}>
      {say('Next lesson: {title}', { title: next.title })}
      <Icon name="right" size={14} />
    </Link>
  );
}
