import { useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { Find } from '#protocol/lesson/lesson.ts';
import { Button } from '../../ui/button.tsx';
import { Prose } from './prose.tsx';
import './look-step.css';

/** Something that was to be found, in the run that is shown. */
export interface Found {
  find: Find;
  /** What it is in this run; null where this run does not have it. */
  words: string | null;
  show(): void;
}

interface LookStepProps {
  watch: string;
  finds: readonly Found[];
  /** Why there is nothing to look at yet; null where there is. */
  blockedBy: string | null;
}

/** What to find in this run's logs and timelines, pointed out there. */
export function LookStep({ watch, finds, blockedBy }: LookStepProps) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      {blockedBy !== null && <p className="lesson-note">{blockedBy}</p>}
      {finds.length > 0 && (
        <ol className="finds">
          {finds.map((found, index) => {
            const { lane, text } = found.find;
            const letter = lane.toUpperCase();
            const missing = blockedBy === null && found.words === null;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a find has no other name than its place
              <li key={index} className={shown === index ? 'shown' : undefined}>
                <b aria-hidden="true">{letter}</b>
                <p>
                  <span className="hidden-visually">{say('Lane {lane}', { lane: letter })}: </span>
                  {text}
                  {shown === index && found.words !== null && (
                    <span className="find-words" role="status">
                      {found.words}
                    </span>
                  )}
                  {missing && <span className="find-words none">{say('This run has none.')}</span>}
                </p>
                <Button
                  size="small"
                  aria-label={say('Show in lane {lane}: {what}', { lane: letter, what: text })}
                  aria-pressed={shown === index}
                  blockedBy={blockedBy ?? (missing ? say('This run has none: another one may') : null)}
                  onClick={() => {
                    setShown(index);
                    found.show();
                  }}
                >
                  {say('Show')}
                </Button>
              </li>
            );
          })}
        </ol>
      )}
      <h4 className="lesson-h">{say('What else to watch')}</h4>
      <Prose html={watch} />
    </>
  );
}
