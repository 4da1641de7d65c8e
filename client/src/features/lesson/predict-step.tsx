import { useState } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import { say } from '#protocol/language/say.ts';
import type { Prediction } from '#protocol/lesson/prediction.ts';
import type { LessonProgress } from '#protocol/lesson/progress.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { PredictedLane } from './lane-fieldset.tsx';
import { LaneFieldset } from './lane-fieldset.tsx';
import type { LaneFields } from './prediction-form.ts';
import { EMPTY, predictionOf, saidText } from './prediction-form.ts';
import { Prose } from './prose.tsx';
import './predict-step.css';

interface PredictStepProps {
  /** The lesson's: what was typed and not locked in is kept by it, while the page stands. */
  id: string;
  question: string;
  lanes: readonly PredictedLane[];
  lesson: LessonProgress;
  onLock(prediction: Prediction): void;
  onAnew(): void;
}

/** What will happen? Asked before the run, so that the run can answer. */
export function PredictStep({ id, question, lanes, lesson, onLock, onAnew }: PredictStepProps) {
  return (
    <>
      <Prose html={question} />
      {lesson.prediction !== null || lesson.skipped ? (
        <Said lanes={lanes} lesson={lesson} onAnew={onAnew} />
      ) : (
        <Form id={id} lanes={lanes} onLock={onLock} />
      )}
    </>
  );
}

type Fields = Partial<Record<LaneId, LaneFields>>;

/** What was typed in each lesson and is not locked in yet: who looks at another step comes back to it. */
const drafts = new Map<string, Fields>();

function Form({ id, lanes, onLock }: Pick<PredictStepProps, 'id' | 'lanes' | 'onLock'>) {
  const [fields, setFields] = useState<Fields>(drafts.get(id) ?? {});
  const prediction = predictionOf(fields);
  const isEmpty = prediction !== null && Object.keys(prediction.lanes).length === 0;
  const blockedBy =
    prediction === null
      ? say('A field says something that cannot be meant')
      : isEmpty
        ? say('Say something of one lane at least, or skip')
        : null;
  return (
    <form
      className="prediction"
      // Enter in a field is what the button does; what cannot be meant is told at the field.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (prediction === null || isEmpty) return;
        drafts.delete(id);
        onLock(prediction);
      }}
    >
      {lanes.map((lane) => (
        <LaneFieldset
          key={lane.id}
          lane={lane}
          fields={fields[lane.id] ?? EMPTY}
          onChange={(changed) => {
            const next = { ...fields, [lane.id]: changed };
            drafts.set(id, next);
            setFields(next);
          }}
        />
      ))}
      <p className="lesson-note">
        {say('Leave open what you cannot say. A wrong guess costs nothing and shows most.')}
      </p>
      <div className="lesson-actions">
        <Button type="submit" tone="primary" blockedBy={blockedBy}>
          <Icon name="lock" size={14} />
          {say('Lock in my prediction')}
        </Button>
      </div>
    </form>
  );
}

function Said({ lanes, lesson, onAnew }: Pick<PredictStepProps, 'lanes' | 'lesson' | 'onAnew'>) {
  const { prediction } = lesson;
  return (
    <div className="said">
      <p>
        <Icon name="lock" size={13} /> {say(prediction === null ? 'You skipped the prediction.' : 'You said:')}
      </p>
      {prediction !== null && (
        <dl>
          {lanes.map(({ id }) => (
            <div key={id}>
              <dt>{say('Lane {lane}', { lane: id.toUpperCase() })}</dt>
              <dd>{saidText(prediction.lanes[id] ?? {})}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button
        size="small"
        tone="ghost"
        hint={say('Forgets what you did in this lesson, and asks again')}
        onClick={onAnew}
      >
        {say('Begin this lesson anew')}
      </Button>
    </div>
  );
}
