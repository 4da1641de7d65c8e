import { useState } from 'react';
import type { PromiseView, Verdict } from '#protocol/lane.ts';
import { say, told } from '#protocol/language/say.ts';
import { PROMISE_WORDS, STATE_SIGNS, STATE_WORDS } from '#protocol/promise-words.ts';
import { ShowRows } from './show-rows.tsx';
import './promises.css';

interface PromisesProps {
  verdict: Verdict | null;
  /** Why nothing is judged yet. */
  waitingText: string;
  onShowRow(number: number): void;
}

/** The promises of a graceful shutdown: kept, broken or unknown, with what shows it. Before the end they wait. */
export function Promises({ verdict, waitingText, onShowRow }: PromisesProps) {
  return (
    <ul className="promises" aria-label={say('Promises')}>
      {PROMISE_WORDS.filter(({ id }) => verdict === null || verdict.promises.some((each) => each.id === id)).map(
        ({ id, words }) => (
          <PromiseLine
            key={id}
            words={told(words)}
            promise={verdict?.promises.find((each) => each.id === id) ?? null}
            waitingText={waitingText}
            onShowRow={onShowRow}
          />
        ),
      )}
    </ul>
  );
}

interface PromiseLineProps {
  words: string;
  promise: PromiseView | null;
  waitingText: string;
  onShowRow(number: number): void;
}

function PromiseLine({ words, promise, waitingText, onShowRow }: PromiseLineProps) {
  const [open, setOpen] = useState(false);
  if (promise === null) {
    return (
      <li className="waiting">
        <span aria-hidden="true">·</span>
        <span>
          {words} <span className="hidden-visually">{waitingText}</span>
        </span>
      </li>
    );
  }
  return (
    <li className={promise.state}>
      <span aria-hidden="true">{STATE_SIGNS[promise.state]}</span>
      <button
        type="button"
        className="promise"
        title={open ? undefined : promise.evidence}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="hidden-visually">{told(STATE_WORDS[promise.state])}: </span>
        <b>{words}</b> {promise.evidence}
      </button>
      <ShowRows rows={promise.rows} onShowRow={onShowRow} />
    </li>
  );
}
