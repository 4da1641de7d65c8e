import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { laneWords, placeInRun } from './run-state.ts';
import './run-step.css';

/** The buttons of a run, wherever they stand; why each cannot be pressed, null where it can. */
export interface RunButtons {
  word: 'both' | 'all';
  startBlock: string | null;
  endBlock: string | null;
  resetBlock: string | null;
  onStart(): void;
  onEnd(): void;
  onReset(): void;
  /** Ends the run where a container does not end by itself. */
  onFinish(): void;
}

interface RunStepProps {
  /** Why nothing can be run yet; null where it can. */
  lockedBecause: string | null;
  view: RunView | null;
  /** The command that ends each lane, with its container's name as far as there is one. */
  commands: readonly { lane: string; text: string }[];
  /** What the requests are, in a few words. */
  traffic: string;
  buttons: RunButtons;
  onNext(): void;
}

/** The real thing, step by step: what to press, what to type instead, and what to wait for. */
export function RunStep({ lockedBecause, view, commands, traffic, buttons, onNext }: RunStepProps) {
  const place = placeInRun(view);
  const { word } = buttons;
  const start = say(word === 'both' ? 'Start both' : 'Start all');
  const end = say(word === 'both' ? 'End both' : 'End all');
  const going = view !== null && view.trafficStartedAtMs !== undefined && place < 4;
  const waits = place === 3 && view?.lanes.some(({ state }) => state === 'draining');
  return (
    <>
      {lockedBecause !== null && <p className="lesson-note">{lockedBecause}.</p>}
      {view?.status === 'invalid' || view?.status === 'interrupted' ? (
        <p className="lesson-note">
          {say(
            word === 'both'
              ? 'This run proves nothing; the page says why above. Start both anew.'
              : 'This run proves nothing; the page says why above. Start all anew.',
          )}
        </p>
      ) : null}
      <ol className="doing">
        <Doing number={1} place={place} title={start}>
          <p>{say('Every lane gets the same requests: {traffic}.', { traffic })}</p>
          <Button tone={place === 0 ? 'primary' : 'plain'} blockedBy={buttons.startBlock} onClick={buttons.onStart}>
            <Icon name="play" />
            {start}
          </Button>
        </Doing>
        <Doing number={2} place={place} title={say('Let some requests pass')}>
          {going ? (
            <LaneWords view={view} />
          ) : (
            <p>{say('A few seconds, until you see how they lie on the time axis.')}</p>
          )}
        </Doing>
        <Doing number={3} place={place} title={end}>
          <p>
            {say('The button sends these, all at the same instant. Your own terminal can, too; the page follows.')}
          </p>
          {commands.map(({ lane, text }) => (
            <div key={lane} className="typed">
              <code>
                <span aria-hidden="true">$</span>
                {text.split(' ').map((word, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a word has no other name than its place
                  <span key={index}> {word}</span>
                ))}
              </code>
              <CopyButton label={say('Copy what ends {lane}', { lane })} text={() => text} />
            </div>
          ))}
          <Button
            tone={place === 1 || place === 2 ? 'primary' : 'plain'}
            blockedBy={buttons.endBlock}
            onClick={buttons.onEnd}
          >
            <Icon name="bolt" />
            {end}
          </Button>
        </Doing>
        <Doing number={4} place={place} title={say('Wait until each has ended')}>
          {place >= 3 && view !== null ? (
            <LaneWords view={view} />
          ) : (
            <p>{say('Its exit code appears below its log.')}</p>
          )}
          {waits && (
            <>
              <p>{say('One that goes on and on may never end by what it was sent. When you have seen enough:')}</p>
              <Button onClick={buttons.onFinish}>{say('Finish the run')}</Button>
            </>
          )}
          {place === 4 && (
            <Button tone="primary" onClick={onNext}>
              {say('Look at what happened')}
              <Icon name="right" size={14} />
            </Button>
          )}
        </Doing>
      </ol>
    </>
  );
}

/** What is to be done now may lie below what the guide shows. The page itself stays: who watches the lanes goes on watching them. */
function showInGuide(item: Element): void {
  const guide = item.closest('.guide-scroll');
  if (guide === null) return;
  const below = item.getBoundingClientRect().bottom - guide.getBoundingClientRect().bottom;
  if (below > 0) guide.scrollTop += below;
}

interface DoingProps {
  number: number;
  place: number;
  title: string;
  children: ReactNode;
}

function Doing({ number, place, title, children }: DoingProps) {
  const state = number - 1 < place ? 'done' : number - 1 === place ? 'current' : 'ahead';
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (state === 'current' && item.current !== null) showInGuide(item.current);
  }, [state]);
  return (
    <li ref={item} className={classes('doing-item', state)}>
      <i aria-hidden="true">{state === 'done' ? '✓' : number}</i>
      <div>
        <h4>
          {title}
          {state === 'done' && <span className="hidden-visually"> ({say('done')})</span>}
        </h4>
        {children}
      </div>
    </li>
  );
}

function LaneWords({ view }: { view: RunView }) {
  return (
    <ul className="lane-words">
      {view.lanes.map((lane) => (
        <li key={lane.id}>
          <b>{lane.id.toUpperCase()}</b> {laneWords(lane)}
        </li>
      ))}
    </ul>
  );
}
